"""Names of states and nationalities with one wrong letter: "Ethopia", "Quatar", "Ghanians".

A letter is wrong if it is missing, too many, another, or has changed places with the next; never
the first or the last, because other words differ there ("Bulgari"). Letters may also be doubled at
the wrong place ("Phillipine"). Words that are names
themselves are not looked at. Candidates are found by their forms with one letter left out
(symmetric deletion, as in Garbe's SymSpell), so the work is linear in the text.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import KnownEntity, UserKnowledge
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch, covered
from claimwire.language.mentions.tokens import Tokens

_SHORTEST, _LONGEST = 5, 16
_LONGER = 6
"""Letters of the longer of two words from which they are compared."""
_DOUBLED = re.compile(r"(.)\1")
_STATES = frozenset({"country", "nationality"})


def misspelt_names(
    tokens: Tokens, context: Context, known: Collection[Stretch], tagged: Mapping[Stretch, str]
) -> Iterator[tuple[Stretch, KnownEntity]]:
    """Find the misspelt names of a text.

    Args:
        tokens: of the text.
        context: with the user's own entities.
        known: where known names stand.
        tagged: the language model's entities, trimmed.

    Yields:
        Where each stands, and what it means.
    """
    persons = [
        stretch
        for stretch, label in tagged.items()
        if label == "PERSON"
        and not (stretch[1] - stretch[0] == 1 and _is_of_actor(tokens, stretch[1]))
    ]
    taken = covered(len(tokens), [*known, *persons])
    forms = _forms(tokens.language, context.knowledge)
    names = load_knowledge(context.knowledge, tokens.language).names
    for index, text in enumerate(tokens.texts):
        if not text[:1].isupper() or taken[index]:
            continue
        if not _SHORTEST <= len(text) <= _LONGEST or not text.istitle():
            continue
        named = tokens.is_proper(index) or (index, index + 1) in tagged
        named = named or _is_of_actor(tokens, index + 1)
        if not named or _is_in_longer_name(tokens, index):
            continue
        if text in names or text in tokens.words.first_names or _is_of_place(text):
            continue
        if text.lower() in tokens.words.body_nouns.ailments:
            continue
        meant = {
            name: entity
            for form in {text, _undoubled(text), *_shortened(text)}
            for name, entity in forms.get(form, ())
            if max(len(text), len(name)) >= _LONGER
            and (_is_one_wrong(text, name) or _undoubled(text) == _undoubled(name))
        }
        if len({entity.entity_id for entity in meant.values()}) == 1:
            yield (index, index + 1), meant[min(meant)]


def _is_of_place(name: str) -> bool:
    """Whether a place other than a state has a name; GeoNames lists misspellings of those."""
    return any(place.kind != "country" for place in places_named(name))


def _is_of_actor(tokens: Tokens, last: int) -> bool:
    """Whether an actor in lower case stands behind a word: "Pakistanti officials"."""
    found = tokens.words.actor_patterns.at(tokens.lowers, last)
    return found is not None and tokens.texts[last].islower() and not tokens.is_proper(last)


def _is_in_longer_name(tokens: Tokens, index: int) -> bool:
    before = index > 0 and tokens.is_proper(index - 1)
    behind = index + 1 < len(tokens) and (
        tokens.is_proper(index + 1) or tokens.texts[index + 1] == "-"
    )
    return before or behind


@functools.cache
def _forms(
    language: str, extra: UserKnowledge | None
) -> dict[str, tuple[tuple[str, KnownEntity], ...]]:
    """The names with one letter left out, and whole, and what they mean."""
    found: dict[str, list[tuple[str, KnownEntity]]] = {}
    for name, entity in load_knowledge(extra, language).names.items():
        if entity.kind in _STATES and name.istitle() and name.isalpha() and len(name) >= _SHORTEST:
            for form in {name, _undoubled(name), *_shortened(name)}:
                found.setdefault(form, []).append((name, entity))
    return {form: tuple(names) for form, names in found.items()}


def _shortened(word: str) -> Iterator[str]:
    """Yield a word without each of its letters but the first and the last."""
    for index in range(1, len(word) - 1):
        yield word[:index] + word[index + 1 :]


def _undoubled(word: str) -> str:
    """A word with each doubled letter once."""
    return _DOUBLED.sub(r"\1", word)


def _is_one_wrong(written: str, meant: str) -> bool:
    """Whether two words differ in one letter, or in the order of two that are neighbours."""
    first = next(
        (at for at, (one, other) in enumerate(zip(written, meant, strict=False)) if one != other),
        min(len(written), len(meant)),
    )
    if len(written) == len(meant):
        swapped = written[first : first + 2] == meant[first : first + 2][::-1]
        rest = first + 2 if swapped else first + 1
        return written[rest:] == meant[rest:]
    shorter, longer = sorted((written, meant), key=len)
    return shorter[first:] == longer[first + 1 :]

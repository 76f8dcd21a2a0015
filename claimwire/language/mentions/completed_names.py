"""Names of persons that the language model misses or cuts, by the words around them.

A title before a capitalised name makes it a person's, a nickname in marks stands inside a name, and
the portfolio of a minister is no body.
"""

from collections.abc import Iterator

from claimwire.language.mentions.dateline_names import outlets
from claimwire.language.mentions.name_types import type_of_name
from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.persons_by_words import (
    end_of_name,
    is_of_name,
    is_outlet,
    persons_by_words,
)
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch, covered, longest
from claimwire.language.mentions.tokens import Tokens

_OPENING = frozenset('"“„«‘(')  # noqa: RUF001
_CLOSING = frozenset('"”»’)')  # noqa: RUF001
_FIRM = frozenset({"PERSON", "NORP", "LOC", "GPE"})
"""The model's types that a title before a name does not overrule."""
_LOOSE = frozenset({"PRODUCT", "WORK_OF_ART"})
"""Types that the model gives to rare names."""
_AILING = frozenset({"GPE", "LOC", "NORP", "ORG", "PERSON"})
"""Types that the model gives to diseases."""
_WITH_LETTER = 2
_WORDS_OF_ONE_LETTER = frozenset({"A", "I"})
_LONGEST_NICKNAME = 4
_LONGEST_OF_HALVES = 5
_LONGEST_PORTFOLIO = 5


def completed_names(tokens: Tokens, found: dict[Stretch, str]) -> dict[Stretch, str]:
    """Correct the names that the language model found.

    Args:
        tokens: of the text.
        found: the model's type of each name, by where it stands.

    Returns:
        The same, with the names of persons completed and without portfolios.
    """
    surnames = frozenset(
        tokens.texts[first]
        for (first, last), label in found.items()
        if label == "PERSON" and last - first == 1
    )
    ailments = _acronyms_of_ailments(tokens)
    names = {
        _with_initials(tokens, _trimmed(tokens, stretch), label): type_of_name(
            tokens, stretch, label, surnames
        )
        for stretch, label in found.items()
        if not (label == "ORG" and _is_portfolio(tokens, stretch))
        and not _is_common(tokens, stretch)
        and not (label in _AILING and _is_ailment(tokens, stretch, ailments))
        and tokens.name(*stretch).lower() not in tokens.words.persons.never_names
    }
    names = _joined(tokens, _with_nicknames(tokens, names))
    firm = covered(len(tokens), [at for at, label in names.items() if label in _FIRM])
    taken = covered(len(tokens), [at for at, label in names.items() if label not in _LOOSE])
    titled = persons_by_words(tokens, firm, taken)
    bodies = {*_behind_nouns(tokens, taken), *_teams(tokens), *outlets(tokens)}
    ending = {stretch[1] for stretch in titled}
    kept = covered(len(tokens), titled)
    for stretch in [at for at in names if any(kept[slice(*at)]) and names[at] not in _FIRM]:
        if stretch[1] in ending:
            del names[stretch]
    chosen = longest(len(tokens), {*names, *titled, *bodies})
    added = dict.fromkeys(chosen & bodies, "ORG") | dict.fromkeys(chosen & titled, "PERSON")
    return names | added


def _trimmed(tokens: Tokens, stretch: Stretch) -> Stretch:
    """Leave out what the model took into a name: "Broadcaster Radio Fjord", "World Bank (WB"."""
    first, last = stretch
    opening = next((n for n in range(first + 1, last) if tokens.texts[n] == "("), last)
    if ")" not in tokens.texts[opening:last]:
        last = opening
    for index in range(first + 1, last - 1):
        # "DETROIT The Transport Department": a dateline stands before.
        after_capitals = tokens.texts[index - 1].isupper() and tokens.texts[index].istitle()
        if after_capitals and tokens.lowers[index] in tokens.words.actors.articles:
            first = index + 1
    before = last - first > 1 and tokens.lowers[first] in tokens.words.body_nouns.never_in_names
    return first + before, last


def _with_initials(tokens: Tokens, stretch: Stretch, label: str) -> Stretch:
    """Add initials and the half of a first name before: "J Alex Halderman", "Eva-Marie"."""
    first, last = stretch
    while (
        label == "PERSON"
        and first
        and _is_initial(tokens.texts[first - 1])
        and not is_outlet(tokens, first - 1)
    ):
        first -= 1
    while label == "PERSON" and first > 1 and _is_hyphenated(tokens, first):
        first -= 2
    return first, last


def _is_hyphenated(tokens: Tokens, first: int) -> bool:
    """Whether a first name is joined to a name: "Eva-" before "Marie Persson"."""
    close = tokens.offsets[first] - tokens.offsets[first - 2] == 1 + len(tokens.texts[first - 2])
    joined = tokens.texts[first - 1] == "-" and close
    return joined and is_of_name(tokens, first - 2)


def _is_initial(text: str) -> bool:
    letter = text.rstrip(".")
    return len(letter) == 1 and letter.isupper() and letter not in _WORDS_OF_ONE_LETTER


def _is_ailment(tokens: Tokens, stretch: Stretch, acronyms: frozenset[str]) -> bool:
    """Whether a name is that of a disease or germ: "Hepatitis C", "Swine Fever", "PRRS"."""
    first, last = stretch
    words = tokens.words.body_nouns.ailments
    if tokens.lowers[last - 1] in words or tokens.name(first, last) in acronyms:
        return True
    return (
        last - first == _WITH_LETTER
        and tokens.lowers[first] in words
        and (len(tokens.texts[first + 1]) == 1)
    )


def _acronyms_of_ailments(tokens: Tokens) -> frozenset[str]:
    """The acronyms in brackets behind the names of diseases: "respiratory syndrome (PRRS)"."""
    words, texts = tokens.words.body_nouns.ailments, tokens.texts
    return frozenset(
        texts[index + 2]
        for index, lower in enumerate(tokens.lowers[:-3])
        if lower in words
        and texts[index + 1] == "("
        and texts[index + 2].isupper()
        and texts[index + 3] == ")"
    )


def _is_common(tokens: Tokens, stretch: Stretch) -> bool:
    """Whether a plural noun that begins a sentence was taken for a name: "Supporters"."""
    first, last = stretch
    token = tokens.parse[first]
    plural = token.tag_ in tokens.grammar.plural_noun
    return last - first == 1 and tokens.starts[first] and plural and not token.is_upper


def _is_portfolio(tokens: Tokens, stretch: Stretch) -> bool:
    """Whether a name is the first part of a title: "Interior Minister", "Health Secretary"."""
    first, last = stretch
    persons = tokens.words.persons
    if last - first > _LONGEST_PORTFOLIO:
        return False
    linked = first > 1 and tokens.lowers[first - 1] in persons.links
    if linked and tokens.lowers[first - 2] in persons.of_portfolio:
        return True
    return (
        last < len(tokens)
        and tokens.lowers[last] in persons.of_portfolio
        and tokens.lowers[last - 1] not in persons.bodies_with_secretaries
    )


def _with_nicknames(tokens: Tokens, names: dict[Stretch, str]) -> dict[Stretch, str]:
    """Join the parts of a name around a nickname: 'Dwayne "The Rock" Johnson'."""
    starting = {first: (first, last) for first, last in names}
    ending = {last: (first, last) for first, last in names}
    joined = dict(names)
    for opening, text in enumerate(tokens.texts):
        closing = _nickname_end(tokens, opening) if text in _OPENING else None
        if closing is None:
            continue
        before, behind = ending.get(opening), starting.get(closing)
        if "PERSON" not in {names.get(part) for part in (before, behind) if part is not None}:
            continue
        first = before[0] if before is not None else opening - 1
        last = behind[1] if behind is not None else closing + 1
        for part in (before, behind):
            joined.pop(part, None) if part is not None else None
        joined[first, last] = "PERSON"
    return joined


def _joined(tokens: Tokens, names: dict[Stretch, str]) -> dict[Stretch, str]:
    """Join the two halves of a person's name behind a title: "Minister Jam Kamal" "Khan Alyani"."""
    joined = dict(names)
    starting = {first: last for (first, last), label in names.items() if label == "PERSON"}
    for first, end in starting.items():
        last = starting.get(end)
        if last is None or last - first > _LONGEST_OF_HALVES or (first, end) not in joined:
            continue
        titled = is_title(tokens.texts[first - 1] if first else "", tokens.words.persons)
        if titled and all(is_of_name(tokens, at) for at in range(first, last)):
            del joined[first, end], joined[end, last]
            joined[first, last] = "PERSON"
    return joined


def _nickname_end(tokens: Tokens, opening: int) -> int | None:
    """The token behind a nickname in marks that begins at one, within a name."""
    if not opening or not tokens.is_proper(opening - 1):
        return None
    for index in range(opening + 1, min(opening + _LONGEST_NICKNAME + 2, len(tokens) - 1)):
        if tokens.texts[index] in _CLOSING:
            inside = index > opening + 1
            return index + 1 if inside and tokens.is_proper(index + 1) else None
        if not tokens.texts[index][:1].isupper():
            return None
    return None


def _behind_nouns(tokens: Tokens, taken: bytearray) -> Iterator[Stretch]:
    """The names behind a noun for a body that stand in no other name: "newspaper Aftenposten"."""
    nouns = tokens.words.body_nouns
    for index, lower in enumerate(tokens.lowers[:-1]):
        if lower in nouns.never_in_names or (
            nouns.kind(lower) and tokens.texts[index].islower() and not taken[index]
        ):
            end = end_of_name(tokens, index + 1, taken)
            if end > index + 1:
                yield index + 1, end


def _teams(tokens: Tokens) -> Iterator[Stretch]:
    """The names of teams that are called by a town: "Bayern Munich", "Leeds United"."""
    nouns, lowers = tokens.words.body_nouns, tokens.lowers
    for index in range(len(tokens) - 1):
        leads = lowers[index] in nouns.teams
        if not leads and lowers[index + 1] not in nouns.teams_behind:
            continue
        before = index > 0 and tokens.is_proper(index - 1)
        behind = index + 2 < len(tokens) and tokens.is_proper(index + 2)
        pair = tokens.is_proper(index) and tokens.is_proper(index + 1)
        town = tokens.texts[index + leads]
        if (
            pair
            and not (before or behind)
            and any(place.kind == "city" for place in places_named(town))
        ):
            yield index, index + 2

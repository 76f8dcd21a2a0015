"""Find the names of known entities in a text, all in one pass."""

import bisect
import dataclasses
import functools
import itertools
import re
from collections.abc import Collection, Iterator, Mapping

from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import Knowledge, KnownEntity, UserKnowledge
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_WORD = re.compile(r"\w+|.", re.DOTALL)
_COUNTRY_KINDS = frozenset({"country", "nationality"})
_CLEAR_IN_CAPITALS = _COUNTRY_KINDS | {
    "armed_group", "government", "group", "international_organisation", "person",
}  # fmt: skip

Hit = tuple[Stretch, KnownEntity]
"""Where a name stands, and what it stands for."""


def find_names(tokens: Tokens, extra: UserKnowledge | None = None) -> Iterator[Hit]:
    """Find every known name in a text.

    Args:
        tokens: the text.
        extra: a user's own entities.

    Yields:
        Hits, which may overlap.
    """
    knowledge = load_knowledge(extra, tokens.language)
    found = list(_occurrences(tokens, extra))
    hits = [(stretch, knowledge.names[name]) for stretch, name in found]
    named = {entity.country for _, entity in hits if entity.kind in _COUNTRY_KINDS}
    shared = {home for _, entity in hits for home in entity.homes}
    told = _told(tokens, hits, shared, knowledge) if shared else {}
    for (stretch, entity), (_, name) in zip(hits, found, strict=True):
        if not entity.homes:
            yield stretch, entity
        elif name in knowledge.namesakes:
            code = _nearest(stretch, entity.homes, told)
            yield stretch, entity if code is None else knowledge.namesakes[name][code]
        elif entity.country is None:
            yield stretch, _at_home(stretch, entity, named, told)
        else:
            yield stretch, _of_nearest(stretch, entity, told, knowledge)


def _at_home(
    stretch: Stretch,
    entity: KnownEntity,
    named: Collection[str | None],
    told: Mapping[str, list[int]],
) -> KnownEntity:
    """Give a people of several countries the one of them that the text names, or names nearest."""
    homes = [country for country in entity.homes if country in named]
    code = homes[0] if len(homes) == 1 else _nearest(stretch, homes, told)
    return entity if code is None else dataclasses.replace(entity, country=code)


def _of_nearest(
    stretch: Stretch, entity: KnownEntity, told: Mapping[str, list[int]], knowledge: Knowledge
) -> KnownEntity:
    """Give a shared nationality to that of its countries which the text names nearest."""
    code = _nearest(stretch, entity.homes, told)
    if code is None:
        return entity
    name = knowledge.country_names[code]
    return dataclasses.replace(entity, entity_id=f"country:{code}", country=code, name=name)


def _nearest(
    stretch: Stretch, countries: Collection[str], told: Mapping[str, list[int]]
) -> str | None:
    near = [
        (abs(at - stretch[0]), code)
        for code in countries
        for at in _around(told.get(code, []), stretch[0])
    ]
    return min(near)[1] if near else None


def _around(places: list[int], at: int) -> list[int]:
    """The last of sorted numbers before one, and the first behind it."""
    behind = bisect.bisect(places, at)
    return places[max(behind - 1, 0) : behind + 1]


def _told(
    tokens: Tokens, hits: Collection[Hit], countries: Collection[str], knowledge: Knowledge
) -> dict[str, list[int]]:
    """Where a text names some countries, what belongs to them, or their capitals; in order."""
    told: dict[str, list[int]] = {code: [] for code in countries}
    for stretch, entity in hits:
        if not entity.homes and entity.country in told:
            told[entity.country].append(stretch[0])
    texts = tokens.texts
    for name, code in knowledge.capitals.items():
        if code in told:
            words = name.split()
            told[code] += [
                at
                for at, text in enumerate(texts)
                if text == words[0] and texts[at : at + len(words)] == words
            ]
    return {code: sorted(places) for code, places in told.items()}


def _occurrences(tokens: Tokens, extra: UserKnowledge | None) -> Iterator[tuple[Stretch, str]]:
    """Where names stand as whole tokens: by their first token, the shorter before the longer.

    Spaces between tokens make no difference: a text may have "People 's Army".
    """
    names = _names_by_beginning(tokens.language, extra)
    in_capitals = _names_in_capitals(tokens.language, extra) if any(tokens.headlines) else {}
    text, joined = _plain(tokens.text), _plain("".join(tokens.texts))
    starts = [0, *itertools.accumulate(map(len, tokens.texts))]
    ends = {end: last for last, end in enumerate(starts)}
    for first, offset in enumerate(tokens.offsets):
        beginning = _beginning(text, offset)
        forms = names.get(beginning, ())
        if tokens.headlines[first]:
            forms = (*forms, *in_capitals.get(beginning, ()))
        for form, name in forms:
            last = ends.get(starts[first] + len(form))
            if last is not None and joined.startswith(form, starts[first]):
                yield (first, last), name


@functools.lru_cache(maxsize=16)
def _names_by_beginning(
    language: str, extra: UserKnowledge | None
) -> dict[str, list[tuple[str, str]]]:
    """Each name without spaces and as it is known, under its first word; shorter ones first."""
    names: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(load_knowledge(extra, language).names, key=len):
        form = _plain(name)
        names.setdefault(_beginning(form, 0), []).append((form.replace(" ", ""), name))
    return names


@functools.lru_cache(maxsize=16)
def _names_in_capitals(
    language: str, extra: UserKnowledge | None
) -> dict[str, list[tuple[str, str]]]:
    """The names that may be meant in a headline in capitals, like ``_names_by_beginning``.

    Single words are often common ones there ("TARGET", "TIME"), but for those of some kinds.
    """
    knowledge = load_knowledge(extra, language)
    names: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(knowledge.names, key=len):
        entity = knowledge.names[name]
        clear = " " in name or entity.kind in _CLEAR_IN_CAPITALS
        if clear and not name.isupper() and name not in knowledge.ambiguous:
            form = _plain(name.upper())
            names.setdefault(_beginning(form, 0), []).append((form.replace(" ", ""), name))
    return names


def _beginning(text: str, offset: int) -> str:
    """The first word from a place on, or a single mark."""
    found = _WORD.match(text, offset)
    return found.group() if found else ""


def _plain(text: str) -> str:
    """A text of the same length with plain apostrophes: news writes either."""
    return text.replace("\u2019", "'")

"""What a text says a place is: "Kyiv region", "the city of Oaxaca", "Oaxaca State"."""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimwire.language.mentions.place_hints import noun_of_list
from claimwire.language.mentions.places import Place, places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

DIVISION = "division"
SETTLEMENT = "settlement"

_DIVISIONS = frozenset({"admin1", "admin2", "admin3", "region"})
_LIST = 3
"""Names in a row from which they are a list."""
_BETWEEN = 2
"""Words between two names of a list: a comma and "and"."""


class Described(NamedTuple):
    """The places of a name, and which of them the text points to.

    Attributes:
        candidates: the places; also of a name to which GeoNames adds no "State" or "North".
        said: "division", "settlement" or "", if the text does not say it.
    """

    candidates: tuple[Place, ...]
    said: str


def describe(tokens: Tokens, stretch: Stretch) -> Described:
    """Find the places of a name and what the words in and around it say they are."""
    first, last = stretch
    name = tokens.name(first, last)
    candidates = places_named(name)
    if candidates or last - first == 1:
        said = _around(tokens, stretch)
        if said == DIVISION:
            candidates = _divisions(name, tokens) or candidates
        return Described(candidates, said)
    words = tokens.words.places
    if said := _kind(tokens, last - 1):
        return Described(places_named(tokens.name(first, last - 1)), said)
    if tokens.lowers[first] in words.parts:
        return Described(places_named(tokens.name(first + 1, last)), _around(tokens, stretch))
    if last - first > 2 and tokens.lowers[first + 1] in words.of_kind:
        return Described(places_named(tokens.name(first + 2, last)), _kind(tokens, first))
    return Described((), "")


def kind_by_last_word(tokens: Tokens, stretch: Stretch) -> str | None:
    """Return the kind of the table of entities of a place in no list: "Salinas Valley".

    Args:
        tokens: of the text.
        stretch: where the name stands.
    """
    words, last = tokens.words.places, tokens.lowers[stretch[1] - 1]
    if last in words.street_nouns | words.facility_nouns | tokens.words.body_nouns.facilities:
        return "facility"
    if last in words.settlement_nouns:
        return "city"
    return "region" if last in words.place_nouns | words.division_nouns | words.parts else None


def is_generic(tokens: Tokens, stretch: Stretch) -> bool:
    """Whether every word of a name is a common one: "Central Division", "Eastern Province"."""
    words = tokens.words.places
    return all(
        tokens.lowers[at] in words.parts
        or tokens.lowers[at] in words.place_nouns
        or tokens.lowers[at] in words.common
        for at in range(*stretch)
    )


def listed_divisions(tokens: Tokens, named: Sequence[Stretch]) -> set[Stretch]:
    """Find the names in lists of divisions of one country: "Utah, Virginia, Washington and Ohio".

    Args:
        tokens: of the text.
        named: where names of places stand, in order.
    """
    found: set[Stretch] = set()
    run: list[Stretch] = []
    country: set[str] = set()
    for stretch in named:
        inside = _divided(tokens, stretch)
        joined = bool(run) and _are_joined(tokens, run[-1], stretch)
        if joined and country & inside:
            country &= inside
            run.append(stretch)
        else:
            run, country = ([stretch], inside) if inside else ([], set())
        if len(run) >= _LIST:
            found.update(run)
    return found


def qualifying_divisions(
    tokens: Tokens, qualifiers: Mapping[Stretch, tuple[str, ...]], named: Sequence[Stretch]
) -> set[Stretch]:
    """Find the divisions that stand behind a name: Oregon in "Washington County, Oregon".

    Args:
        tokens: of the text.
        qualifiers: the codes of what stands behind each name.
        named: where names of places stand, in order.
    """
    found: set[Stretch] = set()
    for stretch, behind in itertools.pairwise(named):
        if any("." in code for code in qualifiers[stretch]) and any(
            place.country in qualifiers[stretch] or place.admin1 in qualifiers[stretch]
            for place in describe(tokens, stretch).candidates
        ):
            found.add(behind)
    return found


def _divided(tokens: Tokens, stretch: Stretch) -> set[str]:
    """The countries that have a first-level division of a name."""
    places = places_named(tokens.name(*stretch))
    return {place.country for place in places if place.kind == "admin1" and not place.alternate}


def _are_joined(tokens: Tokens, one: Stretch, other: Stretch) -> bool:
    between = tokens.lowers[one[1] : other[0]]
    connectives = tokens.words.places.connectives
    return 0 < len(between) <= _BETWEEN and all(word in connectives for word in between)


def _around(tokens: Tokens, stretch: Stretch) -> str:
    """What the word behind a name, or that before "of", says it is."""
    first, last = stretch
    of_kind = tokens.words.places.of_kind
    # "The Kent village of Wye" says what Wye is.
    behind = tokens.lowers[last : last + 2]
    if behind and of_kind.isdisjoint(behind[1:]) and (said := _kind(tokens, last)):
        return said
    if first > 1 and tokens.lowers[first - 1] in of_kind:
        return _kind(tokens, first - 2)
    noun = noun_of_list(tokens, first)
    return "" if noun is None else _kind(tokens, noun)


def _divisions(name: str, tokens: Tokens) -> tuple[Place, ...]:
    """The divisions that have a noun in their full names: Kyiv Oblast for "the Kyiv region"."""
    found = {
        place.geonames_id: place._replace(alternate=False)
        for noun in sorted(tokens.words.places.division_nouns)
        for place in places_named(f"{name} {noun}")
        if place.kind in _DIVISIONS
    }
    return (*found.values(), *(p for p in places_named(name) if p.geonames_id not in found))


def _kind(tokens: Tokens, index: int) -> str:
    words = tokens.words.places
    if tokens.lowers[index] in words.division_nouns:
        return DIVISION
    return SETTLEMENT if tokens.lowers[index] in words.settlement_nouns else ""

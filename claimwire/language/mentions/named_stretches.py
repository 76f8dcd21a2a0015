"""Which of the stretches that name something become mentions, and which stand in another."""

import itertools
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.stretches import Stretch, longest
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponyms import Toponyms

_NOT_NESTED = frozenset(
    {"person", "media", "party", "country", "nationality", "city", "region", "place"}
)
"""Kinds inside whose names no other name counts."""


class NamedStretches(NamedTuple):
    """The stretches of a text that become mentions.

    Attributes:
        outer: those that stand in no other; none overlaps another.
        inner: those that stand in an outer one; none overlaps another.
        places: those, of all found, that name a place.
    """

    outer: set[Stretch]
    inner: set[Stretch]
    places: set[Stretch]


def choose_stretches(
    tokens: Tokens,
    tagged: Mapping[Stretch, str],
    known: Mapping[Stretch, KnownEntity],
    toponyms: Toponyms,
    kinds: AbstractSet[str],
) -> NamedStretches:
    """Choose among the stretches that were found, of which some overlap.

    Args:
        tokens: of the text.
        tagged: the language model's entities, trimmed.
        known: the entities that the gazetteer or a pattern found.
        toponyms: the names of places.
        kinds: the model's types that are of interest.
    """
    places = toponyms.stretches - known.keys()
    candidates = {
        stretch
        for stretch, label in tagged.items()
        if label in kinds and stretch not in toponyms.denied
    }
    outer = longest(len(tokens), candidates | known.keys() | places)
    return NamedStretches(outer, _inner(tokens, outer, tagged, known, places), places)


def _inner(
    tokens: Tokens,
    outer: AbstractSet[Stretch],
    tagged: Mapping[Stretch, str],
    known: Mapping[Stretch, KnownEntity],
    places: AbstractSet[Stretch],
) -> set[Stretch]:
    """The names that stand inside a chosen one, unless that is a person's or a place's."""
    around: dict[int, Stretch] = {}
    for stretch in outer:
        entity = known.get(stretch)
        closed = entity.kind in _NOT_NESTED if entity else tagged.get(stretch) == "PERSON"
        if not closed and stretch not in places:
            around.update(dict.fromkeys(range(*stretch), stretch))
    inside = {
        stretch
        for stretch in itertools.chain(known, places)
        if (outside := around.get(stretch[0])) is not None
        and outside != stretch
        and stretch[1] <= outside[1]
        and not (stretch in places and _is_saint(tokens, stretch, outside))
    }
    return longest(len(tokens), inside)


def _is_saint(tokens: Tokens, stretch: Stretch, outside: Stretch) -> bool:
    """Whether a body is called by a saint and not by a town: "St. Paul's Hospital"."""
    behind = stretch[1]
    return (
        behind < outside[1]
        and tokens.lowers[behind] in tokens.words.actors.possessive
        and tokens.lowers[stretch[0]] in tokens.words.places.saints
    )

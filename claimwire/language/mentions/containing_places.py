"""Points for facilities and small places that have none: those of the place in which they stand."""

import dataclasses
from collections.abc import Mapping, Sequence

from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_STANDING = frozenset({"city", "facility", "place"})
_CONTAINING = frozenset({"city", "region", "country"})
_WIDEST_KM = 120.0
"""Radius up to which the point of a place says where something in it is."""
_LEADS = 2
"""Words between a name and the place it stands in: ", " or "in the"."""


def with_containing_places(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Give a facility the point of its town: "Da Nang Airport", "a clinic at Foua, Idlib".

    Args:
        tokens: of the text.
        mentions: its mentions, in order, an outer one before those inside it.

    Returns:
        The mentions; those that got a point say so in ``method`` and have a wider ``radius_km``.
    """
    beginning = {mention.first_token: mention for mention in mentions if not mention.nested}
    located = list(mentions)
    for number, mention in enumerate(mentions):
        if mention.kind not in _STANDING or mention.latitude is not None or mention.nested:
            continue
        behind = _behind(tokens, mention, beginning)
        place = behind if behind is not None and _contains(behind) else None
        if place is None:
            place = _inside(mention, mentions[number + 1 :])
        # "Serena Hotel in Kabul" is not in La Serena.
        if place is not None and (behind is None or behind.country == place.country):
            located[number] = _standing_in(mention, place)
    return located


def _inside(mention: Mention, following: Sequence[Mention]) -> Mention | None:
    """The place in a facility's name."""
    if mention.kind != "facility":
        return None
    for inner in following:
        if inner.start >= mention.end:
            break
        if _contains(inner):
            return inner
    return None


def _behind(tokens: Tokens, mention: Mention, beginning: Mapping[int, Mention]) -> Mention | None:
    """The place behind a name: "in Mosul", ", Missouri"."""
    words = tokens.words.places
    at = mention.last_token
    if at >= len(tokens) or not (tokens.texts[at] == "," or tokens.lowers[at] in words.qualifying):
        return None
    for place in (beginning.get(at + lead) for lead in range(1, _LEADS + 1)):
        if place is not None:
            return place
    return None


def _contains(place: Mention) -> bool:
    return (
        place.kind in _CONTAINING
        and place.latitude is not None
        and place.radius_km is not None
        and place.radius_km <= _WIDEST_KM
    )


def _standing_in(mention: Mention, place: Mention) -> Mention:
    return dataclasses.replace(
        mention,
        country=mention.country or place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_km=place.radius_km,
        method=f"{mention.method}, city",
    )

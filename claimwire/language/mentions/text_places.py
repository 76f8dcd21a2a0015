"""Which places the names of one text mean, with all that the text says about them."""

import collections
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire.language.mentions.known_entity import Knowledge, KnownEntity
from claimwire.language.mentions.local_names import has_names
from claimwire.language.mentions.mention import BUSINESS
from claimwire.language.mentions.named_stretches import NamedStretches
from claimwire.language.mentions.place_kinds import (
    DIVISION,
    describe,
    is_generic,
    listed_divisions,
    qualifying_divisions,
)
from claimwire.language.mentions.places import Place, places_named
from claimwire.language.mentions.qualifiers import qualifiers_of
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponym_priors import Evidence, Toponym
from claimwire.language.mentions.toponym_resolution import Resolved, resolve

_VILLAGE = 5_000
"""Inhabitants below which a place must lie in a country of the text or of its publisher."""


class TextPlaces(NamedTuple):
    """The places of a text.

    Attributes:
        toponyms: the names, by where they stand.
        resolved: what those mean that can be decided.
    """

    toponyms: Mapping[Stretch, Toponym]
    resolved: Mapping[Toponym, Resolved]


def resolve_places(
    tokens: Tokens,
    chosen: NamedStretches,
    known: Mapping[Stretch, KnownEntity],
    knowledge: Knowledge,
    home: str | None,
) -> TextPlaces:
    """Decide together which places the names of a text mean.

    Args:
        tokens: of the text.
        chosen: the stretches in which something is named.
        known: the entities that the gazetteer or a pattern found.
        knowledge: what is known of the world.
        home: the publisher's country (ISO 3166-1 alpha-3), if known.

    Returns:
        The places; also those that the gazetteer takes for a country and the text for a town.
    """
    stretches = sorted(chosen.outer | chosen.inner)
    # Of those that begin at a token, the longest: sorted, it is the last to be set.
    beginning = {stretch[0]: stretch for stretch in stretches}
    towns = dict(_towns_called_like_countries(tokens, stretches, beginning, known))
    others = {stretch: entity for stretch, entity in known.items() if stretch not in towns}
    toponyms = dict(towns)
    named = [stretch for stretch in stretches if stretch in chosen.places]
    qualifiers = {stretch: qualifiers_of(tokens, stretch, beginning, others) for stretch in named}
    divisions = listed_divisions(tokens, named) | qualifying_divisions(tokens, qualifiers, named)
    for stretch in named:
        toponyms[stretch] = _toponym(
            tokens, stretch, qualifiers[stretch], knowledge, is_division=stretch in divisions
        )
    countries = collections.Counter(
        entity.country
        for entity in others.values()
        if entity.country and not any(period.role == BUSINESS for period in entity.periods)
    )
    resolved = resolve(toponyms.values(), Evidence(countries, home, knowledge.capitals))
    return TextPlaces(toponyms, _with_qualified_senses(toponyms, resolved))


def _towns_called_like_countries(
    tokens: Tokens,
    stretches: Sequence[Stretch],
    beginning: Mapping[int, Stretch],
    known: Mapping[Stretch, KnownEntity],
) -> Iterator[tuple[Stretch, Toponym]]:
    """Find the towns that share their name with a country: "Lebanon, Pennsylvania"."""
    for stretch in stretches:
        entity = known.get(stretch)
        if entity is None or entity.kind != "country":
            continue
        qualifiers = qualifiers_of(tokens, stretch, beginning, known, signs_only=True)
        if not any("." in code for code in qualifiers):
            continue
        name = tokens.name(*stretch)
        inside = tuple(place for place in places_named(name) if place.admin1 in qualifiers)
        if inside:
            yield stretch, Toponym(name, inside, qualifiers)


def _toponym(
    tokens: Tokens,
    stretch: Stretch,
    qualifiers: tuple[str, ...],
    knowledge: Knowledge,
    *,
    is_division: bool,
) -> Toponym:
    name = tokens.name(*stretch)
    described = describe(tokens, stretch)
    candidates = described.candidates
    said = described.said or (DIVISION if is_division else "")
    ambiguous = name in knowledge.ambiguous
    cautious = ambiguous or is_generic(tokens, stretch)
    if state := knowledge.capitals.get(name):
        # "Tunis" and "Brasilia" are old names of the states, too.
        candidates = tuple(place for place in candidates if not _is_old_name(place, state))
    if has_names(tokens.language):
        # The gazetteer's main names are English, and other languages call a place otherwise.
        candidates = tuple(place._replace(alternate=False) for place in candidates)
    # News of another country does not name its villages; an acronym may look like one.
    cautious = cautious or (bool(candidates) and all(map(_is_village, candidates)))
    if any(place.kind != "country" for place in candidates):
        candidates = tuple(
            place for place in candidates if not _is_foreign_name(place, name, knowledge)
        )
    if ambiguous:
        # As a country it was found wanting already.
        candidates = tuple(place for place in candidates if place.kind != "country")
    return Toponym(name, candidates, qualifiers, cautious, said)


def _is_old_name(place: Place, state: str) -> bool:
    return place.kind == "country" and place.alternate and place.country == state


def _is_foreign_name(place: Place, name: str, knowledge: Knowledge) -> bool:
    """Whether a name of a state is none in English: "Columbia", "Kina"."""
    known = name in knowledge.names or name.title() in knowledge.names
    return place.kind == "country" and place.alternate and not known


def _is_village(place: Place) -> bool:
    return place.kind == "city" and place.population < _VILLAGE


def _with_qualified_senses(
    toponyms: Mapping[Stretch, Toponym], resolved: Mapping[Toponym, Resolved]
) -> dict[Toponym, Resolved]:
    """Keep the sense of a name once qualified: "Lebanon, Pa." makes "Lebanon" that town."""
    qualified = {toponym.name: found for toponym, found in resolved.items() if toponym.qualifiers}
    further = {
        toponym: qualified[toponym.name]
        for toponym in toponyms.values()
        if not toponym.qualifiers and toponym.name in qualified
    }
    return {**resolved, **further}

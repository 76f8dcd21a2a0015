"""Countries and divisions put behind a name, which tell what place it is: "Lebanon, Ohio"."""

from collections.abc import Mapping

from claimwire.language.mentions.known_entities import KnownEntity
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_SIGNS = frozenset({",", "("})


def qualifiers_of(
    tokens: Tokens,
    stretch: Stretch,
    beginning: Mapping[int, Stretch],
    known: Mapping[Stretch, KnownEntity],
    *,
    signs_only: bool = False,
) -> tuple[str, ...]:
    """Return the countries or divisions put behind a name.

    Args:
        tokens: of the text.
        stretch: where the name stands.
        beginning: the stretches in which something is named, by their first token.
        known: the entities that the gazetteer found.
        signs_only: whether "Paris, Texas" counts but not "Paris in Texas".

    Returns:
        ISO 3166-1 alpha-3 codes of countries, and codes of divisions such as ``USA.PA``.
    """
    words = tokens.words.places
    last = stretch[1]
    if last + 1 >= len(tokens):
        return ()
    lead = tokens.texts[last]
    if lead not in _SIGNS and (signs_only or lead not in words.qualifying):
        return ()
    last += 1
    while tokens.lowers[last] in words.directions and last + 1 < len(tokens):
        last += 1
    other = beginning.get(last)
    if other is None:
        return ()
    entity = known.get(other)
    if entity is not None:
        return (entity.country,) if entity.kind == "country" and entity.country else ()
    return tuple(
        dict.fromkeys(
            place.admin1 if place.kind == "admin1" else place.country
            for place in places_named(tokens.name(*other))
            if place.kind in {"admin1", "country"} and name_key(place.name)
        )
    )

"""Countries and divisions put behind a name, which tell what place it is: "Lebanon, Ohio"."""

from collections.abc import Mapping

from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_SIGNS = frozenset({",", "("})
_LETTERS = 3
"""Letters in the longest abbreviation of a division."""
_LONGEST_KIND = 5
"""Words from the comma to the noun in ", the second largest city of Iraq"."""


def _letters(tokens: Tokens, at: int) -> Stretch | None:
    """The letters of a division behind a comma: "Toronto, ON"."""
    text = tokens.texts[at]
    if tokens.texts[at - 1] != "," or not text.isupper() or len(text) > _LETTERS:
        return None
    is_division = any(place.kind == "admin1" for place in places_named(text))
    return (at, at + 1) if is_division else None


def behind_kind(tokens: Tokens, first: int) -> int:
    """Return the token behind what a name is said to be: "the capital of", "a port in".

    Args:
        tokens: of the text.
        first: the token behind the comma.

    Returns:
        The same token, if it is not said.
    """
    words = tokens.words.places
    last = min(first + _LONGEST_KIND, len(tokens) - 1)
    for at in range(first, last):
        ties = tokens.lowers[at + 1] in words.of_kind or tokens.lowers[at + 1] in words.qualifying
        if ties and tokens.lowers[at] in words.place_nouns and at + 2 < len(tokens):
            return at + 2
    return first


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
    last = behind_kind(tokens, last + 1)
    while tokens.lowers[last] in words.directions and last + 1 < len(tokens):
        last += 1
    other = _letters(tokens, last) or beginning.get(last)
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

"""Which stretches of a text are names of places, judged by the text around them.

The names are weighed twice. Those that are certain by themselves in the first round count in the
second for the other places where they stand (one sense a text: Gale, Church and Yarowsky 1992),
and for their neighbours in lists.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from claimwire.language.mentions import place_hints
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import LONGEST_NAME, load_places
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponym_weights import (
    MISTAKEN,
    PLACE,
    FoundSoFar,
    PlaceWeights,
)

_CERTAIN = 3.0
_PLACE_LABELS = frozenset({"GPE", "LOC"})
_SHORTEST = 3


class Toponyms(NamedTuple):
    """The names of places in a text.

    Attributes:
        stretches: where they stand; none overlaps another.
        denied: what the language model tags as a place or a facility and can hardly be one.
    """

    stretches: set[Stretch]
    denied: set[Stretch]


def find_toponyms(
    tokens: Tokens,
    tagged: Mapping[Stretch, str],
    closed: bytearray,
    countries: Collection[Stretch] = (),
    capitals: Collection[str] = (),
) -> Toponyms:
    """Find the names of places.

    Args:
        tokens: of the text.
        tagged: the language model's entities, trimmed.
        closed: 1 for each token inside a name that is no place (persons, listed organisations).
        countries: where countries are known to stand.
        capitals: names of capitals, which act for their governments.
    """
    # "al-Tanf" begins in lower case.
    begins = {first for (first, _), label in tagged.items() if label in _PLACE_LABELS | MISTAKEN}
    lengths = [
        _lengths_at(tokens, first, tagged, closed)
        if first in begins or tokens.may_begin_name(first) or _is_short_form(tokens, first)
        else []
        for first in range(len(tokens))
    ]
    weights = PlaceWeights(tokens, tagged, lengths, capitals)
    found = FoundSoFar.of(countries)
    likely = {
        stretch: weight for stretch, weight in _weighed(lengths, weights, found) if weight >= PLACE
    }
    certain = [tokens.name(*stretch) for stretch, weight in likely.items() if weight >= _CERTAIN]
    found = FoundSoFar.of(
        [*countries, *likely], certain, [tokens.name(*stretch) for stretch in likely]
    )
    return Toponyms(
        {stretch for stretch, weight in _weighed(lengths, weights, found) if weight >= PLACE},
        {
            stretch
            for stretch, label in tagged.items()
            if (label in _PLACE_LABELS or (label == "FAC" and not _is_facility(tokens, stretch)))
            and weights.weight(*stretch, found) < PLACE
        },
    )


def _is_facility(tokens: Tokens, stretch: Stretch) -> bool:
    """Whether a facility's word is in a name, or the words before it put something there."""
    words = tokens.words.places
    return place_hints.before(tokens, stretch[0]) > 0 or any(
        lower in words.facility_nouns
        or lower in words.body_nouns
        or lower in words.place_nouns
        or lower in words.street_nouns
        for lower in tokens.lowers[slice(*stretch)]
    )


def _is_short_form(tokens: Tokens, index: int) -> bool:
    """Whether a token may be a division's letters, which the tagger takes for words: ", ON"."""
    text = tokens.texts[index]
    behind_comma = index > 1 and tokens.texts[index - 1] == ","
    return behind_comma and len(text) < _SHORTEST and text.isupper()


def _weighed(
    lengths: list[list[int]], weights: PlaceWeights, found: FoundSoFar
) -> Iterator[tuple[Stretch, float]]:
    """Yield the possible names and their weights; one that is a place hides those inside it."""
    free = 0
    for first, possible in enumerate(lengths):
        if first < free:
            continue
        for length in possible:
            weight = weights.weight(first, first + length, found)
            yield (first, first + length), weight
            if weight >= PLACE:
                free = first + length
                break


def _lengths_at(
    tokens: Tokens, first: int, tagged: Mapping[Stretch, str], closed: bytearray
) -> list[int]:
    """How many tokens the names have that may begin here, the longest first."""
    lengths: list[int] = []
    if closed[first]:
        return lengths
    places = load_places()
    texts = tokens.texts
    for last in range(first + 1, min(first + LONGEST_NAME, len(texts)) + 1):
        final = texts[last - 1]
        if final.isspace() or closed[last - 1]:
            break
        # "Man." and "OR" are divisions behind a town.
        short = final == "." or (last == first + 1 and len(final) < _SHORTEST)
        if short and not (first > 1 and texts[first - 1] == ","):
            continue
        shaped = short or last == first + 1 or final[:1].isupper()
        if (first, last) in tagged or (shaped and name_key(tokens.name(first, last)) in places):
            lengths.append(last - first)
    return lengths[::-1]

"""How well known the places of a name are, on the scale of ``toponym_weights.PLACE``."""

import functools
import math
from typing import NamedTuple

from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import Place, places_named

UNKNOWN = -3.5
"""Of a name that the gazetteer lacks."""
LIKELIEST = 8
"""Places of a name that are looked at, the largest first."""

_LARGEST = 2.5
_DIVISION = 1.5
_ALTERNATE = -1.0
_ACRONYM = 3
"""Letters of an acronym from which it is taken for one."""
_TOWN = 15_000
"""Inhabitants of a town whose name a body may bear."""
_CITY = 100_000
"""Inhabitants of a city that bodies are called by in other languages too: "Venice"."""
_LARGE = frozenset({"country", "continent", "admin1"})
_STATES = frozenset({"country", "admin1"})


def may_call(place: Place, *, local: bool) -> bool:
    """Whether a place is well known enough for its name in another to mean it.

    Args:
        place: of that name.
        local: whether the longer name is of a body that a place of any size has.
    """
    if place.kind in _STATES or (place.kind == "city" and place.population >= _CITY):
        return True
    if place.alternate or place.personal:
        return False
    return local or place.kind in _LARGE or place.kind == "admin2" or place.population >= _TOWN


class Renown(NamedTuple):
    """How well known the places of a name are, and whether it is also a person's."""

    largest: float
    personal: bool


@functools.lru_cache(maxsize=4096)
def renown_of(name: str) -> Renown:
    """Weigh the places of a name."""
    places = places_named(name)
    largest = max(map(_largeness, places[:LIKELIEST]), default=UNKNOWN)
    return Renown(largest, bool(places) and places[0].personal)


def is_acronym(name: str) -> bool:
    """Whether the gazetteer has a name in capitals as an abbreviation: "NSW"."""
    if len(name) < _ACRONYM or not name.isupper():
        return False
    best = next(iter(places_named(name)), None)
    return best is not None and not best.alternate and name_key(best.name) != name_key(name)


def _largeness(place: Place) -> float:
    if place.kind in {"country", "continent"}:
        weight = _LARGEST
    elif place.kind in {"feature", "site"} or not place.geonames_id:
        weight = _DIVISION  # of features.csv, whose places are in the news
    else:
        weight = min(max(1.25 * (math.log10(place.population + 1) - 4), 0.0), _LARGEST)
    if place.kind == "admin1":
        weight = max(weight, _DIVISION)
    return weight + _ALTERNATE * place.alternate

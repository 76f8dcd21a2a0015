"""How far off the point of a place may be: the column ``radius_km``.

A country is taken for a circle of its area, a town for one of its inhabitants, and a division
reaches as far as its towns lie. These are estimates, made when the gazetteer is built.
"""

import collections
import math
from collections.abc import Iterable, Mapping

from claimwire.language.mentions.geonames_packages import Entry

_PER_KM2 = 3000.0
"""Inhabitants of a square kilometre of town, a usual density."""
_SMALLEST = {"city": 2.0, "admin3": 10.0, "admin2": 15.0, "admin1": 25.0, "region": 100.0}
_CONTINENT = 3000.0
_BORDERLESS = 1000.0
"""Of a region of several countries."""
_KM_A_DEGREE = 111.2
_MOST = 0.9
"""Share of a division's towns that lie within its radius."""


def radii(places: Iterable[Entry], areas: Mapping[str, float]) -> dict[int, float]:
    """Estimate the radius of places in kilometres, by their number.

    Args:
        places: all of the gazetteer.
        areas: of countries in square kilometres, by ISO 3166-1 alpha-3 code.
    """
    entries = list(places)
    towns: dict[str, list[Entry]] = collections.defaultdict(list)
    for entry in entries:
        if entry.kind == "city":
            towns[entry.admin1].append(entry)
    return {entry.number: _radius(entry, areas, towns.get(entry.admin1, ())) for entry in entries}


def _radius(entry: Entry, areas: Mapping[str, float], towns: Iterable[Entry]) -> float:
    if entry.radius_km:
        return entry.radius_km
    if entry.kind == "country":
        return max(math.sqrt(areas.get(entry.country, 0.0) / math.pi), _SMALLEST["city"])
    if entry.kind == "continent":
        return _CONTINENT
    if entry.kind == "region" and not entry.country:
        return _BORDERLESS
    grown = math.sqrt(max(entry.population, 0) / _PER_KM2 / math.pi)
    if entry.kind == "admin1":
        away = sorted(distance_km(entry, town) for town in towns)
        grown = max(grown, away[int(_MOST * (len(away) - 1))] if away else 0.0)
    return max(grown, _SMALLEST[entry.kind])


def distance_km(one: Entry, other: Entry) -> float:
    """Return about how far two places lie apart that are not on other sides of the world."""
    north = (one.latitude - other.latitude) / 1e5
    turned = (one.longitude - other.longitude) / 1e5
    east = ((turned + 180) % 360 - 180) * math.cos(math.radians(one.latitude / 1e5))
    return _KM_A_DEGREE * math.hypot(north, east)

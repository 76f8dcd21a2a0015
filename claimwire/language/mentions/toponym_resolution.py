"""Decide which of the places of one name a text means.

One sense a name and text (Gale, Church and Yarowsky 1992), except where the text itself qualifies
it ("Lebanon, Pennsylvania"). A candidate is weighed by its kind and population, by the countries
and divisions that the text names besides, and by how many of its other places lie near; the idea
is that of spatial minimality (Leidner 2007, Toponym Resolution in Text) in linear time: places
are counted in cells of a grid instead of compared in pairs.
"""

import collections
import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claimwire.language.mentions.places import Place

_KIND_WEIGHT = {
    "country": 9.0,
    "continent": 9.0,
    "admin1": 6.4,
    "region": 4.6,
    "admin2": 3.4,
    "city": 0.0,
}
_CAPITAL = 1.0
_ALTERNATE = -1.2
_COUNTRY_NAMED = 1.6
_HOME = 1.0
_DIVISION_NAMED = 2.2
_NEAR = 0.7
_MOST_NEAR = 4
_CELL = 1.5
"""Degrees: at mid latitudes some 120 to 160 km."""
_MARGIN = 0.05
_PASSES = 2


class Toponym(NamedTuple):
    """One name of a place, to be resolved.

    Attributes:
        name: as written.
        candidates: the places of the name.
        qualifiers: codes of the country or division that the text puts behind it.
        cautious: whether the text must support the choice, for names that mean much else.
    """

    name: str
    candidates: tuple[Place, ...]
    qualifiers: tuple[str, ...] = ()
    cautious: bool = False


class Evidence(NamedTuple):
    """What else is known of the text.

    Attributes:
        countries: how often it names each country, by ISO code.
        home: the publisher's country, if known.
        capitals: names of capitals and the countries they govern.
    """

    countries: Mapping[str, int]
    home: str | None
    capitals: Mapping[str, str]


class Resolved(NamedTuple):
    """A place, and the confidence that it is meant (0 to 1)."""

    place: Place
    score: float


def resolve(toponyms: Iterable[Toponym], evidence: Evidence) -> dict[Toponym, Resolved]:
    """Resolve the toponyms of a text together.

    Returns:
        The place of each that can be decided.
    """
    distinct = list(dict.fromkeys(toponyms))
    chosen: dict[Toponym, Resolved] = {}
    surroundings = _Surroundings()
    for _ in range(_PASSES + 1):
        chosen = {}
        for toponym in distinct:
            found = _choose(toponym, evidence, surroundings)
            if found is not None:
                chosen[toponym] = found
        surroundings = _Surroundings(chosen)
    return chosen


class _Surroundings:
    """The places chosen so far, counted by division, country and cell of a grid."""

    def __init__(self, chosen: Mapping[Toponym, Resolved] | None = None) -> None:
        self.divisions: collections.Counter[str] = collections.Counter()
        self.countries: collections.Counter[str] = collections.Counter()
        self.cells: collections.Counter[tuple[int, int]] = collections.Counter()
        self._weights: dict[tuple[str, int], float] = {}
        seen: set[int] = set()
        for toponym, (place, score) in (chosen or {}).items():
            if place.geonames_id in seen:
                continue
            seen.add(place.geonames_id)
            weight = 1 if score > 0.5 or toponym.qualifiers else 0
            self.countries[place.country] += weight
            if place.kind != "country":
                self.divisions[place.admin1] += weight
                self.cells[_cell(place)] += weight
        self.total = sum(self.countries.values())

    def near(self, place: Place) -> int:
        """Return how many places were chosen in its cell of the grid and those around."""
        row, column = _cell(place)
        return sum(
            self.cells[row + down, column + right] for down in (-1, 0, 1) for right in (-1, 0, 1)
        )


def _choose(toponym: Toponym, evidence: Evidence, around: _Surroundings) -> Resolved | None:
    candidates = toponym.candidates
    if toponym.qualifiers:
        inside = [place for place in candidates if _is_in(place, toponym.qualifiers)]
        candidates = tuple(inside) or candidates
    weights = [_weight(place, toponym, evidence, around) for place in candidates]
    if not weights:
        return None
    best = max(range(len(weights)), key=weights.__getitem__)
    total = sum(math.exp(weight - weights[best]) for weight in weights)
    others = [
        weight
        for index, weight in enumerate(weights)
        if index != best and not _same_place(candidates[index], candidates[best])
    ]
    if toponym.cautious and not _support(candidates[best], toponym, evidence, around):
        return None
    if others and weights[best] - max(others) < _MARGIN and not toponym.qualifiers:
        return None
    return Resolved(candidates[best], round(1 / total, 3))


def _weight(place: Place, toponym: Toponym, evidence: Evidence, around: _Surroundings) -> float:
    return _prior(place, toponym, evidence) + _support(place, toponym, evidence, around)


def _prior(place: Place, toponym: Toponym, evidence: Evidence) -> float:
    """How likely the name means the place, of all that bear it."""
    weight = _KIND_WEIGHT[place.kind]
    if place.kind in {"city", "admin2"}:
        weight += math.log10(place.population + 100)
    if place.alternate:
        weight += _ALTERNATE
    if evidence.capitals.get(toponym.name) == place.country:
        weight += _CAPITAL
    return weight


def _support(place: Place, toponym: Toponym, evidence: Evidence, around: _Surroundings) -> float:
    """How far the text around speaks for the place."""
    if place.kind == "country":
        return 0.0
    weight = 0.0
    if named := evidence.countries.get(place.country, 0):
        weight += _COUNTRY_NAMED * (0.5 + 0.5 * named / sum(evidence.countries.values()))
    if place.country and place.country == evidence.home:
        weight += _HOME
    own = _own(place, toponym, around)
    if place.admin1 and around.divisions[place.admin1] > own:
        weight += _DIVISION_NAMED
    weight += _NEAR * min(max(around.near(place) - own, 0), _MOST_NEAR)
    if around.total:
        weight += _COUNTRY_NAMED * max(around.countries[place.country] - own, 0) / around.total
    return weight


def _own(place: Place, toponym: Toponym, around: _Surroundings) -> int:
    # A name must not be evidence for itself: the count of its place includes it once.
    return 1 if around.cells[_cell(place)] and len(toponym.candidates) > 1 else 0


def _is_in(place: Place, qualifiers: tuple[str, ...]) -> bool:
    return place.country in qualifiers or place.admin1 in qualifiers


def _same_place(one: Place, other: Place) -> bool:
    """Whether two entries are of one spot: a city and the division of its name, say."""
    return (
        one.country == other.country
        and abs(one.latitude - other.latitude) < 1
        and abs(one.longitude - other.longitude) < 1
    )


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude / _CELL), math.floor(place.longitude / _CELL)

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
from claimwire.language.mentions.toponym_priors import (
    WEIGHTS,
    Evidence,
    Toponym,
    Weights,
    priors,
    same_place,
)

_CELL = 1.5
"""Degrees: at mid latitudes some 120 to 160 km."""
_PASSES = 2
_SURE = 0.5
"""Confidence from which a place speaks for those around it."""
_WELL_KNOWN = 500_000
"""Inhabitants of a place that is meant although a division follows in which it does not lie."""


class Resolved(NamedTuple):
    """A place, and the confidence that it is meant (0 to 1)."""

    place: Place
    score: float


def resolve(
    toponyms: Iterable[Toponym], evidence: Evidence, weights: Weights = WEIGHTS
) -> dict[Toponym, Resolved]:
    """Resolve the toponyms of a text together.

    Args:
        toponyms: the names.
        evidence: what else is known of the text.
        weights: how much each sign counts.

    Returns:
        The place of each that can be decided.
    """
    weighed = [
        _Weighed(
            toponym,
            candidates,
            priors(toponym, candidates, evidence, weights),
        )
        for toponym in dict.fromkeys(toponyms)
        if (candidates := _inside(toponym))
    ]
    chosen: dict[Toponym, Resolved] = {}
    surroundings = _Surroundings()
    for _ in range(_PASSES + 1):
        chosen = {}
        for one in weighed:
            found = _choose(one, evidence, surroundings, weights)
            if found is not None:
                chosen[one.toponym] = found
        surroundings = _Surroundings(chosen)
    return chosen


class _Weighed(NamedTuple):
    """A name, the places that it may mean, and how likely each is without the text around."""

    toponym: Toponym
    candidates: tuple[Place, ...]
    priors: list[float]


class _Surroundings:
    """The places chosen so far, counted by division, country and cell of a grid."""

    def __init__(self, chosen: Mapping[Toponym, Resolved] | None = None) -> None:
        self.divisions: collections.Counter[str] = collections.Counter()
        self.countries: collections.Counter[str] = collections.Counter()
        self.cells: collections.Counter[tuple[int, int]] = collections.Counter()
        self.meant: dict[str, Place] = {}
        seen: set[tuple[int, str]] = set()
        for toponym, (place, score) in (chosen or {}).items():
            if (place.geonames_id, place.name) in seen:
                continue
            seen.add((place.geonames_id, place.name))
            if score <= _SURE and not toponym.qualifiers:
                continue
            self.meant[toponym.name] = place
            self.countries[place.country] += 1
            if place.kind != "country":
                self.divisions[place.admin1] += 1
                self.cells[_cell(place)] += 1
        self.total = sum(self.countries.values())

    def near(self, place: Place) -> int:
        """Return how many places were chosen in its cell of the grid and those around."""
        row, column = _cell(place)
        return sum(
            self.cells[row + down, column + right] for down in (-1, 0, 1) for right in (-1, 0, 1)
        )


def _inside(toponym: Toponym) -> tuple[Place, ...]:
    """The places that lie where the text says, or all."""
    inside = tuple(place for place in toponym.candidates if _is_in(place, toponym.qualifiers))
    if inside or not any("." in code for code in toponym.qualifiers):
        return inside or toponym.candidates
    # A small namesake elsewhere is not meant; but "from Boston, Texas and Utah" is a list.
    return tuple(
        place
        for place in toponym.candidates
        if place.population >= _WELL_KNOWN or place.kind == "admin1"
    )


def _choose(
    one: _Weighed, evidence: Evidence, around: _Surroundings, weights: Weights
) -> Resolved | None:
    toponym, candidates, likely = one
    support = [_support(place, toponym, evidence, around, weights) for place in candidates]
    totals = [prior + more for prior, more in zip(likely, support, strict=True)]
    best = max(range(len(totals)), key=totals.__getitem__)
    others = [
        weight
        for index, weight in enumerate(totals)
        if index != best and not same_place(candidates[index], candidates[best])
    ]
    if toponym.cautious and not support[best]:
        return None
    if others and totals[best] - max(others) < weights.margin and not toponym.qualifiers:
        return None
    # Weights are powers of ten of population: of two towns, one is meant that much oftener.
    odds = sum(10 ** (weight - totals[best]) for weight in others)
    return Resolved(candidates[best], round(1 / (1 + odds), 3))


def _support(
    place: Place, toponym: Toponym, evidence: Evidence, around: _Surroundings, weights: Weights
) -> float:
    """How far the text around speaks for the place."""
    if place.kind == "country":
        return 0.0
    weight = 0.0
    if named := evidence.countries.get(place.country, 0):
        weight += weights.country * (0.5 + 0.5 * named / sum(evidence.countries.values()))
        governs = place.kind == "city" and evidence.governed_from(toponym.name) == place.country
        weight += weights.capital * governs
    if place.country and place.country == evidence.home:
        weight += weights.home
    # A name must not be evidence for itself: what it was taken for is among the counts.
    before = around.meant.get(toponym.name)
    counted = before if before is not None and before.kind != "country" else None
    if place.admin1 and around.divisions[place.admin1] > (
        counted is not None and counted.admin1 == place.admin1
    ):
        weight += weights.division
        weight += weights.county * _is_short_county(place, toponym)
    near = around.near(place) - (counted is not None and _are_near(counted, place))
    weight += weights.near * min(near, weights.most_near)
    if around.total:
        same = around.countries[place.country]
        same -= before is not None and before.country == place.country
        weight += weights.country * same / around.total
    return weight


def _is_short_county(place: Place, toponym: Toponym) -> bool:
    """Whether a county is called without its noun, and no town around it is called so."""
    return (
        place.alternate
        and place.kind == "admin2"
        and not any(
            other.kind == "city" and other.admin1 == place.admin1 for other in toponym.candidates
        )
    )


def _is_in(place: Place, qualifiers: tuple[str, ...]) -> bool:
    if place.country in qualifiers or place.admin1 in qualifiers:
        return True
    # Of an island or a river is known only the country.
    return not place.admin1 and any(code.startswith(f"{place.country}.") for code in qualifiers)


def _are_near(one: Place, other: Place) -> bool:
    """Whether two places lie in one cell of the grid or in cells that touch."""
    (row, column), (other_row, other_column) = _cell(one), _cell(other)
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude / _CELL), math.floor(place.longitude / _CELL)

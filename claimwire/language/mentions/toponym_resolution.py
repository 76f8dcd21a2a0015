"""Decide which of the places of one name a text means.

One sense a name and text (Gale, Church and Yarowsky 1992), except where the text itself qualifies
it ("Lebanon, Pennsylvania"). A candidate is weighed by its kind and population, by the countries
and divisions that the text names besides, and by how many of its other places lie near; the idea
is that of spatial minimality (Leidner 2007, Toponym Resolution in Text) in linear time: places
are counted in cells of a grid instead of compared in pairs.
"""

import collections
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claimwire.language.mentions.places import Place

_SETTLEMENTS = frozenset({"city"})
_DIVISIONS = frozenset({"admin1", "admin2", "admin3", "region"})
_CELL = 1.5
"""Degrees: at mid latitudes some 120 to 160 km."""
_PASSES = 2
_SURE = 0.5
"""Confidence from which a place speaks for those around it."""
_WELL_KNOWN = 500_000
"""Inhabitants of a place that is meant although a division follows in which it does not lie."""


class Weights(NamedTuple):
    """How much each sign counts, in powers of ten of population.

    Attributes:
        state: a country or continent.
        feature: a sea, an island and the like.
        admin1, admin2, admin3, region: divisions, beside their population.
        renown, admin1_renown: for each power of ten of names in other languages, of a town and
            of a first-level division.
        capital: the capital of a state.
        alternate: a name that is not the main one.
        seat: a division, where the town of its name is its seat.
        said: a place of the kind that the text says it is.
        country: the country is named, and is that of the other places.
        home: the publisher's country.
        division: another place of its division is named.
        near, most_near: each place that is near, and how many count.
        margin: what the best place must have over the second.
    """

    state: float = 9.5
    feature: float = 7.0
    admin1: float = 0.3
    admin2: float = -0.3
    admin3: float = -0.8
    region: float = 0.0
    admin1_renown: float = 1.0
    renown: float = 0.3
    capital: float = 1.2
    alternate: float = -1.2
    seat: float = -3.0
    said: float = 3.0
    country: float = 2.2
    home: float = 1.5
    division: float = 2.2
    near: float = 0.6
    most_near: int = 5
    margin: float = 0.1


WEIGHTS = Weights()


class Toponym(NamedTuple):
    """One name of a place, to be resolved.

    Attributes:
        name: as written.
        candidates: the places of the name.
        qualifiers: codes of the country or division that the text puts behind it.
        cautious: whether the text must support the choice, for names that mean much else.
        said: what the text says it is: "division", "settlement" or "".
    """

    name: str
    candidates: tuple[Place, ...]
    qualifiers: tuple[str, ...] = ()
    cautious: bool = False
    said: str = ""


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

    def governed_from(self, name: str) -> str | None:
        """Return the country that a capital governs, also of a name all in capitals."""
        return self.capitals.get(name) or self.capitals.get(name.title())


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
            _priors(toponym, candidates, evidence, weights),
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
    toponym, candidates, priors = one
    support = [_support(place, toponym, evidence, around, weights) for place in candidates]
    totals = [prior + more for prior, more in zip(priors, support, strict=True)]
    best = max(range(len(totals)), key=totals.__getitem__)
    others = [
        weight
        for index, weight in enumerate(totals)
        if index != best and not _same_place(candidates[index], candidates[best])
    ]
    if toponym.cautious and not support[best]:
        return None
    if others and totals[best] - max(others) < weights.margin and not toponym.qualifiers:
        return None
    # Weights are powers of ten of population: of two towns, one is meant that much oftener.
    odds = sum(10 ** (weight - totals[best]) for weight in others)
    return Resolved(candidates[best], round(1 / (1 + odds), 3))


def _priors(
    toponym: Toponym, candidates: Sequence[Place], evidence: Evidence, weights: Weights
) -> list[float]:
    """Weigh the places of a name; a division's name means first the town that is its seat."""
    priors = [_prior(place, toponym, evidence, weights) for place in candidates]
    if toponym.said:
        return priors
    for division, place in enumerate(candidates):
        if place.kind not in _DIVISIONS:
            continue
        seats = [
            at for at, city in enumerate(candidates) if _is_seat(city, place, toponym, evidence)
        ]
        for seat in seats[:1]:
            priors[seat] = max(priors[seat], priors[division])
            priors[division] += weights.seat
    return priors


def _prior(place: Place, toponym: Toponym, evidence: Evidence, weights: Weights) -> float:
    """How likely the name means the place, of all that bear it."""
    if place.kind in {"country", "continent"}:
        return weights.state + weights.alternate * place.alternate
    if place.kind in {"feature", "site"}:
        return weights.feature
    weight = math.log10(place.population + 100)
    renown = math.log10(place.names + 1)
    if place.kind == "city":
        weight += weights.renown * renown
        if evidence.governed_from(toponym.name) == place.country:
            weight += weights.capital
    elif place.kind == "admin1":
        weight += weights.admin1 + weights.admin1_renown * renown
    else:
        weight += getattr(weights, place.kind)
    weight += weights.alternate * place.alternate * (1 if place.kind == "city" else 2.5)
    if toponym.said:
        divided = place.kind in _DIVISIONS
        weight += weights.said * (divided == (toponym.said == "division"))
    return weight


_SEAT = {"admin1": 0.1}
_SMALL_SEAT = 0.05
"""Share of a division's people in the town of its name, from which the name means the town; of a
division below the first level."""


def _is_seat(city: Place, division: Place, toponym: Toponym, evidence: Evidence) -> bool:
    """Whether a town of the name is the seat of a division, which the name then seldom means."""
    if city.kind != "city" or city.country != division.country:
        return False
    if evidence.governed_from(toponym.name) == city.country:
        return True
    share = _SEAT.get(division.kind, _SMALL_SEAT)
    inside = bool(division.admin1) and city.admin1 == division.admin1
    near = inside or _same_place(city, division)
    return near and city.population >= share * division.population


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
    near = around.near(place) - (counted is not None and _are_near(counted, place))
    weight += weights.near * min(near, weights.most_near)
    if around.total:
        same = around.countries[place.country]
        same -= before is not None and before.country == place.country
        weight += weights.country * same / around.total
    return weight


def _is_in(place: Place, qualifiers: tuple[str, ...]) -> bool:
    if place.country in qualifiers or place.admin1 in qualifiers:
        return True
    # Of an island or a river is known only the country.
    return not place.admin1 and any(code.startswith(f"{place.country}.") for code in qualifiers)


def _same_place(one: Place, other: Place) -> bool:
    """Whether two entries are of one spot: a city and the division of its name, say."""
    return (
        one.country == other.country
        and abs(one.latitude - other.latitude) < 1
        and abs(one.longitude - other.longitude) < 1
    )


def _are_near(one: Place, other: Place) -> bool:
    """Whether two places lie in one cell of the grid or in cells that touch."""
    (row, column), (other_row, other_column) = _cell(one), _cell(other)
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude / _CELL), math.floor(place.longitude / _CELL)

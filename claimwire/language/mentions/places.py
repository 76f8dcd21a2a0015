"""The gazetteer of places: names, and the places that bear them; most from GeoNames.

``knowledge/README.md`` tells where the data are from.
"""

import bisect
import functools
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.language.mentions.knowledge_files import FOLDER
from claimwire.language.mentions.place_names import name_key

LONGEST_NAME = 5
"""Words in the longest name that is looked for."""
MOST_CANDIDATES = 60
"""Places of one name that are weighed, most populous first: this bounds the work."""
_STEP = 64
"""Of how many names one is kept as an object."""


class Place(NamedTuple):
    """A place.

    Attributes:
        geonames_id: its number in GeoNames; 0 for one that comes from ``features.csv``.
        name: its main name there.
        country: ISO 3166-1 alpha-3, or "".
        admin1: its first-level division as ``USA.PA`` (country and GeoNames code), or "".
        kind: country, continent, region, admin1, admin2, admin3, city, feature
            or site.
        population: 0 if unknown.
        latitude, longitude: degrees.
        names: under how many names GeoNames has it, in all languages.
        radius_km: how far off the point it may reach.
        alternate: whether the name it was found by is not its main one.
        personal: whether that name is a common one of persons.
    """

    geonames_id: int
    name: str
    country: str
    admin1: str
    kind: str
    population: int
    latitude: float
    longitude: float
    names: int
    radius_km: float
    alternate: bool
    personal: bool


class _Column:
    """A dictionary column: few distinct strings, each kept once."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        encoded = column.combine_chunks()
        self._values = encoded.dictionary.to_pylist()
        self._indices = encoded.indices.to_numpy()

    def __getitem__(self, row: int) -> str:
        value: str = self._values[self._indices[row]]
        return value


class _Keys:
    """Sorted strings, as UTF-8: nothing is made of those that are not looked at."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        strings = column.combine_chunks()
        _, offsets, contents = strings.buffers()
        self._length = len(strings)
        self._offsets = np.frombuffer(offsets, np.int32).data
        self._contents = memoryview(contents)
        # Bisection among objects that are there already is quick.
        self._marks = [self[number] for number in range(0, self._length, _STEP)]

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._contents[self._offsets[number] : self._offsets[number + 1]])

    def first_not_below(self, sought: bytes) -> int:
        """Return the number of the first string that is not below another."""
        step = bisect.bisect_left(self._marks, sought)
        return bisect.bisect_left(
            self, sought, max(step - 1, 0) * _STEP, min(step * _STEP, len(self))
        )


def _encoded(key: str) -> bytes:
    # A text may have halves of characters, which no name has.
    return key.encode("utf-8", "surrogatepass")


class Places:
    """Places by name."""

    def __init__(self) -> None:
        table = pq.ParquetFile(FOLDER / "places.parquet").read(use_threads=False)
        names = pq.ParquetFile(FOLDER / "place_names.parquet").read(use_threads=False)
        self._ids = table["geonames_id"].combine_chunks()
        self._names = table["name"].combine_chunks()
        self._countries = _Column(table["country"])
        self._admin1s = _Column(table["admin1"])
        self._kinds = _Column(table["kind"])
        self._populations = table["population"].to_numpy()
        self._latitudes = table["latitude"].to_numpy()
        self._longitudes = table["longitude"].to_numpy()
        self._names_known = table["names"].to_numpy()
        self._radii = table["radius_km"].to_numpy()
        self._rows = names["row"].to_numpy()
        self._alternate = names["alternate"].to_numpy()
        self._personal = names["personal"].to_numpy()
        self._keys = _Keys(names["key"])

    def __contains__(self, key: str) -> bool:
        sought = _encoded(key)
        number = self._keys.first_not_below(sought)
        return number < len(self._keys) and self._keys[number] == sought

    def named(self, name: str) -> list[Place]:
        """Return the places of a name, most populous first."""
        sought = _encoded(name_key(name))
        first = self._keys.first_not_below(sought)
        found: list[Place] = []
        for number in range(first, min(first + MOST_CANDIDATES, len(self._keys))):
            if self._keys[number] != sought:
                break
            row, alternate = int(self._rows[number]), bool(self._alternate[number])
            found.append(self._place(row, alternate, bool(self._personal[number])))
        return found

    @functools.cached_property
    def countries(self) -> dict[str, Place]:
        """The GeoNames point of each country, by ISO 3166-1 alpha-3 code."""
        rows = (row for row in range(len(self._ids)) if self._kinds[row] == "country")
        points: dict[str, Place] = {}
        for row in rows:
            points.setdefault(self._countries[row], self._place(row))
        return points

    def _place(self, row: int, alternate: bool = False, personal: bool = False) -> Place:
        return Place(
            self._ids[row].as_py() or 0,
            self._names[row].as_py(),
            self._countries[row],
            self._admin1s[row],
            self._kinds[row],
            int(self._populations[row]),
            round(float(self._latitudes[row]) / 1e5, 5),
            round(float(self._longitudes[row]) / 1e5, 5),
            int(self._names_known[row]),
            float(self._radii[row]),
            alternate,
            personal,
        )


@functools.cache
def load_places() -> Places:
    """Load the gazetteer, once a process."""
    places = Places()
    # What reading the files took and gave back.
    pa.default_memory_pool().release_unused()
    return places


@functools.lru_cache(maxsize=4096)
def places_named(name: str) -> tuple[Place, ...]:
    """Return the places of a name, most populous first; remembered, since texts repeat names."""
    return tuple(load_places().named(name))

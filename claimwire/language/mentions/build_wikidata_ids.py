"""Make ``knowledge/wikidata_ids.csv`` from the package that has Wikidata's items of territories.

``python -m claimwire.language.mentions.build_wikidata_ids`` prints it; it needs rigour (MIT), which
is no dependency, since ICU is compiled for it: ``pip install rigour``.
"""

import csv
import importlib.metadata
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq
import pycountry

from claimwire.language.mentions.entity_ids import entity_id
from claimwire.language.mentions.knowledge_files import FOLDER

_HEADER = """\
# Wikidata's items of states and of their divisions.
# entity_id: as in the table of entities. wikidata_id: the item. source: package and version.
# A division is the one region of its country in the gazetteer that has its name.
# Made by: python -m claimwire.language.mentions.build_wikidata_ids
"""


def main() -> None:
    """Write the file to standard output."""
    sys.stdout.write(_HEADER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["entity_id", "wikidata_id", "source"])
    source = f"rigour {importlib.metadata.version('rigour')}"
    for known, item in sorted({**dict(_states()), **dict(_divisions())}.items()):
        writer.writerow([known, item, source])


def _territories() -> Iterator[Any]:
    # No part of the program has it; only this command.
    from rigour.territories import get_territories  # noqa: PLC0415

    yield from get_territories()


def _states() -> Iterator[tuple[str, str]]:
    codes = {country.alpha_3 for country in pycountry.countries}
    for territory in _territories():
        code = (territory.alpha3 or "").upper()
        if code in codes and territory.qid:
            yield f"country:{code}", territory.qid


def _divisions() -> Iterator[tuple[str, str]]:
    """The divisions whose name one region of their country has."""
    regions: dict[tuple[str, str], list[int]] = {}
    places = pq.read_table(
        FOLDER / "places.parquet", columns=["geonames_id", "name", "country", "kind"]
    )
    for place in places.to_pylist():
        if place["kind"] == "admin1" and place["geonames_id"]:
            key = place["country"], entity_id("", place["name"])
            regions.setdefault(key, []).append(place["geonames_id"])
    for territory in _territories():
        parent, _, division = territory.code.partition("-")
        country = pycountry.countries.get(alpha_2=parent.upper())
        if division and country is not None and territory.qid:
            found = regions.get((country.alpha_3, entity_id("", territory.name)), [])
            if len(found) == 1:
                yield f"geonames:{found[0]}", territory.qid


if __name__ == "__main__":
    main()

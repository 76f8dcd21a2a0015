"""Make ``land.json``, the outlines of countries, from a package that has them.

``python -m claimwire.pipeline.report.build_land WORLD_MAP > pipeline/report/page/land.json`` makes
it from ``bqplot/map_data/WorldMap.json`` of the package bqplot 0.13.1 (Apache-2.0; the data are
Natural Earth's at 1:110 million, in the public domain). The package itself would bring ipywidgets,
IPython and pandas with it, for this one file.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pycountry

_UNCODED = {"Kosovo": "XKX"}
"""Countries of the map without an ISO 3166 number."""

_ANTARCTICA = 10
"""ISO 3166 number of Antarctica, left out: it takes a sixth of the map and makes no news."""


def main() -> None:
    """Write the file to standard output."""
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    codes = {int(country.numeric): country.alpha_3 for country in pycountry.countries}
    countries = [
        _country(shape, codes)
        for shape in world["objects"]["subunits"]["geometries"]
        if shape["id"] != _ANTARCTICA
    ]
    topology = {
        "type": "Topology",
        "transform": world["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": world["arcs"],
    }
    json.dump(topology, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


def _country(shape: dict[str, Any], codes: dict[int, str]) -> dict[str, Any]:
    code = codes.get(shape["id"]) or _UNCODED.get(shape["properties"]["name"])
    return {"type": shape["type"], "id": code, "arcs": shape["arcs"]}


if __name__ == "__main__":
    main()

"""The outlines of countries that the map draws."""

import json
from pathlib import Path

import claimwire.pipeline.report
from claimwire.language.mentions.known_entities import load_knowledge

LAND = json.loads(
    (Path(claimwire.pipeline.report.__file__).parent / "page" / "land.json").read_text()
)
SHAPES = LAND["objects"]["countries"]["geometries"]


def test_each_outline_has_the_code_of_one_country() -> None:
    codes = [shape["id"] for shape in SHAPES if shape["id"]]
    assert len(set(codes)) == len(codes) > 170
    assert set(codes) <= set(load_knowledge().country_names)
    assert {"XKX", "SSD", "PSE", "TWN"} <= set(codes)


def test_each_outline_has_its_lines() -> None:
    for shape in SHAPES:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            # A line that is walked backwards is named by its complement.
            assert all(-len(LAND["arcs"]) <= line < len(LAND["arcs"]) for line in ring)

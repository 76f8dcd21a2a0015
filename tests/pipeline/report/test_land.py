"""The outlines of countries that the map draws."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import claimwire.pipeline.report
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.pipeline.report.place_columns import disputed_areas

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


def rings(shape: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """The rings of an outline in degrees: longitude, latitude."""
    (x_scale, y_scale), (x_first, y_first) = (
        LAND["transform"]["scale"],
        LAND["transform"]["translate"],
    )
    for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
        for ring in polygon:
            points = []
            for line in ring:
                x = y = 0
                walked = []
                for right, up in LAND["arcs"][~line if line < 0 else line]:
                    x, y = x + right, y + up
                    walked.append((x * x_scale + x_first, y * y_scale + y_first))
                points += walked[::-1] if line < 0 else walked
            yield points


def is_inside(latitude: float, longitude: float, ring: list[tuple[float, float]]) -> bool:
    """Count the sides that a ray to the east crosses."""
    crossed = 0
    for (x, y), (other_x, other_y) in zip(ring, ring[-1:] + ring[:-1], strict=True):
        if (y > latitude) != (other_y > latitude):
            crossed += longitude < x + (other_x - x) * (latitude - y) / (other_y - y)
    return crossed % 2 == 1


@pytest.mark.parametrize("area", disputed_areas(), ids=lambda area: area["name"])
def test_disputed_areas_are_drawn_as_the_page_says(area: dict[str, Any]) -> None:
    for latitude, longitude, code in area["at"]:
        around = [
            shape["id"] or ""
            for shape in SHAPES
            if sum(is_inside(latitude, longitude, ring) for ring in rings(shape)) % 2
        ]
        assert around == [code]

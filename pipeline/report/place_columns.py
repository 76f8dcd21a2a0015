"""The places of a report: points that are good enough for a map, and a list of the others."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from claimwire.pipeline.report.coding import Content
from claimwire.pipeline.report.rows import Row

_POINTS = frozenset({"city", "place", "facility"})
_LISTED = _POINTS | {"region"}
"""Kinds of entities that are places; countries are areas of the map."""

_MOST_RADIUS_KM = 100
"""How far off a point may be; the dot of a place covers about as much of the map."""


def place_columns(
    entities: Sequence[Row], article_codes: Mapping[str, int]
) -> tuple[Content, list[list[int]]]:
    """Return the places, and those that each article names.

    A place whose mentions are sure in some articles alone is there twice: drawn for these, and in
    the list for the others.

    Args:
        entities: the entities of the articles.
        article_codes: the number of each article in the page.
    """
    places: Content = {
        name: [] for name in ("entity", "id", "drawn", "why", "latitude", "longitude")
    }
    named_in: list[list[int]] = [[] for _ in article_codes]

    def add(code: int, articles: Sequence[str], why: str) -> None:
        if not articles:
            return
        row = entities[code]
        for article_id in articles:
            named_in[article_codes[article_id]].append(len(places["entity"]))
        places["entity"].append(code)
        places["id"].append(row["entity_id"])
        places["drawn"].append(not why)
        places["why"].append(why)
        places["latitude"].append(None if why else row["latitude"])
        places["longitude"].append(None if why else row["longitude"])

    for code, row in enumerate(entities):
        if row["kind"] not in _LISTED:
            continue
        if row["kind"] not in _POINTS:
            add(code, row["articles"], "a region")
        elif (row["radius_km"] or 0) > _MOST_RADIUS_KM:
            add(code, row["articles"], "known too roughly")
        elif row["latitude"] is None:
            add(code, row["articles"], "no coordinates")
        else:
            add(code, row["sure_in"], "")
            unsure = set(row["articles"]) - set(row["sure_in"])
            add(code, sorted(unsure), "not sure which place is meant")
    return places, named_in


@functools.cache
def disputed_areas() -> tuple[dict[str, Any], ...]:
    """Return how the outlines of the map draw areas that are disputed."""
    text = resources.files(__package__).joinpath("disputed.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["area"])

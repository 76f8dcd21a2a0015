"""What pages declare of their articles: headline, authors, date."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract

URL = "https://news.example/world/talks"
CASES = tomllib.loads(
    Path(__file__).with_name("cases").joinpath("declared.toml").read_text("utf-8")
)


def read(head: str = "", body: str = "", linked_data: tuple[str, ...] = ()) -> Extracted:
    scripts = "".join(f'<script type="application/ld+json">{each}</script>' for each in linked_data)
    page = f"<html><head><meta charset=utf-8>{head}{scripts}</head><body>{body}</body></html>"
    return extract(page.encode(), url=URL, content_type=None, latest=date(2024, 5, 14))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_declared(case: dict[str, Any]) -> None:
    found = read(case.get("head", ""), case.get("body", ""), case.get("linked_data", ()))
    if "title" in case:
        assert found.title == case["title"]
    if "authors" in case:
        assert list(found.authors) == case["authors"]
    if "published" in case:
        assert found.published[0][0] == case["published"]


HOSTILE = {
    "deep": ["[" * 100_000, '{"author": ' * 5_000 + "1" + "}" * 5_000],
    "many items": ['{"@graph": [' + ",".join(['{"@type": "Article"}'] * 50_000) + "]}"],
    "many authors": ['{"@type": "Article", "author": [' + ",".join(['"A B"'] * 50_000) + "]}"],
    "many scripts": ['{"@type": "Article", "author": "Anna Berg"}'] * 1_000,
    "a circle": ['{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}}'],
    "no strings": ['{"@type": 7, "author": {"name": {"name": [[[[[7]]]]]}}, "headline": []}'],
    "a long text": ['{"@type": "Article", "headline": "' + "<" * 200_000 + '"}'],
}


@pytest.mark.parametrize("scripts", HOSTILE.values(), ids=HOSTILE)
def test_hostile_linked_data_is_read_in_bounds(scripts: list[str]) -> None:
    found = read('<meta name="author" content="Tom Hale">', "<h1>Talks</h1>", tuple(scripts))
    assert len(found.authors) <= 50
    assert found.title

"""What pages declare of their articles: headline, authors, date."""

import tomllib
from datetime import date
from typing import Any

import pytest

from bench import pages
from bench.pages import URL, case_page
from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract

CASES = tomllib.loads(pages.CASES.read_text("utf-8"))


def read(case: dict[str, Any]) -> Extracted:
    return extract(case_page(case), url=URL, content_type=None, latest=date(2024, 5, 14))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_declared(case: dict[str, Any]) -> None:
    found = read(case)
    if "title" in case:
        assert found.title == case["title"]
    if "authors" in case:
        assert list(found.authors) == case["authors"]
    if "published" in case:
        assert found.published[0][0] == case["published"]
    for name in {"paywalled", "language", "live_blog"} & case.keys():
        assert getattr(found, name) == case[name]


HOSTILE = {
    "deep": ["[" * 100_000, '{"author": ' * 5_000 + "1" + "}" * 5_000],
    "many items": ['{"@graph": [' + ",".join(['{"@type": "Article"}'] * 50_000) + "]}"],
    "many authors": ['{"@type": "Article", "author": [' + ",".join(['"A B"'] * 50_000) + "]}"],
    "many scripts": ['{"@type": "Article", "author": "Anna Berg"}'] * 1_000,
    "a circle": ['{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}}'],
    "no strings": ['{"@type": 7, "author": {"name": {"name": [[[[[7]]]]]}}, "headline": []}'],
    "many parts": [
        '{"@type": "LiveBlogPosting", "liveBlogUpdate": ['
        + ",".join(
            f'{{"url": "#{n}", "datePublished": "2024-05-13", "articleBody": "{"word " * 12}"}}'
            for n in range(2_000)
        )
        + "]}"
    ],
    "a long text": ['{"@type": "Article", "headline": "' + "<" * 200_000 + '"}'],
}


MARKUP = {
    "nested items": "<ul><li>" * 5_000 + "x",
    "links in a paragraph": "<p>" + "<a href=x>one two three four five</a> " * 5_000,
    "headings": "<h1>Talks resume in Geneva</h1>" * 5_000,
    "marked authors": "<b itemprop=author><b itemprop=name>Anna Berg</b></b>" * 5_000,
    "nested spans": "<h1>Talks</h1>" + "<span>" * 5_000 + "hello there, all of you",
    "times": "<article>" + "<time datetime=2024-05-13>13 May</time>" * 5_000,
    "bylines": "<article>" + "<p>By Anna Berg</p>" * 5_000,
}


@pytest.mark.parametrize("body", MARKUP.values(), ids=MARKUP)
def test_hostile_markup_is_read_in_bounds(body: str) -> None:
    found = read({"body": body})
    assert len(found.authors) <= 50
    assert len(found.published) <= 50


@pytest.mark.parametrize("scripts", HOSTILE.values(), ids=HOSTILE)
def test_hostile_linked_data_is_read_in_bounds(scripts: list[str]) -> None:
    head = '<meta name="author" content="Tom Hale">'
    found = read({"head": head, "body": "<h1>Talks</h1>", "linked_data": scripts})
    assert len(found.authors) <= 50
    assert len(found.parts) <= 500
    assert 0 < len(found.title or "") <= 5_000

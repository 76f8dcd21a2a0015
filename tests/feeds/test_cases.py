"""Feeds of all formats and with all faults that are known, each with its right values."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimwire.feeds.entries import entries_of
from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.schemas.flow import Entry, Feed, Tick

URL = "https://news.example/feed.xml"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "feeds.toml").read_text("utf-8"))["case"]

READERS = {
    "links": lambda entry: entry.url,
    "titles": lambda entry: entry.title,
    "guids": lambda entry: entry.guid,
    "texts": lambda entry: entry.text,
    "authors": lambda entry: entry.authors,
    "published": lambda entry: entry.published_at.isoformat() if entry.published_at else "",
}


def read(case: dict[str, Any], tick: Tick) -> list[Entry]:
    body = case["feed"].replace("\\u000b", "\v").encode()
    entries, rejections = entries_of(parse_feed(body, {}, URL), Feed(url=URL), tick)
    assert bool(rejections) == (case["links"] == [])
    return entries


@pytest.mark.parametrize(
    "case", [case for case in CASES if "is_no_feed" not in case], ids=lambda case: case["name"]
)
def test_a_feed_has_its_entries(case: dict[str, Any], tick: Tick) -> None:
    entries = read(case, tick)
    expected = {column: case[column] for column in READERS if column in case}
    assert {
        column: [READERS[column](entry) for entry in entries] for column in expected
    } == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if "is_no_feed" in case], ids=lambda case: case["name"]
)
def test_what_is_no_feed_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(case["feed"].encode(), {}, URL)


def test_every_case_has_a_name_of_its_own_and_only_known_fields() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40
    for case in CASES:
        assert case.keys() <= {"name", "feed", "is_no_feed", *READERS}

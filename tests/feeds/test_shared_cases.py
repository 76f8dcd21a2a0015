"""The shared cases of feeds that go wrong, each with what must come out."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from claimwire.feeds.entries import entries_of
from claimwire.feeds.formats.parse import parse_feed
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.web import robots

URL = "https://gazette.example/feed"
DEFAULT = Path(__file__).parents[3] / "shared" / "cases"
FOLDER = Path(os.environ.get("CLAIMWIRE_CASES", DEFAULT)) / "feeds"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason=f"no cases in {FOLDER}; set CLAIMWIRE_CASES to the folder that holds feeds/",
)


def expected() -> dict[str, Any]:
    path = FOLDER / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


FEEDS = {name: right for name, right in expected().items() if isinstance(right, list)}
ROBOTS = {name: right for name, right in expected().items() if isinstance(right, dict)}

READ = {
    "link": lambda entry: entry.url,
    "title": lambda entry: entry.title,
    "text": lambda entry: entry.text,
    "published_at": lambda entry: entry.published_at and entry.published_at.isoformat(),
    "canonical_url": lambda entry: entry.canonical_url,
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_has_its_entries(name: str, tick: Tick) -> None:
    tick = Tick(tick.at.replace(year=2030), tick.run_id)
    parsed = parse_feed((FOLDER / name).read_bytes(), {}, URL)
    entries, rejections = entries_of(parsed, Feed(url=URL), tick)
    by_title: dict[str | None, Entry] = {entry.title: entry for entry in entries}
    for number, right in enumerate(FEEDS[name]):
        entry = by_title.get(right.get("title")) or entries[min(number, len(entries) - 1)]
        found = {field: READ[field](entry) for field in right if field in READ}
        assert found == {field: value for field, value in right.items() if field in READ}
    assert sum(right.get("kept", False) for right in FEEDS[name]) <= len(entries)
    assert not rejections or len(rejections) < len(parsed.entries)


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robots_txt_closes_what_it_says(name: str) -> None:
    right = ROBOTS[name]
    rules = robots.parse((FOLDER / name).read_bytes(), right["token"])
    assert [url for url in right["refused"] if rules.allows(url)] == []
    assert [url for url in right["allowed"] if not rules.allows(url)] == []

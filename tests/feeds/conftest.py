"""Feeds to test with."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from claimwire.schemas.flow import Tick
from claimwire.web.interface import Answer
from tests.fakes.web import answer

NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def tick() -> Tick:
    return Tick(at=NOW, run_id="run1")


@pytest.fixture
def rss() -> Callable[..., str]:
    """Make an RSS 2.0 document of items given as XML, one argument each."""

    def make(*items: str, channel: str = "<title>World</title>") -> str:
        body = "".join(f"<item>{item}</item>" for item in items)
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}{body}</channel></rss>'

    return make


@pytest.fixture
def feed_answer(rss: Callable[..., str]) -> Answer:
    """Make the answer of a feed with two entries, with both validators."""
    item = "<title>{0}</title><link>https://news.example/{0}</link>"
    return answer(
        "https://news.example/feed",
        rss(item.format("a"), item.format("b")),
        headers={"ETag": 'W/"2"', "Last-Modified": "noon"},
        content_type="text/xml",
    )

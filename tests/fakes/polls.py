"""Polls of one feed, run after run, as a test wants them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from claimwire.feeds.feed_memory import feed_memories
from claimwire.feeds.poll import PollRequest, PollResult, poll_feed
from claimwire.schemas.feeds import FEEDS, Poll
from claimwire.schemas.flow import Feed, FeedMemory, Tick
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.arrow import to_arrow
from tests.fakes.web import FakeWeb, Outcome

URL = "https://news.example/feed"
NEW_URL = "https://new.example/feed"
FEED = Feed(URL, name="News", tags=["world"])
LOOK_BACK = timedelta(days=30)


def ask(web: FakeWeb, feed: Feed, memory: FeedMemory | None, tick: Tick) -> PollResult:
    """Poll a feed once."""
    return asyncio.run(poll_feed(web.fetch, PollRequest(feed, memory, tick), LOOK_BACK))


def poll_of(
    outcome: Outcome, memory: FeedMemory | None, tick: Tick, feed: Feed = FEED
) -> PollResult:
    """Poll a feed of which this is the answer, wherever it is asked for."""
    return ask(FakeWeb({URL: outcome, NEW_URL: outcome}), feed, memory, tick)


def remember(tick: Tick, **changes: Any) -> FeedMemory:
    """Make the memory of a feed that was read an hour ago."""
    memory = FeedMemory(
        feed_url=URL,
        polled_at=tick.at - timedelta(hours=1),
        etag='"1"',
        last_modified="Tue, 14 May 2024 10:00:00 GMT",
        body_key="k",
        failures=0,
        next_due_at=tick.at,
        retired=False,
        read_at=tick.at - timedelta(hours=1),
        moved_to=None,
        retries=False,
    )
    return replace(memory, **changes)


def memory_after(*polls: Poll) -> FeedMemory:
    """Make of polls what the next run remembers."""
    [memory] = feed_memories(
        to_arrow(FEEDS, polls), to_arrow(REJECTIONS, []), to_arrow(SIGHTINGS, [])
    )
    return memory


def later(tick: Tick, **wait: float) -> Tick:
    return replace(tick, at=tick.at + timedelta(**wait), run_id=tick.run_id + "+")

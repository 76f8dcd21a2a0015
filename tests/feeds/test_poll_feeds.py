import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.internal import pickler
from apache_beam.metrics import MetricsFilter
from apache_beam.testing.test_pipeline import TestPipeline as Pipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.feeds import poll as poll_module
from claimwire.feeds.poll import PollRequest
from claimwire.schemas.feeds import Poll
from claimwire.schemas.flow import Entry, Feed, FeedMemory, FeedsAtTick, Tick
from claimwire.schemas.rejections import Reason, Rejection
from claimwire.transforms.attempt import COUNTERS
from claimwire.transforms.poll_feeds import PollFeeds, bucket_of_request, feeds_due
from claimwire.web.interface import FetchError
from tests.fakes.polls import remember
from tests.fakes.web import FakeWeb, answer

Rss = Callable[..., str]

GOOD = Feed("https://good.example/feed", tags=["world"])
SLOW = Feed("https://slow.example/feed")
WAITING = Feed("https://waiting.example/feed")
GONE = Feed("https://gone.example/feed")
MOVED = Feed("https://moved.example/feed")
ODD = Feed("https://odd.example/feed")
FEEDS = (GOOD, SLOW, WAITING, GONE, MOVED, ODD)
NEW_URL = "https://new.example/feed"


def memory(feed: Feed, tick: Tick, **changes: Any) -> FeedMemory:
    return remember(tick, feed_url=feed.url, **changes)


@pytest.fixture
def memories(tick: Tick) -> list[FeedMemory]:
    return [
        memory(GOOD, tick),
        memory(WAITING, tick, next_due_at=tick.at + timedelta(minutes=1)),
        memory(GONE, tick, next_due_at=tick.at + timedelta(days=2), retired=True),
        memory(MOVED, tick, moved_to=NEW_URL),
        memory(Feed("https://unlisted.example/feed"), tick),
    ]


@pytest.fixture
def web(rss: Rss) -> FakeWeb:
    def feed(name: str) -> str:
        return rss(f"<title>{name}</title><link>https://{name}.example/story</link>", "")

    return FakeWeb(
        {
            GOOD.url: answer(GOOD.url, feed("good")),
            SLOW.url: FetchError(Reason.TIMEOUT, "no answer", retryable=True),
            NEW_URL: answer(NEW_URL, status=304),
            ODD.url: answer(ODD.url, feed("odd")),
        }
    )


def run(step: PollFeeds, ticks: list[Tick], memories: list[FeedMemory], check: Any) -> Any:
    """Run the step in a graph and check its outputs; answer its counters."""
    pipeline = Pipeline(runner="FnApiRunner")
    known = [FeedsAtTick(tick, memories) for tick in ticks]
    polled = pipeline | "Known" >> beam.Create(known) | "PollFeeds" >> step
    check(polled)
    result = pipeline.run()
    found = result.metrics().query(MetricsFilter().with_namespace(COUNTERS))["counters"]
    return {each.key.metric.name: each.committed for each in found}


def of_poll(poll: Poll) -> tuple[str, str, str]:
    return poll.feed_url, poll.outcome, poll.run_id


def of_entry(entry: Entry) -> tuple[Feed, str]:
    return entry.feed, entry.url


def of_rejection(rejection: Rejection) -> tuple[str | None, str, str]:
    return rejection.feed_url, rejection.stage, rejection.reason


@pytest.mark.parametrize("buckets", [1, 16])
def test_feeds_that_are_due_are_polled_and_the_others_left_alone(
    web: FakeWeb, tick: Tick, memories: list[FeedMemory], buckets: int, caplog: Any
) -> None:
    def check(polled: Any) -> None:
        assert_that(
            polled.polls | "OfPoll" >> beam.Map(of_poll),
            equal_to(
                [
                    (GOOD.url, "read", "run1"),
                    (SLOW.url, "failed", "run1"),
                    (MOVED.url, "not_modified", "run1"),
                    (ODD.url, "read", "run1"),
                ]
            ),
            label="Polls",
        )
        assert_that(
            polled.entries | "OfEntry" >> beam.Map(of_entry),
            equal_to([(GOOD, "https://good.example/story"), (ODD, "https://odd.example/story")]),
            label="Entries",
        )
        assert_that(
            polled.rejections | "OfRejection" >> beam.Map(of_rejection),
            equal_to(
                [
                    (SLOW.url, "poll", "timeout"),
                    (GOOD.url, "poll", "no_link"),
                    (ODD.url, "poll", "no_link"),
                ]
            ),
            label="Rejections",
        )

    # Beam pickles the step: what it is made of must be fit for that.
    step = pickler.loads(pickler.dumps(PollFeeds(web, FEEDS, buckets=buckets)))
    with caplog.at_level(logging.WARNING):
        counters = run(step, [tick], memories, check)
    assert sorted(web.asked()) == sorted([GOOD.url, SLOW.url, NEW_URL, ODD.url])
    assert counters == {
        "feeds_polled": 4,
        "feeds_read": 2,
        "feeds_failed": 1,
        "feeds_not_modified": 1,
        "feeds_not_due": 1,
        "feeds_retired": 1,
        "rejected_timeout": 1,
        "rejected_no_link": 2,
    }
    assert not [each for each in caplog.messages if "type hint will be ignored" in each]


def test_an_exception_nobody_foresaw_touches_one_feed_alone(
    web: FakeWeb, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = poll_module.entries_of

    def fail(parsed: Any, feed: Feed, tick: Tick) -> Any:
        if feed.url == ODD.url:
            raise RuntimeError("surprise")
        return work(parsed, feed, tick)

    def check(polled: Any) -> None:
        assert_that(
            polled.polls | "OfPoll" >> beam.Map(of_poll),
            equal_to([(GOOD.url, "read", "run1"), (ODD.url, "failed", "run1")]),
            label="Polls",
        )
        assert_that(
            polled.entries | "OfEntry" >> beam.Map(of_entry),
            equal_to([(GOOD, "https://good.example/story")]),
            label="Entries",
        )
        assert_that(
            polled.rejections | "OfRejection" >> beam.Map(of_rejection),
            equal_to([(GOOD.url, "poll", "no_link"), (ODD.url, "poll", "unexpected")]),
            label="Rejections",
        )

    monkeypatch.setattr(poll_module, "entries_of", fail)
    counters = run(PollFeeds(web, (ODD, GOOD)), [tick], [], check)
    assert (counters["feeds_failed"], counters["rejected_unexpected"]) == (1, 1)


def test_requests_are_keyed_by_the_domain_that_is_asked(tick: Tick) -> None:
    def bucket(url: str, moved_to: str | None = None) -> int:
        feed = Feed(url)
        known = memory(feed, tick, moved_to=moved_to)
        return bucket_of_request(PollRequest(feed, known, tick), 1000)

    here = bucket("https://feeds.example.co.uk/world")
    assert bucket("http://www.example.co.uk/asia") == here
    assert bucket("https://other.example/", moved_to="https://example.co.uk/feed") == here
    assert bucket("https://other.co.uk/") != here
    assert 0 <= bucket("not an address") < 1000


def test_each_tick_makes_requests_of_its_own(tick: Tick, memories: list[FeedMemory]) -> None:
    known = {each.feed_url: each for each in memories}
    urls = [request.url for request in feeds_due(tick, FEEDS, known)]
    assert urls == [GOOD.url, SLOW.url, NEW_URL, ODD.url]
    after = Tick(at=tick.at + timedelta(minutes=1), run_id="run2")
    requests = list(feeds_due(after, FEEDS, known))
    assert [request.url for request in requests] == [*urls[:2], WAITING.url, *urls[2:]]
    assert {request.tick for request in requests} == {after}

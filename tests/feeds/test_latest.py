"""What a run remembers of its own polls, beside the tables."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.feeds.latest import after_poll, latest, still_due, unexpired
from claimwire.feeds.poll import PollRequest
from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.flow import Feed, FeedMemory, Tick
from tests.fakes.polls import memory_after, remember
from tests.fakes.rows import NOW, a_poll

FEED = Feed("https://a.example/feed")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def known(tick: Tick) -> FeedMemory:
    return remember(tick, feed_url=FEED.url)


def test_a_poll_that_was_read_is_all_there_is_to_know(tick: Tick, known: FeedMemory) -> None:
    poll = a_poll(feed_url=FEED.url, polled_at=tick.at, etag="x", body_key="b")
    for before in (None, dataclasses.replace(known, retries=True, failures=3)):
        after = after_poll(before, poll)
        assert (after.etag, after.body_key, after.failures) == ("x", "b", 0)
        assert (after.polled_at, after.read_at) == (tick.at, tick.at)
        assert not after.retries


def test_a_feed_that_did_not_change_was_still_read_when_it_was(
    tick: Tick, known: FeedMemory
) -> None:
    poll = a_poll(polled_at=tick.at, outcome=PollOutcome.NOT_MODIFIED.value, etag="x")
    after = after_poll(dataclasses.replace(known, retries=True), poll)
    assert after.read_at == known.read_at != tick.at
    assert after.retries


def test_a_gone_feed_is_retired(tick: Tick) -> None:
    after = after_poll(None, a_poll(outcome=PollOutcome.GONE.value, next_due_at=None))
    assert after.retired
    assert after.next_due_at is None


outcomes = st.sampled_from(["read", "not_modified", "same_body", "failed"])


@given(st.lists(outcomes, min_size=1, max_size=6))
def test_a_run_knows_of_its_polls_what_the_tables_will_tell(names: list[str]) -> None:
    polls = [
        a_poll(outcome=name, polled_at=NOW + number * MINUTE, etag=str(number), failures=number)
        for number, name in enumerate(names)
    ]
    own = None
    for poll in polls:
        own = after_poll(own, poll)
    assert own == memory_after(*polls)


@pytest.mark.parametrize(
    ("before", "poll", "after"), [("new", "new", "new"), ("new", None, None), (None, "new", None)]
)
def test_only_the_tables_adopt_a_move(
    known: FeedMemory, before: str | None, poll: str | None, after: str | None
) -> None:
    memory = dataclasses.replace(known, moved_to=before)
    assert after_poll(memory, a_poll(moved_to=poll)).moved_to == after


def test_the_later_of_tables_and_own_memory_counts(tick: Tick, known: FeedMemory) -> None:
    own = dataclasses.replace(known, polled_at=known.polled_at + MINUTE, etag="own")
    assert latest(None, None) is None
    assert latest(known, None) == latest(None, known) == known
    assert latest(known, own) == own
    assert latest(own, known) == own


@pytest.mark.parametrize(("read_again", "retries"), [(False, True), (True, False)])
def test_entries_wait_until_the_feed_is_read_again(
    known: FeedMemory, *, read_again: bool, retries: bool
) -> None:
    published = dataclasses.replace(known, retries=True)
    polled_at = known.polled_at + MINUTE
    own = dataclasses.replace(
        known, polled_at=polled_at, read_at=polled_at if read_again else known.read_at
    )
    found = latest(published, own)
    assert found is not None
    assert found.retries is retries


def request(tick: Tick, memory: FeedMemory | None = None) -> PollRequest:
    return PollRequest(FEED, memory, tick)


def test_a_feed_that_the_run_has_just_polled_is_not_due_though_the_tables_say_so(
    tick: Tick, known: FeedMemory
) -> None:
    own = dataclasses.replace(known, polled_at=tick.at - MINUTE, next_due_at=tick.at + MINUTE)
    assert still_due([request(tick, known)], {}) == [request(tick, known)]
    assert still_due([request(tick, known)], {FEED.url: own}) == []
    later = Tick(tick.at + MINUTE, "run1")
    assert still_due([request(later, known)], {FEED.url: own}) == [request(later, own)]


def test_a_tick_that_comes_twice_or_late_polls_nothing_again(tick: Tick, known: FeedMemory) -> None:
    assert still_due([request(tick), request(tick)], {}) == [request(tick)]
    own = dataclasses.replace(known, polled_at=tick.at, next_due_at=tick.at)
    assert still_due([request(tick)], {FEED.url: own}) == []
    before: Any = Tick(tick.at - MINUTE, "run1")
    assert still_due([request(before)], {FEED.url: own}) == []


def test_what_the_tables_tell_by_now_is_forgotten(tick: Tick, known: FeedMemory) -> None:
    own = {FEED.url: dataclasses.replace(known, polled_at=tick.at)}
    assert unexpired(own, tick.at + 9 * MINUTE, 10 * MINUTE) == own
    assert unexpired(own, tick.at + 10 * MINUTE, 10 * MINUTE) == {}

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.schedule import (
    DORMANT_AFTER,
    DORMANT_INTERVAL,
    LONGEST_INTERVAL,
    failure_weight,
    is_due,
    max_age,
    next_due,
    reads_in_full,
    validators,
)
from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.flow import Feed, FeedMemory
from claimwire.schemas.rejections import Reason

URL = "https://news.example/feed"
NOW = datetime(2024, 5, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
HOURLY = Feed(URL, poll_minutes=60)
ALWAYS = Feed(URL, poll_minutes=0)
WEEKLY = Feed(URL, poll_minutes=7 * 24 * 60)
LOOK_BACK = timedelta(days=30)
MEMORY = FeedMemory(
    feed_url=URL,
    polled_at=NOW - HOUR,
    etag='W/"1"',
    last_modified="yesterday, or so",
    body_key="k",
    failures=0,
    next_due_at=NOW,
    retired=False,
    read_at=NOW - HOUR,
    moved_to=None,
    retries=False,
)


def wait(feed: Feed, outcome: PollOutcome = PollOutcome.READ, **details: object) -> timedelta:
    due = next_due(feed, outcome, NOW, **details)  # type: ignore[arg-type]
    assert due is not None
    return due - NOW


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        (None, True),
        (MEMORY, True),
        (replace(MEMORY, next_due_at=NOW + timedelta(microseconds=1)), False),
        (replace(MEMORY, next_due_at=None), True),
        (replace(MEMORY, next_due_at=NOW + HOUR, retired=True), False),
        (replace(MEMORY, next_due_at=None, retired=True), True),
        (replace(MEMORY, failures=1000), True),
        # The clock was ahead when the feed was polled.
        (replace(MEMORY, polled_at=NOW + HOUR, next_due_at=NOW + 2 * HOUR), True),
    ],
)
def test_a_feed_is_due_at_its_time(memory: FeedMemory | None, expected: bool) -> None:
    assert is_due(memory, NOW) is expected


@pytest.mark.parametrize(
    "outcome", [PollOutcome.READ, PollOutcome.NOT_MODIFIED, PollOutcome.SAME_BODY]
)
def test_an_hourly_feed_is_due_at_an_hourly_run_that_starts_a_little_early(
    outcome: PollOutcome,
) -> None:
    assert wait(HOURLY, outcome) == 55 * MINUTE
    assert wait(ALWAYS, outcome) == timedelta()
    assert wait(Feed(URL, poll_minutes=10), outcome) == 9 * MINUTE


def test_hints_only_ever_lengthen_the_interval() -> None:
    assert wait(HOURLY, hints=[5 * MINUTE, timedelta()]) == 55 * MINUTE
    assert wait(HOURLY, hints=[2 * HOUR, 3 * HOUR]) == 3 * HOUR - 5 * MINUTE
    assert wait(HOURLY, hints=[timedelta(days=365)]) == LONGEST_INTERVAL - 5 * MINUTE
    assert wait(WEEKLY, hints=[timedelta(days=365)]) == timedelta(days=7) - 5 * MINUTE
    assert wait(ALWAYS, hints=[timedelta(days=365)]) == timedelta()


@pytest.mark.parametrize(("times", "days"), [(1, 2), (2, 4), (7, 14), (50, 14)])
def test_a_removed_feed_is_asked_ever_more_rarely(times: int, days: int) -> None:
    assert next_due(HOURLY, PollOutcome.GONE, NOW, failures=times) == NOW + timedelta(days=days)


def test_back_off_grows_by_the_same_step_up_to_a_day() -> None:
    waits = [wait(HOURLY, PollOutcome.FAILED, failures=n) for n in range(1, DORMANT_AFTER)]
    steps = {later - earlier for earlier, later in pairwise(waits)}
    assert waits[0] == 55 * MINUTE
    assert steps == {HOUR, timedelta()}
    assert max(waits) == waits[23] == 24 * HOUR - 5 * MINUTE


def test_back_off_is_gentle_where_the_failure_may_pass() -> None:
    assert wait(HOURLY, PollOutcome.FAILED, failures=8, weight=0.25) == 2 * HOUR - 5 * MINUTE
    assert wait(HOURLY, PollOutcome.FAILED, failures=2, weight=0.25) == 55 * MINUTE
    assert wait(ALWAYS, PollOutcome.FAILED, failures=3) == 27 * MINUTE
    assert wait(WEEKLY, PollOutcome.FAILED, failures=3) == timedelta(days=7) - 5 * MINUTE


@pytest.mark.parametrize("failures", [DORMANT_AFTER, 1000, 10**6])
@pytest.mark.parametrize("weight", [0.25, 1.0])
def test_a_feed_that_keeps_failing_is_dormant_not_dead(failures: int, weight: float) -> None:
    assert wait(HOURLY, PollOutcome.FAILED, failures=failures, weight=weight) == DORMANT_INTERVAL
    assert DORMANT_INTERVAL < LOOK_BACK / 2


def test_retry_after_is_obeyed_to_the_second_but_not_beyond_a_day() -> None:
    def asked_for(pause: timedelta, failures: int = 1) -> timedelta:
        return wait(HOURLY, PollOutcome.FAILED, failures=failures, retry_after=pause)

    assert asked_for(timedelta(seconds=7201)) == timedelta(seconds=7201)
    assert asked_for(timedelta(hours=88)) == LONGEST_INTERVAL
    assert asked_for(timedelta()) == 55 * MINUTE
    assert asked_for(HOUR, failures=10) == 10 * HOUR - 5 * MINUTE


@settings(max_examples=100)
@given(
    minutes=st.integers(0, 10080),
    failures=st.integers(1, 100),
    reason=st.sampled_from(Reason),
    status=st.none() | st.integers(100, 599),
    pause=st.none() | st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_a_failed_feed_waits_longer_than_none_and_is_never_given_up(
    minutes: int, failures: int, reason: Reason, status: int | None, pause: timedelta | None
) -> None:
    feed = Feed(URL, poll_minutes=minutes)
    weight = failure_weight(reason, status)
    assert 0 < weight <= 1
    waits = [
        wait(feed, PollOutcome.FAILED, failures=n, weight=weight, retry_after=pause)
        for n in (failures, failures + 1)
    ]
    assert timedelta() < waits[0] <= waits[1] <= DORMANT_INTERVAL
    assert waits[0] >= wait(feed)


@pytest.mark.parametrize(
    ("reason", "status", "expected"),
    [
        (Reason.HTTP_CLIENT_ERROR, 403, 1.0),
        (Reason.HTTP_CLIENT_ERROR, 404, 0.5),
        (Reason.HTTP_SERVER_ERROR, 500, 0.5),
        (Reason.TIMEOUT, None, 0.5),
        (Reason.DNS, None, 0.5),
        (Reason.DISCONNECTED, None, 0.25),
        (Reason.RATE_LIMITED, 429, 0.25),
        (Reason.NOT_A_FEED, 200, 1.0),
    ],
)
def test_failures_weigh_as_much_as_they_are_the_feeds_fault(
    reason: Reason, status: int | None, expected: float
) -> None:
    assert failure_weight(reason, status) == expected


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=600", 600),
        ("public, Max-Age = 600", 600),
        ('no-transform,max-age="600"', 600),
        ("s-maxage=30, max-age=600", 600),
        ("max-age=0", 0),
        ("s-maxage=600", None),
        ("no-cache", None),
        ("max-age=soon", None),
        ("max-age=-5", None),
        ("max-age=" + "9" * 5000, 999999999),
    ],
)
def test_max_age_is_read_from_cache_control(value: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert max_age({"cache-control": value}) == expected


def test_without_cache_control_there_is_no_max_age() -> None:
    assert max_age({}) is None


def test_both_validators_are_echoed_untouched() -> None:
    assert validators(HOURLY, MEMORY, NOW, LOOK_BACK) == {
        "If-None-Match": 'W/"1"',
        "If-Modified-Since": "yesterday, or so",
    }


def test_a_validator_that_is_not_known_is_not_sent() -> None:
    assert validators(HOURLY, replace(MEMORY, etag=None), NOW, LOOK_BACK) == {
        "If-Modified-Since": "yesterday, or so"
    }
    assert validators(HOURLY, replace(MEMORY, last_modified=""), NOW, LOOK_BACK) == {
        "If-None-Match": 'W/"1"'
    }


@pytest.mark.parametrize(
    ("feed", "memory", "in_full"),
    [
        (HOURLY, None, True),
        (Feed(URL, conditional=False), MEMORY, False),
        (HOURLY, replace(MEMORY, retries=True), True),
        (HOURLY, replace(MEMORY, read_at=None), True),
        (HOURLY, replace(MEMORY, read_at=NOW - LOOK_BACK / 2 - MINUTE), True),
        (HOURLY, replace(MEMORY, etag=None, last_modified=None), False),
    ],
)
def test_a_request_is_unconditional_where_the_feed_has_to_be_read(
    feed: Feed, memory: FeedMemory | None, in_full: bool
) -> None:
    assert validators(feed, memory, NOW, LOOK_BACK) == {}
    assert reads_in_full(memory, NOW, LOOK_BACK) is in_full


def test_half_of_the_look_back_is_not_too_long_ago() -> None:
    memory = replace(MEMORY, read_at=NOW - LOOK_BACK / 2)
    assert not reads_in_full(memory, NOW, LOOK_BACK)
    assert len(validators(HOURLY, memory, NOW, LOOK_BACK)) == 2

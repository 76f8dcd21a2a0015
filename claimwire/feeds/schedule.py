"""The schedule of polls: intervals, back-off and conditional requests."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.flow import Feed, FeedMemory
from claimwire.schemas.rejections import Reason

LONGEST_INTERVAL = timedelta(hours=24)
"""Upper limit on the time between polls, whatever publishers' hints and back-off say."""

DORMANT_AFTER = 30
DORMANT_INTERVAL = timedelta(days=7)
"""A feed that failed 30 times in a row is polled once a week and never dropped: feeds do recover.
This must stay well below the look-back, or the failures would be forgotten in between."""

GONE_INTERVAL = timedelta(days=2)
LONGEST_GONE_INTERVAL = timedelta(days=14)
"""A feed that answers 410 waits two days more each time, up to two weeks: some come back. This too
must stay well below the look-back."""

SHORTEST_BACK_OFF = timedelta(minutes=10)
"""Step of back-off for feeds that are otherwise polled at every run."""

_TOLERANCE = timedelta(minutes=5)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)

# Weights of failures, after mediacloud/rss-fetcher (fetcher/tasks.py): the less a failure is the
# feed's own fault, the sooner the feed is tried again. Other failures have weight 1.
_WEIGHTS = {
    Reason.DISCONNECTED: 0.25,
    Reason.RATE_LIMITED: 0.25,
    Reason.CONNECT: 0.5,
    Reason.DNS: 0.5,
    Reason.HTTP_SERVER_ERROR: 0.5,
    Reason.TIMEOUT: 0.5,
}


def is_due(memory: FeedMemory | None, now: datetime) -> bool:
    """Return whether a feed is to be polled now.

    A poll in the future means that the clock was ahead then. The feed counts as due, because
    waiting for that time could take years.

    Args:
        memory: what earlier runs recorded about it; None if it was never polled.
        now: the tick's instant.
    """
    if memory is None:
        return True
    return memory.next_due_at is None or memory.next_due_at <= now or memory.polled_at > now


def next_due(
    feed: Feed,
    outcome: PollOutcome,
    now: datetime,
    *,
    failures: int = 0,
    weight: float = 1.0,
    retry_after: timedelta | None = None,
    hints: Iterable[timedelta] = (),
) -> datetime:
    """Return when a feed is to be polled next.

    Back-off is linear in the number of failures, not exponential, so that a feed that was down
    for a day does not wait for a week.

    Args:
        feed: the feed as listed; ``poll_minutes`` is the shortest interval.
        outcome: outcome of this poll.
        now: the instant of this poll.
        failures: consecutive failed polls, this one included.
        weight: weight of this failure, from ``failure_weight``.
        retry_after: the pause that the host asked for.
        hints: intervals that the publisher suggests. They can only lengthen the interval, and
            are ignored for a feed that the user wants polled at every run.

    Returns:
        The instant.
    """
    if outcome is PollOutcome.GONE:
        return now + min(GONE_INTERVAL * failures, LONGEST_GONE_INTERVAL)
    interval = timedelta(minutes=feed.poll_minutes)
    if outcome is not PollOutcome.FAILED:
        if interval:
            interval = max([interval, *(min(hint, LONGEST_INTERVAL) for hint in hints)])
        return now + interval - _tolerance(interval)
    wait = max(interval, SHORTEST_BACK_OFF) * (failures * weight)
    wait = max(interval, min(wait, LONGEST_INTERVAL))
    wait -= _tolerance(wait)
    if failures >= DORMANT_AFTER:
        wait = max(wait, DORMANT_INTERVAL)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_INTERVAL))
    return now + wait


def failure_weight(reason: Reason, status: int | None) -> float:
    """Return the weight of a failure: 1 if it is the feed's fault, less if it is likely to pass."""
    return 0.5 if status == 404 else _WEIGHTS.get(reason, 1.0)


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long a response stays fresh (Cache-Control, RFC 9111 section 5.2.2.1).

    Args:
        headers: headers of the response, names in lower case.
    """
    match = _MAX_AGE.search(headers.get("cache-control", ""))
    return timedelta(seconds=int(match[1])) if match else None


def reads_in_full(memory: FeedMemory | None, now: datetime, look_back: timedelta) -> bool:
    """Return whether a feed is to be read even if it has not changed.

    There are two reasons to do so: an entry waits for a retry, or the feed was last read so long
    ago that its sightings are about to leave the look-back. After that, its old entries would
    count as new.

    Args:
        memory: what earlier runs recorded about the feed.
        now: the tick's instant.
        look_back: how far back the tables are read as memory.
    """
    if memory is None or memory.retries or memory.read_at is None:
        return True
    return now - memory.read_at > look_back / 2


def validators(
    feed: Feed, memory: FeedMemory | None, now: datetime, look_back: timedelta
) -> dict[str, str]:
    """Return the headers that make a request conditional (RFC 9110, section 13.1).

    Both validators are opaque, so they are sent back exactly as they came.

    Args:
        feed: the feed as listed.
        memory: what earlier runs recorded about it; it has no validators after a failed parse.
        now: the tick's instant.
        look_back: how far back the tables are read as memory.
    """
    if memory is None or not feed.conditional or reads_in_full(memory, now, look_back):
        return {}
    headers = {"If-None-Match": memory.etag, "If-Modified-Since": memory.last_modified}
    return {name: value for name, value in headers.items() if value}


def _tolerance(interval: timedelta) -> timedelta:
    """Return how early a poll may be; with none, an hourly run would poll every other hour."""
    return min(_TOLERANCE, interval / 10)

"""What a run itself has learned about feeds, until the tables have it."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from claimwire.feeds.poll import PollRequest
from claimwire.feeds.schedule import is_due
from claimwire.schemas.feeds import Poll, PollOutcome
from claimwire.schemas.flow import FeedMemory


def after_poll(memory: FeedMemory | None, poll: Poll) -> FeedMemory:
    """Return the memory of a feed after a poll.

    Args:
        memory: the memory before; None if the feed was never polled.
        poll: the poll.
    """
    is_read = poll.outcome == PollOutcome.READ.value
    read_before = memory.read_at if memory else None
    # A move is adopted only after it was seen for days, which only the tables record.
    moved_to = memory.moved_to if memory and memory.moved_to == poll.moved_to else None
    return FeedMemory(
        feed_url=poll.feed_url,
        polled_at=poll.polled_at,
        etag=poll.etag,
        last_modified=poll.last_modified,
        body_key=poll.body_key,
        failures=poll.failures,
        next_due_at=poll.next_due_at,
        retired=poll.outcome == PollOutcome.GONE.value,
        read_at=poll.polled_at if is_read else read_before,
        moved_to=moved_to,
        retries=not is_read and memory is not None and memory.retries,
    )


def latest(published: FeedMemory | None, own: FeedMemory | None) -> FeedMemory | None:
    """Combine the tables' memory of a feed with the run's own, by the latest poll."""
    if own is None or published is None:
        return own or published
    if published.polled_at >= own.polled_at:
        return published
    # Only the tables record which entries wait. If the run has read the feed since, that poll has
    # brought them back.
    waits = published.retries and published.read_at == own.read_at
    return dataclasses.replace(own, retries=own.retries or waits)


def still_due(requests: Iterable[PollRequest], own: Mapping[str, FeedMemory]) -> list[PollRequest]:
    """Leave out feeds that the run has polled meanwhile; add the run's memory to the others.

    Args:
        requests: feeds that are due according to the tables, in any order.
        own: the run's own memory, by feed.

    Returns:
        The requests in the order of their ticks and feeds, each feed once.
    """
    due: dict[str, PollRequest] = {}
    for request in sorted(requests, key=lambda each: (each.tick.at, each.feed.url)):
        mine = own.get(request.feed.url)
        memory = latest(request.memory, mine)
        # For a tick that is delivered twice or late, the poll may be done already.
        is_done = mine is not None and mine.polled_at >= request.tick.at
        if not is_done and is_due(memory, request.tick.at):
            due.setdefault(request.feed.url, dataclasses.replace(request, memory=memory))
    return list(due.values())


def unexpired(
    own: Mapping[str, FeedMemory], now: datetime, keep: timedelta
) -> dict[str, FeedMemory]:
    """Drop memories that are old enough to be in the tables."""
    return {url: memory for url, memory in own.items() if memory.polled_at > now - keep}

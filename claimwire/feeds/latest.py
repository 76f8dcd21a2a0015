"""What a run itself has learned of feeds, until it can be read in the tables."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from claimwire.feeds.poll import PollRequest
from claimwire.feeds.schedule import is_due
from claimwire.schemas.feeds import Poll, PollOutcome
from claimwire.schemas.flow import FeedMemory


def after_poll(memory: FeedMemory | None, poll: Poll) -> FeedMemory:
    """Answer what is known of a feed once it has been polled.

    Args:
        memory: what was known before; None if it was never polled.
        poll: the poll.
    """
    is_read = poll.outcome == PollOutcome.READ.value
    read_before = memory.read_at if memory else None
    # A move is adopted only after it was seen for days; the tables tell when.
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
    """Choose between what the tables know of a feed and what the run itself remembers."""
    if own is None or published is None:
        return own or published
    if published.polled_at >= own.polled_at:
        return published
    # Which entries wait is known from the tables alone; a poll that read the feed since has
    # brought them back.
    waits = published.retries and published.read_at == own.read_at
    return dataclasses.replace(own, retries=own.retries or waits)


def still_due(requests: Iterable[PollRequest], own: Mapping[str, FeedMemory]) -> list[PollRequest]:
    """Leave out feeds that the run has polled meanwhile; give the others what it knows of them.

    Args:
        requests: feeds that are due by what the tables know, in any order.
        own: what the run itself remembers, by feed.

    Returns:
        The requests in the order of their ticks and feeds, each feed once.
    """
    due: dict[str, PollRequest] = {}
    for request in sorted(requests, key=lambda each: (each.tick.at, each.feed.url)):
        mine = own.get(request.feed.url)
        memory = latest(request.memory, mine)
        # A tick that is delivered a second time, or comes late, finds its poll done.
        is_done = mine is not None and mine.polled_at >= request.tick.at
        if not is_done and is_due(memory, request.tick.at):
            due.setdefault(request.feed.url, dataclasses.replace(request, memory=memory))
    return list(due.values())


def unexpired(
    own: Mapping[str, FeedMemory], now: datetime, keep: timedelta
) -> dict[str, FeedMemory]:
    """Forget what is old enough to be found in the tables."""
    return {url: memory for url, memory in own.items() if memory.polled_at > now - keep}

"""The memory of each feed: its newest row of earlier runs, and whether entries wait for a retry."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.feeds.moves import adopted_move
from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.flow import FeedMemory
from claimwire.storage.published_files import last_rows

POLL_COLUMNS = (
    "feed_url",
    "polled_at",
    "outcome",
    "etag",
    "last_modified",
    "body_key",
    "failures",
    "next_due_at",
    "moved_to",
    "run_id",
)
"""Columns of the table of feeds that are read."""

REJECTION_COLUMNS = ("feed_url", "article_id", "retryable", "occurred_at")
"""Columns of the table of rejections that are read."""

SIGHTING_COLUMNS = ("feed_url", "article_id")
"""Columns of the table of sightings that are read."""


def feed_memories(polls: pa.Table, rejections: pa.Table, sightings: pa.Table) -> list[FeedMemory]:
    """Return the memory of each feed that was ever polled, sorted by address.

    Args:
        polls: rows of the table of feeds, in any order, with ``POLL_COLUMNS``.
        rejections: rows of the table of rejections, with ``REJECTION_COLUMNS``.
        sightings: rows of the table of sightings, with ``SIGHTING_COLUMNS``; used only for
            rejections that wait for a retry.
    """
    last = last_rows(polls, "feed_url", ("polled_at", "run_id")).sort_by("feed_url")
    read = polls.filter(pc.equal(polls["outcome"], PollOutcome.READ.value))
    read_at = _latest(read, "polled_at")
    waiting = rejections.filter(
        pc.and_(rejections["retryable"], pc.is_valid(rejections["article_id"]))
    )
    # Any feed that shows a waiting article can bring it back, not only the one it came from.
    shown = sightings.join(
        waiting.select(["article_id", "occurred_at"]), "article_id", join_type="inner"
    )
    waiting_since = _latest(shown, "occurred_at")
    return [
        FeedMemory(
            feed_url=row["feed_url"],
            polled_at=row["polled_at"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            body_key=row["body_key"],
            failures=row["failures"],
            next_due_at=row["next_due_at"],
            retired=row["outcome"] == PollOutcome.GONE.value,
            read_at=read_at.get(row["feed_url"]),
            moved_to=_moved_to(polls, row),
            retries=_is_waiting(read_at, waiting_since, row["feed_url"]),
        )
        for row in last.to_pylist()
    ]


def _latest(rows: pa.Table, column: str) -> dict[str, datetime]:
    latest = rows.group_by("feed_url").aggregate([(column, "max")])
    return dict(
        zip(latest["feed_url"].to_pylist(), latest[f"{column}_max"].to_pylist(), strict=True)
    )


def _is_waiting(
    read_at: dict[str, datetime], waiting_since: dict[str, datetime], feed_url: str
) -> bool:
    """Return whether an entry waits for a retry and the feed has not been read since."""
    if feed_url not in waiting_since:
        return False
    return feed_url not in read_at or waiting_since[feed_url] >= read_at[feed_url]


def _moved_to(polls: pa.Table, last: dict[str, Any]) -> str | None:
    # Moves are rare: look at a feed's polls one by one only if its last poll saw one.
    if last["moved_to"] is None:
        return None
    own = polls.filter(pc.equal(polls["feed_url"], last["feed_url"]))
    own = own.sort_by([("polled_at", "ascending"), ("run_id", "ascending")])
    history = zip(own["polled_at"].to_pylist(), own["moved_to"].to_pylist(), strict=True)
    return adopted_move(list(history))

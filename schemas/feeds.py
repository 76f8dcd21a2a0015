"""The table of polls: one row per poll of a feed. Its newest rows are the feeds' memory."""

import dataclasses
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import TIMESTAMP, Table, column


class PollOutcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    """The response was a feed, which was parsed."""
    NOT_MODIFIED = "not_modified"
    """The response was 304."""
    SAME_BODY = "same_body"
    """The response was 200 with the same bytes as the poll before."""
    GONE = "gone"
    """The response was 410: the publisher has removed the feed."""
    FAILED = "failed"
    """Anything else; a rejection of the same run gives the cause."""


@dataclasses.dataclass(frozen=True, slots=True)
class Poll(Record):
    """One poll of one feed. See ``FEEDS`` for what each field means."""

    feed_url: str
    polled_at: datetime
    outcome: str
    http_status: int | None
    etag: str | None
    last_modified: str | None
    body_key: str | None
    entries: int
    new_entries: int
    failures: int
    next_due_at: datetime | None
    moved_to: str | None
    title: str | None
    error: str | None
    run_id: str


FEEDS = Table(
    name="feeds",
    one_row_is="one poll of one feed",
    record=Poll,
    sort_by=("feed_url", "polled_at"),
    schema=pa.schema(
        [
            column("feed_url", pa.string(), "URL of the feed in the feed list.", required=True),
            column("polled_at", TIMESTAMP, "When the feed was polled.", required=True),
            column(
                "outcome",
                pa.string(),
                "read, not_modified, same_body, gone or failed.",
                required=True,
            ),
            column(
                "http_status", pa.int32(), "HTTP status after redirects; null without a response."
            ),
            column("etag", pa.string(), "ETag to send with the next poll, unchanged."),
            column("last_modified", pa.string(), "Last-Modified to send next, unchanged."),
            column("body_key", pa.string(), "Identifier of the last body that was parsed."),
            column("entries", pa.int32(), "Entries in the feed.", required=True),
            column("new_entries", pa.int32(), "Entries not seen before.", required=True),
            column("failures", pa.int32(), "Consecutive failed polls.", required=True),
            column(
                "next_due_at",
                TIMESTAMP,
                "Earliest time of the next poll; null in rows of old versions.",
            ),
            column("moved_to", pa.string(), "Target of permanent redirects."),
            column("title", pa.string(), "The feed's own title."),
            column("error", pa.string(), "Error message."),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

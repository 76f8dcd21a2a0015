"""The table of polls: one poll of one feed a row. Its newest rows are the feeds' memory."""

import dataclasses
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from claimwire.schemas.table import TIMESTAMP, Table, column


class PollOutcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    """Answered with a feed, which was parsed."""
    NOT_MODIFIED = "not_modified"
    """Answered 304."""
    SAME_BODY = "same_body"
    """Answered 200 with the very bytes of the poll before."""
    GONE = "gone"
    """Answered 410: the feed is retired."""
    FAILED = "failed"
    """Anything else; the rejection of the same run says what."""


@dataclasses.dataclass(frozen=True)
class Poll:
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
            column("feed_url", pa.string(), "The feed as listed.", required=True),
            column("polled_at", TIMESTAMP, "When it was asked.", required=True),
            column(
                "outcome",
                pa.string(),
                "read, not_modified, same_body, gone or failed.",
                required=True,
            ),
            column("http_status", pa.int32(), "Status of the last hop; null without an answer."),
            column("etag", pa.string(), "Validator to send next time, untouched."),
            column("last_modified", pa.string(), "Validator to send next time, untouched."),
            column("body_key", pa.string(), "Identifier of the body last read."),
            column("entries", pa.int32(), "Entries in the feed.", required=True),
            column("new_entries", pa.int32(), "Entries not seen before.", required=True),
            column("failures", pa.int32(), "Failed polls in a row.", required=True),
            column("next_due_at", TIMESTAMP, "Not asked again before; null once retired."),
            column("moved_to", pa.string(), "Where permanent redirects led."),
            column("title", pa.string(), "The feed's own title."),
            column("error", pa.string(), "What went wrong, for a person."),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

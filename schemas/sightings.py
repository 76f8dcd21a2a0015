"""The table of sightings: one row per appearance of a story in a feed."""

import dataclasses
from datetime import datetime

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import TIMESTAMP, Table, column


@dataclasses.dataclass(frozen=True, slots=True)
class Sighting(Record):
    """One appearance of a story in a feed. See ``SIGHTINGS`` for what each field means."""

    article_id: str
    feed_url: str
    guid: str | None
    url: str | None
    title: str | None
    published_raw: str | None
    seen_at: datetime
    run_id: str


SIGHTINGS = Table(
    name="sightings",
    one_row_is="one appearance of a story in a feed",
    record=Sighting,
    sort_by=("article_id", "feed_url", "guid", "url"),
    schema=pa.schema(
        [
            column(
                "article_id", pa.string(), "The article that the entry leads to.", required=True
            ),
            column("feed_url", pa.string(), "The feed in which it appeared.", required=True),
            column("guid", pa.string(), "The entry's guid or id, unchanged."),
            column("url", pa.string(), "The entry's link as the feed gave it."),
            column("title", pa.string(), "The entry's headline."),
            column("published_raw", pa.string(), "The entry's date as written."),
            column("seen_at", TIMESTAMP, "When the feed was polled.", required=True),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

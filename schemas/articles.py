"""The table of articles: one row per distinct story page."""

import dataclasses
from datetime import datetime

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import TIMESTAMP, Table, column


@dataclasses.dataclass(frozen=True, slots=True)
class Article(Record):
    """One distinct story page, with its text. See ``ARTICLES`` for what each field means."""

    article_id: str
    url: str
    canonical_url: str
    site: str
    feed_url: str
    title: str | None
    authors: list[str]
    language: str | None
    published_at: datetime | None
    published_raw: str | None
    published_source: str
    first_seen_at: datetime
    fetched_at: datetime | None
    http_status: int | None
    text: str
    text_source: str
    text_key: str
    word_count: int
    near_copy_signature: bytes | None
    story_id: str | None
    copy_of: str | None
    copy_score: float | None
    run_id: str
    paywalled: bool | None = None
    live_blog: str | None = None


ARTICLES = Table(
    name="articles",
    one_row_is="one distinct story page",
    record=Article,
    sort_by=("article_id",),
    schema=pa.schema(
        [
            column("article_id", pa.string(), "Identifier of canonical_url.", required=True),
            column("url", pa.string(), "URL as the feed gave it.", required=True),
            column(
                "canonical_url",
                pa.string(),
                "URL that the page names as canonical, or else url without tracking parameters.",
                required=True,
            ),
            column("site", pa.string(), "Registrable domain of canonical_url.", required=True),
            column("feed_url", pa.string(), "The feed in which it first appeared.", required=True),
            column("title", pa.string(), "Headline, from the page or else the feed."),
            column("authors", pa.list_(pa.string()), "Bylines; empty if none.", required=True),
            column("language", pa.string(), "ISO 639-1 code of the text."),
            column("published_at", TIMESTAMP, "Publication time given by the publisher."),
            column("published_raw", pa.string(), "The publication date as written."),
            column(
                "published_source",
                pa.string(),
                "Source of published_at: feed, page, url, first_seen (for a later date) or none.",
                required=True,
            ),
            column("first_seen_at", TIMESTAMP, "When it first appeared in a feed.", required=True),
            column("fetched_at", TIMESTAMP, "When the page was fetched; null without a page."),
            column("http_status", pa.int32(), "HTTP status of the page after redirects."),
            column("text", pa.string(), "Full text; all offsets point into it.", required=True),
            column("text_source", pa.string(), "Source of text: page or feed.", required=True),
            column(
                "text_key",
                pa.string(),
                "Identifier of the normalised text, without its standfirst.",
                required=True,
            ),
            column("word_count", pa.int32(), "Number of words in text.", required=True),
            column(
                "near_copy_signature",
                pa.binary(),
                "MinHash signature of 128 one-byte positions; two adjacent positions are a band. "
                "Null under 48 words.",
            ),
            column("story_id", pa.string(), "article_id of the story's original."),
            column(
                "copy_of",
                pa.string(),
                "article_id of the original that this is a near-duplicate of; null in an original.",
            ),
            column(
                "copy_score",
                pa.float64(),
                "Share of the shorter text that also stands in the longer one.",
            ),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
            column(
                "paywalled",
                pa.bool_(),
                "Whether the page says that only a part of the article is free; null without a "
                "page.",
            ),
            column(
                "live_blog",
                pa.string(),
                "Canonical URL of the live blog that it is, or is a part of.",
            ),
        ]
    ),
)

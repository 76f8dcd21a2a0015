"""The table of rejections: one row per rejected feed, entry, page or article."""

import dataclasses
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import TIMESTAMP, Table, column


class Stage(StrEnum):
    """The step that made the rejection."""

    POLL = "poll"
    RECOGNISE = "recognise"
    FETCH = "fetch"
    EXTRACT = "extract"
    STORIES = "stories"
    ANNOTATE = "annotate"
    ENTITIES = "entities"
    CLAIMS = "claims"
    ACTORS = "actors"
    STATEMENTS = "statements"
    FORGET = "forget"


READING = frozenset({"annotate", "entities", "claims", "actors", "statements"})
"""The stages that read an article once its text is known."""


class Reason(StrEnum):
    """The reason for a rejection. A closed set; each member is also a counter."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> "Reason":
        """Make a member with its meaning for the documentation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    BAD_URL = "bad_url", "The URL is not a valid http or https URL."
    PRIVATE_ADDRESS = "private_address", "The host is on a private or loopback network."
    DNS = "dns", "The host name could not be resolved."
    CONNECT = "connect", "The connection to the host failed."
    TLS = "tls", "TLS failed: the certificate or encryption is not acceptable."
    TIMEOUT = "timeout", "No complete response within the time limit."
    DISCONNECTED = "disconnected", "The host closed the connection, or did not speak HTTP."
    HTTP_CLIENT_ERROR = "http_4xx", "HTTP status from 400 to 499."
    HTTP_SERVER_ERROR = "http_5xx", "HTTP status from 500 to 599."
    HTTP_OTHER = "http_other", "Another HTTP status without a document."
    RATE_LIMITED = "rate_limited", "The host asked to retry later."
    DOMAIN_UNRESPONSIVE = (
        "domain_unresponsive",
        "Several requests in a row to its domain timed out; the domain is skipped for now.",
    )
    DOMAIN_TIME_LIMIT = "domain_time_limit", "The run's time limit for one domain was reached."
    FETCH_TIME_LIMIT = "fetch_time_limit", "The run's time limit for fetching was reached."
    GONE = "gone", "HTTP status 410: permanently removed."
    TOO_MANY_REDIRECTS = "too_many_redirects", "More redirects than allowed, or a loop."
    TOO_LARGE = "too_large", "The decompressed body is larger than allowed."
    BAD_ENCODING = "bad_encoding", "The body could not be decompressed."
    ROBOTS = "robots", "robots.txt of the host disallows it."
    ROBOTS_UNAVAILABLE = "robots_unavailable", "robots.txt of the host could not be fetched."
    NO_CREDENTIALS = (
        "no_credentials",
        "The credentials that the feed list names for the feed could not be read.",
    )
    NOT_A_FEED = "not_a_feed", "The body is not a feed in a supported format."
    NO_LINK = "no_link", "The entry has no link to an article."
    REPEATED_ENTRY = (
        "repeated_entry",
        "The feed has an entry with the same link or identifier in other words; that one is read.",
    )
    TOO_MANY_ENTRIES = (
        "too_many_entries",
        "The feed has more entries than are read; the newest are read.",
    )
    NOT_HTML = "not_html", "The page is not HTML."
    NO_TEXT = "no_text", "Neither the page nor the feed has enough text."
    INDEX_PAGE = "index_page", "The page is a list of articles."
    CONSENT_PAGE = "consent_page", "The page is a wall that asks for consent, or money instead."
    CHALLENGE_PAGE = "challenge_page", "The page is a bot check."
    MISSING_PAGE = "missing_page", "The page says that it does not exist, without an error status."
    EXTRACTION_TIMEOUT = "extraction_timeout", "Extracting the text of the page took too long."
    EXTRACTION_FAILED = "extraction_failed", "The text of the page could not be extracted."
    LANGUAGE = "language", "The language model does not cover the article's language."
    TOO_LONG = "too_long", "The article is longer than the language model accepts."
    READING_TIME_LIMIT = "reading_time_limit", "Reading the article took too long."
    READER_DIED = "reader_died", "The process that read the article died, perhaps out of memory."
    FORGOTTEN = "forgotten", "The article was removed on demand and is not fetched again."
    UNEXPECTED = "unexpected", "An unexpected error; please report it with its detail."


@dataclasses.dataclass(frozen=True, slots=True)
class Rejection(Record):
    """One rejected feed, entry, page or article. See ``REJECTIONS`` for what each field means."""

    stage: str
    reason: str
    url: str | None
    feed_url: str | None
    article_id: str | None
    detail: str | None
    retryable: bool
    attempt: int
    occurred_at: datetime
    run_id: str


REJECTIONS = Table(
    name="rejections",
    one_row_is="one rejected feed, entry, page or article",
    record=Rejection,
    sort_by=("stage", "reason", "feed_url", "url", "article_id", "detail"),
    schema=pa.schema(
        [
            column("stage", pa.string(), "The step that rejected it.", required=True),
            column("reason", pa.string(), "One of the reasons below.", required=True),
            column("url", pa.string(), "The URL concerned."),
            column("feed_url", pa.string(), "The feed it came from."),
            column("article_id", pa.string(), "The article concerned."),
            column("detail", pa.string(), "Message that says exactly what happened."),
            column(
                "retryable",
                pa.bool_(),
                "Whether a later run tries again while a feed still shows it.",
                required=True,
            ),
            column("attempt", pa.int32(), "Number of attempts so far.", required=True),
            column("occurred_at", TIMESTAMP, "When it was rejected.", required=True),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

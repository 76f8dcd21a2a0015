"""The table of rejections: one thing that went no further a row."""

import dataclasses
from datetime import datetime
from enum import StrEnum

import pyarrow as pa

from claimwire.schemas.table import TIMESTAMP, Table, column


class Stage(StrEnum):
    """The step that rejected."""

    POLL = "poll"
    RECOGNISE = "recognise"
    FETCH = "fetch"
    EXTRACT = "extract"
    STORIES = "stories"
    ANNOTATE = "annotate"
    ENTITIES = "entities"
    CLAIMS = "claims"


class Reason(StrEnum):
    """Why a thing went no further. A closed set: each member is also a counter."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> "Reason":
        """Make a member that carries its meaning for the documentation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    BAD_URL = "bad_url", "The address is not a usable http or https address."
    PRIVATE_ADDRESS = "private_address", "The host is on a private or loopback network."
    DNS = "dns", "The host's name could not be resolved."
    CONNECT = "connect", "No connection to the host."
    TLS = "tls", "The host's certificate or encryption was not acceptable."
    TIMEOUT = "timeout", "No complete answer in time."
    DISCONNECTED = "disconnected", "The host broke off, or did not speak HTTP."
    HTTP_CLIENT_ERROR = "http_4xx", "The host refused with a status from 400 to 499."
    HTTP_SERVER_ERROR = "http_5xx", "The host failed with a status from 500 to 599."
    HTTP_OTHER = "http_other", "Another status that carries no document."
    RATE_LIMITED = "rate_limited", "The host asked us to come back later."
    GONE = "gone", "Status 410: it will not come back."
    TOO_MANY_REDIRECTS = "too_many_redirects", "Redirected more often than allowed, or in a circle."
    TOO_LARGE = "too_large", "More bytes, once decompressed, than allowed."
    BAD_ENCODING = "bad_encoding", "The body could not be decompressed."
    ROBOTS = "robots", "The host's robots.txt asks us not to fetch it."
    ROBOTS_UNAVAILABLE = "robots_unavailable", "The host's robots.txt could not be had."
    NOT_A_FEED = "not_a_feed", "The body is no feed in any known format."
    NO_LINK = "no_link", "The entry has no link that leads to its article."
    NOT_HTML = "not_html", "The page is not a web page."
    NO_TEXT = "no_text", "Neither page nor feed has enough text."
    INDEX_PAGE = "index_page", "The page lists articles and is none itself."
    CONSENT_PAGE = "consent_page", "The page asks for consent instead of showing the article."
    EXTRACTION_TIMEOUT = "extraction_timeout", "Reading the page took too long."
    EXTRACTION_FAILED = "extraction_failed", "The page could not be read."
    LANGUAGE = "language", "The article is in a language that the model does not read."
    TOO_LONG = "too_long", "The article is longer than the model reads."
    READING_TIME_LIMIT = "reading_time_limit", "Reading the article took too long."
    READER_DIED = (
        "reader_died",
        "The process that read the article died, perhaps for want of memory.",
    )
    UNEXPECTED = "unexpected", "An error nobody foresaw; please report it with its detail."


@dataclasses.dataclass(frozen=True)
class Rejection:
    """One thing that went no further. See ``REJECTIONS`` for what each field means."""

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
    one_row_is="one thing that went no further",
    record=Rejection,
    sort_by=("stage", "reason", "feed_url", "url", "article_id", "detail"),
    schema=pa.schema(
        [
            column("stage", pa.string(), "The step that rejected it.", required=True),
            column("reason", pa.string(), "Why, from a closed set.", required=True),
            column("url", pa.string(), "The address concerned."),
            column("feed_url", pa.string(), "The feed it came from."),
            column("article_id", pa.string(), "The article concerned."),
            column("detail", pa.string(), "What exactly happened, for a person."),
            column(
                "retryable",
                pa.bool_(),
                "Whether a later run tries it again, as long as a feed still shows it.",
                required=True,
            ),
            column("attempt", pa.int32(), "How many times it was tried.", required=True),
            column("occurred_at", TIMESTAMP, "When the run saw it.", required=True),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

"""Records that pass between the steps of the graph and are not published themselves."""

import dataclasses
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

_FAST = 1
"""Level of zlib; it packs the HTML of real pages (174 kB on average) to a quarter within 1.1 ms."""


@dataclasses.dataclass(frozen=True)
class Tick:
    """The input of the graph: a time to poll.

    Attributes:
        at: the instant that counts as now for everything that follows from this tick.
        run_id: the run, or window of a stream, that the tick belongs to.
    """

    at: datetime
    run_id: str


@dataclasses.dataclass(frozen=True)
class Access:
    """Where the name, the password and further headers for a feed come from.

    Attributes:
        username: the name for HTTP authentication, or None.
        password: the password, if it stands in the listed address.
        password_env, password_file: the environment variable, or the file, that holds it.
        headers_env, headers_file: the environment variable, or the file, that holds lines of
            headers, such as Cookie and User-Agent.
    """

    username: str | None = None
    password: str | None = dataclasses.field(default=None, repr=False)
    password_env: str | None = None
    password_file: str | None = None
    headers_env: str | None = None
    headers_file: str | None = None


@dataclasses.dataclass(frozen=True)
class Feed:
    """One feed as the user lists it.

    Attributes:
        url: the address at which it is polled; its identity in all tables.
        name: the publisher's name, or None.
        language: ISO 639-1 code to assume for its articles, or None to detect it.
        country: ISO 3166-1 alpha-3 code of the publisher, or None.
        tags: tags that the user chose.
        fetch_pages: whether entries' pages are fetched; if not, the feed's text is the article.
        poll_minutes: minimum time between polls, in minutes; 0 polls at every run.
        conditional: whether validators are sent; off for servers that answer 304 wrongly.
        access: how to read a feed that not everybody may read; None otherwise, and in entries.
    """

    url: str
    name: str | None = None
    language: str | None = None
    country: str | None = None
    tags: list[str] = dataclasses.field(default_factory=list)
    fetch_pages: bool = True
    poll_minutes: int = 60
    conditional: bool = True
    access: Access | None = dataclasses.field(default=None, repr=False)


@dataclasses.dataclass(frozen=True)
class FeedMemory:
    """What earlier runs recorded about a feed in the tables.

    Attributes:
        feed_url: the feed as listed.
        polled_at: time of its last poll.
        etag, last_modified, body_key: validators and key of the body last read; None after a failed
            parse.
        failures: number of consecutive failed polls.
        next_due_at: earliest time of the next poll; None in rows of old versions.
        retired: whether its last response was 410, so that it is polled ever more rarely.
        read_at: time of the last poll whose body was parsed, or None.
        moved_to: address to poll instead, once a permanent redirect has been confirmed.
        retries: whether one of its entries waits for a retry.
    """

    feed_url: str
    polled_at: datetime
    etag: str | None
    last_modified: str | None
    body_key: str | None
    failures: int
    next_due_at: datetime | None
    retired: bool
    read_at: datetime | None
    moved_to: str | None
    retries: bool


@dataclasses.dataclass(frozen=True)
class FeedsAtTick:
    """The memories of all feeds at a tick.

    Attributes:
        tick: the tick.
        memories: one for each feed that was ever polled, sorted by address.
    """

    tick: Tick
    memories: list[FeedMemory]


@dataclasses.dataclass(frozen=True)
class Entry:
    """One entry of a feed, as polled.

    Attributes:
        article_id: identifier of ``canonical_url``.
        url: the link as the feed gave it, made absolute; "" when the entry has none.
        canonical_url: ``url`` without tracking parameters; for an entry without a link, an
            ``urn:claimwire:`` made of its guid or content.
        feed: the feed it is from.
        guid, title, published_raw: as the feed gave them, or None.
        authors: as the feed gave them.
        published_at: UTC, not later than ``seen_at``, or None.
        text: the feed's own text of the article as plain text, "" if there is none.
        seen_at: when the feed was polled (the tick's instant).
        attempt: number of attempts to fetch its page, this one included.
        waited: whether an earlier run rejected it as retryable.
    """

    article_id: str
    url: str
    canonical_url: str
    feed: Feed
    guid: str | None
    title: str | None
    authors: list[str]
    published_raw: str | None
    published_at: datetime | None
    text: str
    seen_at: datetime
    run_id: str
    attempt: int = 1
    waited: bool = False


@dataclasses.dataclass(frozen=True)
class FetchedPage:
    """The response to a page request; without a page for entries that need none.

    Attributes:
        entry: the entry it belongs to.
        final_url: the address of the last hop; "" without a page.
        status: HTTP status; None without a page.
        content_type: header value, or None.
        body: decoded bytes; b"" without a page.
        fetched_at: when it arrived; None without a page.
    """

    entry: Entry
    final_url: str
    status: int | None
    content_type: str | None
    body: bytes
    fetched_at: datetime | None

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle the page with a compressed body: engines keep several copies of all pages."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values["body"] = zlib.compress(self.body, _FAST)
        return _unpacked, tuple(values.values())


def _unpacked(*values: Any) -> FetchedPage:
    page = FetchedPage(*values)
    return dataclasses.replace(page, body=zlib.decompress(page.body))


@dataclasses.dataclass(frozen=True)
class TableFile:
    """A data file that a run has written.

    Attributes:
        table: table name.
        path: relative to the output root, with forward slashes.
        day: the partition, ``YYYY-MM-DD``.
        rows: number of rows.
        bytes: size on disk.
        sha256: lower-case hex of the content's SHA-256; None if written by a version without it.
    """

    table: str
    path: str
    day: str
    rows: int
    bytes: int
    sha256: str | None = None


@dataclasses.dataclass(frozen=True)
class FilesAtTick:
    """The published data files within the look-back of a tick.

    Attributes:
        tick: the tick.
        files: the data files of all tables, sorted by path.
    """

    tick: Tick
    files: list[TableFile]


@dataclasses.dataclass(frozen=True)
class Tally:
    """A count for the manifest, for example of one reason of rejection."""

    name: str
    count: int

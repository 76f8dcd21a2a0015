"""Conversion of a parsed feed's entries into the pipeline's entries."""

import dataclasses

from claimwire.feeds.dates import parse_date
from claimwire.feeds.formats.markup import plain_text
from claimwire.feeds.formats.parsed_feed import ParsedFeed, RawEntry
from claimwire.feeds.identity import Identity, identify, is_unresolvable, shared_links
from claimwire.printable import clean_line, clean_optional
from claimwire.rejecting import Subject
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.schemas.rejections import Reason, Rejection, Stage

_UNRESOLVABLE = (
    "the link leads to an aggregator that hides the article's address; list the publisher's own "
    "feed instead"
)
_NAMELESS = "the entry has neither link nor identifier nor words"


def entries_of(parsed: ParsedFeed, feed: Feed, tick: Tick) -> tuple[list[Entry], list[Rejection]]:
    """Convert a parsed feed's entries into records without repeats.

    Args:
        parsed: the feed as parsed.
        feed: the feed as listed.
        tick: the tick of the poll.

    Returns:
        The entries in the feed's order, the first one of repeated entries; and a rejection for
        each entry that leads to no article.
    """
    entries: list[Entry] = []
    rejections: list[Rejection] = []
    seen: set[str] = set()
    shared = shared_links(parsed.entries)
    for number, raw in enumerate(map(_clean, parsed.entries), start=1):
        identity = identify(raw, feed.url, shared)
        if identity is None:
            rejections.append(_no_link(None, f"{_NAMELESS} (number {number})", feed, tick))
        elif identity.canonical_url in seen:
            continue
        elif is_unresolvable(identity.url):
            rejections.append(_no_link(identity, _UNRESOLVABLE, feed, tick))
        else:
            entries.append(_entry(raw, identity, feed, tick))
        if identity is not None:
            seen.add(identity.canonical_url)
    return entries, rejections


def _clean(raw: RawEntry) -> RawEntry:
    """Remove control characters from the fields that are stored as they came."""
    return dataclasses.replace(
        raw,
        guid=clean_optional(raw.guid),
        title=clean_optional(raw.title),
        authors=tuple(filter(None, map(clean_line, raw.authors))),
        published_raw=clean_optional(raw.published_raw),
    )


def _entry(raw: RawEntry, identity: Identity, feed: Feed, tick: Tick) -> Entry:
    published = parse_date(raw.published_raw)
    return Entry(
        article_id=identity.article_id,
        url=identity.url,
        canonical_url=identity.canonical_url,
        feed=feed,
        guid=raw.guid,
        title=raw.title,
        authors=list(raw.authors),
        published_raw=raw.published_raw,
        published_at=min(published, tick.at) if published else None,
        text=plain_text(raw.content, is_html=raw.content_is_html),
        seen_at=tick.at,
        run_id=tick.run_id,
    )


def _no_link(identity: Identity | None, detail: str, feed: Feed, tick: Tick) -> Rejection:
    subject = Subject(
        tick.at,
        tick.run_id,
        identity.url if identity else None,
        feed.url,
        identity.article_id if identity else None,
    )
    return subject.reject(Stage.POLL, Reason.NO_LINK, detail)

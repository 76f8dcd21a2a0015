"""Conversion of a parsed feed's entries into the pipeline's entries."""

import dataclasses

from claimwire.feeds.formats.markup import plain_text
from claimwire.feeds.formats.parsed_feed import ParsedFeed, RawEntry
from claimwire.feeds.identity import Identity, identify, is_unresolvable, shared_links, words_of
from claimwire.feeds.local_dates import DateReader
from claimwire.printable import clean_line, clean_optional
from claimwire.rejecting import of_feed
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.urls import without_userinfo
from claimwire.web.wrappers import unwrapped

_UNRESOLVABLE = (
    "the link leads to an aggregator that hides the article's address; list the publisher's own "
    "feed instead"
)
_REPEATED = "the feed has the same entry twice, in other words: {!r} is read, {!r} is not"
_TOO_MANY = "the feed has {:,} entries; the newest are read, {:,} older ones are left out"
_NAMELESS = "the entry has neither link nor identifier nor words"


def entries_of(parsed: ParsedFeed, feed: Feed, tick: Tick) -> tuple[list[Entry], list[Rejection]]:
    """Convert a parsed feed's entries into records without repeats.

    Args:
        parsed: the feed as parsed.
        feed: the feed as listed.
        tick: the tick of the poll.

    Returns:
        The entries in the feed's order, the first one of repeated entries; and a rejection for
        each entry that leads to no article, for each that repeats another one in other words, and
        for the entries that are not read because the feed has too many.
    """
    entries: list[Entry] = []
    rejections: list[Rejection] = []
    # What was said under each canonical URL: its words with the title, in the feed's order.
    said: dict[str, dict[tuple[str, str], str]] = {}
    cleaned = [_clean(raw) for raw in parsed.entries]
    shared = shared_links(cleaned)
    reader = DateReader(feed.language or parsed.language)
    feed = dataclasses.replace(feed, access=None)  # entries need no secrets
    subject = of_feed(feed, tick)
    for number, raw in enumerate(cleaned, start=1):
        identity = identify(raw, feed.url, shared)
        if identity is None:
            nameless = dataclasses.replace(subject, url=None)
            detail = f"{_NAMELESS} (number {number})"
            rejections.append(nameless.reject(Stage.POLL, Reason.NO_LINK, detail))
            continue
        about = dataclasses.replace(subject, url=raw.link)
        words = words_of(raw)
        before = said.setdefault(identity.canonical_url, {})
        if before and words not in before:
            # Without an article: the rejection is not about the entry that is read.
            detail = _REPEATED.format(next(iter(before.values())), _shown(raw))
            rejections.append(about.reject(Stage.POLL, Reason.REPEATED_ENTRY, detail))
        elif not before and is_unresolvable(identity.url):
            about = dataclasses.replace(about, article_id=identity.article_id)
            rejections.append(about.reject(Stage.POLL, Reason.NO_LINK, _UNRESOLVABLE))
        elif not before:
            entries.append(_entry(raw, identity, reader, feed, tick))
        before[words] = _shown(raw)
    if parsed.left_out:
        detail = _TOO_MANY.format(parsed.left_out + len(parsed.entries), parsed.left_out)
        rejections.append(subject.reject(Stage.POLL, Reason.TOO_MANY_ENTRIES, detail))
    return entries, rejections


def _shown(raw: RawEntry) -> str:
    return (raw.title or "")[:80]


def _clean(raw: RawEntry) -> RawEntry:
    """Unwrap the link, and clean what is stored as it came of passwords and control characters."""
    return dataclasses.replace(
        raw,
        link=raw.link and without_userinfo(unwrapped(raw.link)),
        guid=clean_optional(raw.guid and without_userinfo(raw.guid)),
        title=clean_optional(raw.title),
        authors=tuple(filter(None, map(clean_line, raw.authors))),
        dates=tuple(filter(None, map(clean_line, raw.dates))),
    )


def _entry(raw: RawEntry, identity: Identity, reader: DateReader, feed: Feed, tick: Tick) -> Entry:
    written, published = reader.first(raw.dates)
    return Entry(
        article_id=identity.article_id,
        url=identity.url,
        canonical_url=identity.canonical_url,
        feed=feed,
        guid=raw.guid,
        title=raw.title,
        authors=list(raw.authors),
        published_raw=written,
        published_at=min(published, tick.at) if published else None,
        text=plain_text(raw.content, is_html=raw.content_is_html),
        seen_at=tick.at,
        run_id=tick.run_id,
    )

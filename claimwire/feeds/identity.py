"""What makes an entry the same entry at the next poll, and in another feed."""

import dataclasses
from collections.abc import Container, Iterable
from urllib.parse import urlsplit

from claimwire.feeds.formats.parsed_feed import RawEntry
from claimwire.schemas.keys import stable_id
from claimwire.web.urls import BadUrl, canonical_url

URN = "urn:claimwire:"
"""Begins the canonical URL of entries that have no page."""

_AGGREGATOR = "news.google.com"
_HIDDEN = ("/articles/", "/read/")


@dataclasses.dataclass(frozen=True)
class Identity:
    """An entry's place in all tables.

    Attributes:
        article_id: identifier of ``canonical_url``.
        canonical_url: the link reduced to its key, or an ``urn:claimwire:``.
        url: the link, or "".
    """

    article_id: str
    canonical_url: str
    url: str


def shared_links(entries: Iterable[RawEntry]) -> set[str]:
    """Find the links that are no entry's own: a feed of alerts often points all to one page.

    Args:
        entries: the entries of one feed.

    Returns:
        Links of entries that differ in guid and in words.
    """
    guids: dict[str, set[str]] = {}
    words: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        if entry.link and entry.guid:
            guids.setdefault(entry.link, set()).add(entry.guid)
            words.setdefault(entry.link, set()).add((entry.title or "", entry.content))
    return {link for link in guids if min(len(guids[link]), len(words[link])) > 1}


def identify(
    entry: RawEntry, feed_url: str, shared: Container[str] = frozenset()
) -> Identity | None:
    """Find an entry's identity: its canonical URL, else its guid, else its content.

    Guids come second because they lie: publishers change them, share them among entries, or make
    them anew for each request. They and contents only count within one feed.

    Args:
        entry: the entry.
        feed_url: the feed as listed.
        shared: links that do not tell entries apart, and so count as none.

    Returns:
        The identity; None if the entry has neither link nor guid nor words.
    """
    if entry.link and not (entry.guid and entry.link in shared):
        try:
            canonical = canonical_url(entry.link)
        except BadUrl:
            pass
        else:
            return Identity(stable_id(canonical), canonical, entry.link)
    if entry.guid:
        key = stable_id("guid", feed_url, entry.guid)
    elif entry.title or entry.content.strip():
        key = stable_id("content", feed_url, entry.title or "", entry.content)
    else:
        return None
    return Identity(stable_id(URN + key), URN + key, "")


def is_unresolvable(url: str) -> bool:
    """Whether a link leads to an aggregator's page that hides where the article is.

    Google News does so since 2024: its links answer with a program for browsers instead of a
    redirect, and its entries carry no text of their own.
    """
    parts = urlsplit(url)
    return parts.hostname == _AGGREGATOR and any(each in parts.path for each in _HIDDEN)

"""The identity of an entry across polls and feeds."""

import dataclasses
from collections.abc import Container, Iterable
from urllib.parse import urlsplit

from claimwire.feeds.formats.parsed_feed import RawEntry
from claimwire.schemas.keys import stable_id
from claimwire.web.urls import BadUrl, canonical_url

URN = "urn:claimwire:"
"""Prefix of the canonical URL of entries that have no page."""

_AGGREGATOR = "news.google.com"
_HIDDEN = ("/articles/", "/read/")


@dataclasses.dataclass(frozen=True)
class Identity:
    """The identifiers of an entry in all tables.

    Attributes:
        article_id: identifier of ``canonical_url``.
        canonical_url: the canonical URL of the link, or an ``urn:claimwire:``.
        url: the link, or "".
    """

    article_id: str
    canonical_url: str
    url: str


def words_of(entry: RawEntry) -> tuple[str, str]:
    """Return what an entry says: its title and its text."""
    return entry.title or "", entry.content.strip()


def shared_links(entries: Iterable[RawEntry]) -> set[str]:
    """Find links that do not identify an entry: feeds of alerts often link all to one page.

    Args:
        entries: the entries of one feed.

    Returns:
        The canonical URLs of links shared by entries that differ both in guid and in words. An
        entry without a guid is told by its words, if it has a text.
    """
    keys: dict[str, set[object]] = {}
    words: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        key = entry.guid or (words_of(entry) if entry.content.strip() else None)
        canonical = canonical_link(entry)
        if canonical and key:
            keys.setdefault(canonical, set()).add(key)
            words.setdefault(canonical, set()).add(words_of(entry))
    return {link for link in keys if min(len(keys[link]), len(words[link])) > 1}


def canonical_link(entry: RawEntry) -> str | None:
    """Return the canonical URL of an entry's link; None if it has none that can be used."""
    try:
        return canonical_url(entry.link) if entry.link else None
    except BadUrl:
        return None


def identify(
    entry: RawEntry, feed_url: str, shared: Container[str] = frozenset()
) -> Identity | None:
    """Derive an entry's identity from its canonical URL, else its guid, else its content.

    Guids come second because they are unreliable: publishers change them, share them among
    entries, or generate new ones for each request. Guids and contents count within one feed only.

    Args:
        entry: the entry.
        feed_url: the feed as listed.
        shared: canonical URLs that do not tell entries apart; they are ignored.

    Returns:
        The identity; None if the entry has neither link nor guid nor words.
    """
    canonical = canonical_link(entry)
    can_do_without = entry.guid or entry.content.strip()
    if entry.link and canonical and not (canonical in shared and can_do_without):
        return Identity(stable_id(canonical), canonical, entry.link)
    if entry.guid:
        key = stable_id("guid", feed_url, entry.guid)
    elif entry.title or entry.content.strip():
        key = stable_id("content", feed_url, entry.title or "", entry.content)
    else:
        return None
    return Identity(stable_id(URN + key), URN + key, "")


def is_unresolvable(url: str) -> bool:
    """Return whether a link leads to an aggregator's page that hides the article's address.

    Google News has done so since 2024: its links return a script for browsers instead of a
    redirect, and its entries carry no text of their own.
    """
    if _AGGREGATOR not in url:
        return False
    parts = urlsplit(url)
    return parts.hostname == _AGGREGATOR and any(each in parts.path for each in _HIDDEN)

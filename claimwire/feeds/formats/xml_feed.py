"""The XML formats: RSS, Atom, RDF and CDF.

A document is tidied first (see ``claimwire.feeds.formats.tidy``), so that feedparser's strict
parser can read it. feedparser's HTML sanitising and link resolution are off: nothing here is shown
in a browser, and the two take most of its time.
"""

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from claimwire.feeds.formats.markup import one_line
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed, RawEntry
from claimwire.feeds.formats.tidy import tidy
from claimwire.web.urls import BadUrl, absolute

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
"""Headers that describe the tidied document, whatever the server said about the original."""

_DATES = ("published", "updated", "created")
_RSS_11 = "http://purl.org/net/rss1.1#"
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MAIL_AND_NAME = re.compile(r"[^\s@]+@[^\s@]+ ?\(\s*([^()]*[^()\s])\s*\)")
_NAME_AND_MAIL = re.compile(r"([^<(]*[^<(\s]) ?[<(][^\s@]+@[^\s@]+[>)]")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?")


def parse_xml_feed(text: str, url: str) -> ParsedFeed:
    """Parse a feed in XML.

    Links in RSS are resolved against the feed's own link, as sites intend; links in Atom against
    ``xml:base``, else ``url`` (RFC 4287, section 2).

    Args:
        text: the document.
        url: absolute address of the document, against which links are resolved.

    Raises:
        NotAFeed: if the format is unknown.
        Exception: anything that feedparser and lxml raise.
    """
    data, root, problems = tidy(text, url)
    # feedparser would try plain bytes as the name of a local file.
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    kind = parsed.version or _kind_of(root)
    if not kind:
        raise NotAFeed(f"the document's root, {root}, is of no known feed format")
    feed = parsed.feed
    base = url if kind.startswith("atom") else _link(feed.get("link"), url) or url
    return ParsedFeed(
        title=one_line(feed.get("title"), is_html=_is_html(feed.get("title_detail"))),
        format=kind,
        entries=tuple(_entry(entry, base) for entry in parsed.entries),
        problems=tuple(problems),
        hints=_hints(feed),
    )


def _kind_of(root: str) -> str:
    if root == f"{{{_RSS_11}}}channel":
        return "rss11"
    return "cdf" if root == "channel" else ""


def _entry(entry: Any, base: str) -> RawEntry:
    content, content_is_html = _content(entry)
    raw = next((entry[name] for name in _DATES if dict.get(entry, name)), None)
    return RawEntry(
        link=_entry_link(entry, base),
        guid=entry.get("id") or None,
        title=one_line(entry.get("title"), is_html=_is_html(entry.get("title_detail"))),
        authors=_authors(entry),
        published_raw=raw,
        content=content,
        content_is_html=content_is_html,
    )


def _entry_link(entry: Any, base: str) -> str | None:
    # FeedBurner keeps the publisher's own address beside its redirect.
    original = entry.get("feedburner_origlink") or ""
    if _is_absolute(original):
        return _link(original, base)
    link = entry.get("link") or ""
    # An identifier that is a permalink in name only must not become a path: "isPermaLink" is true
    # by default, and Atom has no such attribute.
    is_guid = entry.get("guidislink") and link == entry.get("id")
    if link and (_is_absolute(link) or not is_guid):
        return _link(link, base)
    others = [each.get("href") for each in entry.get("links", ()) if each.get("rel") == "alternate"]
    return next((link for link in (_link(each, base) for each in others) if link), None)


def _is_absolute(link: str) -> bool:
    return link.lower().startswith(("http://", "https://"))


def _link(link: str | None, base: str) -> str | None:
    if not link:
        return None
    try:
        return absolute(base, link)
    except BadUrl:
        return None


def _content(entry: Any) -> tuple[str, bool]:
    """Return the fullest text: content before summary, the longest of several contents."""
    contents = [each for each in entry.get("content", ()) if _is_text(each)]
    full = max(contents, key=lambda each: len(each.value), default=None)
    if full is not None and full.value.strip():
        return full.value, _is_html(full)
    return entry.get("summary") or "", _is_html(entry.get("summary_detail"))


def _is_text(detail: Any) -> bool:
    return detail.get("type") in {"text/plain", "text/html", "application/xhtml+xml"}


def _is_html(detail: Any) -> bool:
    return detail is not None and detail.get("type") != "text/plain"


def _authors(entry: Any) -> tuple[str, ...]:
    lines = [one_line(each.get("name"), is_html=False) for each in entry.get("authors", ())]
    names = [one_line(_without_mail(line), is_html=True) for line in lines if line]
    return tuple(dict.fromkeys(name for name in names if name))


def _without_mail(author: str) -> str:
    """Return the name in "name@site.example (Name)", the form of RSS, or "Name <name@site>"."""
    match = _MAIL_AND_NAME.fullmatch(author) or _NAME_AND_MAIL.fullmatch(author)
    return match[1] if match else author


def _hints(feed: Any) -> tuple[timedelta, ...]:
    """Read ``ttl`` (RSS 2.0) and ``sy:updatePeriod`` with ``sy:updateFrequency`` (RSS 1.0)."""
    hints = []
    ttl = _number(feed.get("ttl"))
    if ttl:
        hints.append(timedelta(minutes=ttl))
    period = _PERIODS.get((feed.get("sy_updateperiod") or "").strip().lower())
    if period:
        hints.append(period / (_number(feed.get("sy_updatefrequency")) or 1))
    return tuple(hints)


def _number(text: Any) -> float | None:
    match = _NUMBER.fullmatch(text.strip()) if isinstance(text, str) else None
    return float(match[0]) if match else None

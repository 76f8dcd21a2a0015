"""The XML formats: RSS, Atom, RDF and CDF.

The document's tree is mended first (see ``claimwire.feeds.formats.xml_mending``), and its texts are
then read by feedparser. Its HTML sanitising and link resolution are off: nothing here is shown in a
browser, and the two take most of its time.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import feedparser
import feedparser.api

from claimwire.feeds.formats.document import parse_document
from claimwire.feeds.formats.markup import one_line
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed, RawEntry
from claimwire.feeds.formats.xml_entry import Entry
from claimwire.feeds.formats.xml_mending import mended
from claimwire.web.urls import BadUrl, absolute

# It names a parser that Python 3 lacks, which would be sought on the whole path for every feed.
feedparser.api.PREFERRED_XML_PARSERS.clear()

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
"""Headers that describe the mended document, whatever the server said about the original."""

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
        NotAFeed: if it is no feed, or of an unknown format.
        Exception: anything that feedparser and lxml raise.
    """
    root, problems = parse_document(text)
    document = mended(root, url)
    # feedparser would try plain bytes as the name of a local file.
    parsed = feedparser.parse(
        io.BytesIO(document.data),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if parsed.bozo:
        raise NotAFeed(f"XML beyond repair: {parsed.bozo_exception}")
    kind = parsed.version or document.format
    feed = parsed.feed
    base = url if kind.startswith("atom") else _resolved([feed.get("link")], url) or url
    return ParsedFeed(
        title=_title(feed),
        format=kind,
        entries=tuple(
            _entry(entry, texts, base)
            for entry, texts in zip(document.entries, parsed.entries, strict=True)
        ),
        left_out=document.left_out,
        language=feed.get("language") or None,
        problems=tuple(problems),
        hints=_hints(feed),
    )


def _entry(entry: Entry, texts: Any, base: str) -> RawEntry:
    content = texts.content[0] if "content" in texts else {}
    return RawEntry(
        link=_resolved(entry.links, base),
        guid=entry.guid or None,
        title=_title(texts),
        authors=_authors(entry.authors),
        dates=entry.dates,
        content=content.get("value", ""),
        content_is_html=_is_html(content),
    )


def _title(parsed: Any) -> str | None:
    return one_line(parsed.get("title"), is_html=_is_html(parsed.get("title_detail", {})))


def _is_html(detail: Mapping[str, Any]) -> bool:
    return detail.get("type") in {"text/html", "application/xhtml+xml"}


def _resolved(links: Iterable[str | None], base: str) -> str | None:
    """Return the first of some links that leads to a page, made absolute."""
    for link in filter(None, links):
        try:
            return absolute(base, link)
        except BadUrl:
            continue
    return None


def _authors(told: Iterable[str]) -> tuple[str, ...]:
    lines = [one_line(each, is_html=False) for each in told]
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
    period = _PERIODS.get(feed.get("sy_updateperiod", "").lower())
    if period:
        hints.append(period / (_number(feed.get("sy_updatefrequency")) or 1))
    return tuple(hints)


def _number(text: str | None) -> float | None:
    match = _NUMBER.fullmatch(text or "")
    return float(match[0]) if match else None

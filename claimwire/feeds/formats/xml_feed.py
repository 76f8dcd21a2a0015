"""The XML formats: RSS, Atom, RDF and CDF, read from the parsed document."""

import re
from datetime import timedelta

from lxml import etree

from claimwire.feeds.formats.document import parse_document
from claimwire.feeds.formats.newest import newest
from claimwire.feeds.formats.parsed_feed import MAX_ENTRIES, NotAFeed, ParsedFeed
from claimwire.feeds.formats.vocabulary import local_name, name_of, namespace_of, plain
from claimwire.feeds.formats.xml_entry import Fields, children, entry_dates, read_entry, title
from claimwire.feeds.formats.xml_text import PLAIN, field
from claimwire.feeds.local_dates import DateReader
from claimwire.web.urls import BadUrl, absolute

_ITEMS = frozenset({"item", "entry"})
_HEADS = frozenset({"rss", "rdf:rdf", "rdf", "feed", "channel"})
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "www.w3.org/2005/atom"
_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_ATOM_VERSIONS = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
_RDF_FORMATS = {"purl.org/rss/1.0": "rss10", "my.netscape.com/rdf/simple/0.9": "rss090"}
_RSS_11 = "purl.org/net/rss1.1"
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
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
    """
    root, problems = parse_document(text)
    own = _own_namespace(root)
    items = [element for element in root.iter(etree.Element) if _is_item(element, own)]
    kind = _kind(root, items, own)
    if "xml:base" in text:
        _apply_xml_base(root, own, url)
    is_atom = kind.startswith("atom")
    heads = [children(each, own) for each in [root, *root] if name_of(each, own) in _HEADS]
    base = url if is_atom else _feed_link(heads, url) or url
    usual = PLAIN if is_atom else None
    language = _language(root, heads)
    chosen = _newest(items, own, language)
    return ParsedFeed(
        title=next(filter(None, (title(head, usual) for head in heads)), None),
        format=kind,
        entries=tuple(read_entry(item, own, base, is_atom=is_atom) for item in chosen),
        left_out=len(items) - len(chosen),
        language=language,
        problems=tuple(problems),
        hints=tuple(hint for head in heads for hint in _hints(head)),
    )


def _own_namespace(root: etree._Element) -> str:
    """Return the namespace of the feed's own elements, which in RDF are those in the root."""
    if local_name(root).lower() == "rdf":
        first = next(root.iterchildren(etree.Element), None)
        return plain(root.nsmap.get(None) or "") if first is None else namespace_of(first)
    return namespace_of(root)


def _is_item(element: etree._Element, own: str) -> bool:
    """Return whether an element is an entry.

    In a repaired document, entries can occur anywhere, but those in Atom's ``source`` belong to
    another feed.
    """
    if name_of(element, own) not in _ITEMS:
        return False
    return all(name_of(each, own) != "source" for each in element.iterancestors())


def _newest(items: list[etree._Element], own: str, language: str | None) -> list[etree._Element]:
    if len(items) <= MAX_ENTRIES:
        return items
    reader = DateReader(language)
    dates = [reader.first(entry_dates(item, children(item, own)))[1] for item in items]
    return [items[position] for position in newest(dates, MAX_ENTRIES)]


def _kind(root: etree._Element, items: list[etree._Element], own: str) -> str:
    """Return the format, by the names that feedparser gives to formats."""
    name, version = local_name(root).lower(), (root.get("version") or "").strip()
    if name == "rss":
        return "rss20" if version.startswith("2.") else _RSS_VERSIONS.get(version, "rss")
    if name == "feed":
        return "atom10" if own == _ATOM else _ATOM_VERSIONS.get(version, "atom")
    if name == "entry" and own == _ATOM:
        return "atom10"
    if name == "channel":
        return "rss11" if own == _RSS_11 else "cdf"
    if name == "rdf" and (own in _RDF_FORMATS or items or root.find("{*}channel") is not None):
        return _RDF_FORMATS.get(own, "rss10")
    raise NotAFeed(f"the document's root, {root.tag}, is of no known feed format")


def _feed_link(heads: list[Fields], url: str) -> str | None:
    for head in heads:
        for link in map(field, head.get("link", ())):
            if link:
                return _resolved(url, link)
    return None


def _language(root: etree._Element, heads: list[Fields]) -> str | None:
    named = [
        field(element)
        for head in heads
        for name in ("language", "dc:language")
        for element in head.get(name, ())
    ]
    return next(filter(None, named), None) or root.get(_XML_LANG)


def _hints(head: Fields) -> list[timedelta]:
    """Read ``ttl`` (RSS 2.0) and ``sy:updatePeriod`` with ``sy:updateFrequency`` (RSS 1.0)."""
    hints = []
    ttl = _number(head, "ttl")
    if ttl:
        hints.append(timedelta(minutes=ttl))
    named = [field(each).lower() for each in head.get("sy:updateperiod", ())]
    period = next(filter(None, map(_PERIODS.get, named)), None)
    if period:
        hints.append(period / (_number(head, "sy:updatefrequency") or 1))
    return hints


def _number(head: Fields, name: str) -> float | None:
    found = (_NUMBER.fullmatch(field(each)) for each in head.get(name, ()))
    return next((float(match[0]) for match in found if match), None)


def _apply_xml_base(root: etree._Element, own: str, url: str) -> None:
    """Resolve links that are subject to an ``xml:base`` (RFC 4287, section 2)."""
    bases: list[str | None] = [None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            bases.pop()
            continue
        given = element.get(_XML_BASE)
        base = _resolved(bases[-1] or url, given) if given else bases[-1]
        bases.append(base)
        if base and name_of(element, own) == "link":
            if element.get("href") is not None:
                element.set("href", _resolved(base, element.get("href", "")) or "")
            elif element.text:
                element.text = _resolved(base, element.text)


def _resolved(base: str, link: str) -> str | None:
    try:
        return absolute(base, link)
    except BadUrl:
        return None

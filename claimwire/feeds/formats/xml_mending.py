"""The tree of an XML feed, mended and written anew so that feedparser reads it right.

feedparser has no hook for most faults of feeds, and some of its leniency takes quadratic time. So
what is read later, and nothing else, is written with the names and namespaces that it knows.
"""

import dataclasses
from collections.abc import Iterator

from lxml import etree

from claimwire.feeds.formats.newest import newest
from claimwire.feeds.formats.parsed_feed import MAX_ENTRIES, NotAFeed
from claimwire.feeds.formats.vocabulary import local_name, name_of, namespace_of, plain
from claimwire.feeds.formats.xml_base import apply_xml_base
from claimwire.feeds.formats.xml_entry import (
    Entry,
    Fields,
    children,
    entry_dates,
    read_entry,
    written_title,
)
from claimwire.feeds.formats.xml_text import field, written
from claimwire.feeds.local_dates import DateReader

MAX_ELEMENTS = 40_000
"""Maximum elements that are read: twenty for each of ``MAX_ENTRIES`` entries, twice what entries
have."""

_ITEMS = frozenset({"item", "entry"})
_HEADS = frozenset({"rss", "rdf:rdf", "rdf", "feed", "channel"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "www.w3.org/2005/atom"

# Namespaces by which feedparser tells the format; it tells the others by the attribute "version".
_NAMESPACES = {
    _ATOM: "http://www.w3.org/2005/Atom",
    "my.netscape.com/rdf/simple/0.9": "http://my.netscape.com/rdf/simple/0.9/",
    "purl.org/rss/1.0": "http://purl.org/rss/1.0/",
}
_RSS_11 = "purl.org/net/rss1.1"
_SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"


@dataclasses.dataclass(frozen=True)
class Mended:
    """A feed as feedparser is to read it.

    Attributes:
        data: well-formed XML in UTF-8.
        entries: its entries, with what feedparser is not given.
        format: the format if feedparser does not tell it: a name like those it gives.
        left_out: number of older entries that were left out.
    """

    data: bytes
    entries: tuple[Entry, ...]
    format: str
    left_out: int


def mended(root: etree._Element, url: str) -> Mended:
    """Mend a feed.

    Args:
        root: its root, which is changed.
        url: absolute address of the document.

    Raises:
        NotAFeed: if the root is of no known format, or there are more than ``MAX_ELEMENTS``.
    """
    own = _own_namespace(root)
    apply_xml_base(root, own, url)
    items = [element for element in root.iter(etree.Element) if _is_item(element, own)]
    kind = _format(root, items, own)
    heads = [children(each, own) for each in [root, *root] if name_of(each, own) in _HEADS]
    language = next(filter(None, _texts(heads, "language", "dc:language")), None)
    language = language or root.get(_XML_LANG)
    chosen = _newest(items, own, language)
    name, namespace = local_name(root).lower(), _NAMESPACES.get(own, "")
    name = "feed" if name == "entry" else name
    start = written(
        name,
        "",
        xmlns="" if name in {"rss", "channel"} else namespace,
        version=(root.get("version") or "").strip(),
    ).removesuffix(f"</{name}>")
    head = "".join(_written_head(heads, language))
    entries = tuple(read_entry(item, own) for item in chosen)
    if head.count("</") + sum(each.size for each in entries) > MAX_ELEMENTS:
        raise NotAFeed(f"more than {MAX_ELEMENTS:,} elements")
    inner = head + "".join(each.texts for each in entries)
    if name not in {"feed", "channel"}:
        inner = f"<channel>{inner}</channel>"
    return Mended(f"{start}{inner}</{name}>".encode(), entries, kind, len(items) - len(chosen))


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


def _format(root: etree._Element, items: list[etree._Element], own: str) -> str:
    name = local_name(root).lower()
    if name in {"rss", "feed"}:
        return name
    if name == "channel":
        return "rss11" if own == _RSS_11 else "cdf"
    if name == "entry" and own == _ATOM:
        return "atom10"
    is_rdf = own in _NAMESPACES or items or root.find("{*}channel") is not None
    if name == "rdf" and is_rdf:
        return "rss10"
    raise NotAFeed(f"the document's root, {root.tag}, is of no known feed format")


def _newest(items: list[etree._Element], own: str, language: str | None) -> list[etree._Element]:
    if len(items) <= MAX_ENTRIES:
        return items
    reader = DateReader(language)
    dates = [reader.first(entry_dates(item, children(item, own)))[1] for item in items]
    return [items[position] for position in newest(dates, MAX_ENTRIES)]


def _written_head(heads: list[Fields], language: str | None) -> Iterator[str]:
    """Yield what is read of the feed itself; of several elements the first that says something."""
    yield next(filter(None, map(written_title, heads)), "")
    named = {
        "link": _texts(heads, "link"),
        "language": iter([language or ""]),
        "ttl": _texts(heads, "ttl"),
        "sy:updatePeriod": _texts(heads, "sy:updateperiod"),
        "sy:updateFrequency": _texts(heads, "sy:updatefrequency"),
    }
    for name, texts in named.items():
        text = next(filter(None, texts), "")
        if text:
            prefix = name.partition(":")[0] if ":" in name else ""
            yield written(name, text, **({f"xmlns:{prefix}": _SYNDICATION} if prefix else {}))


def _texts(heads: list[Fields], *names: str) -> Iterator[str]:
    return (field(each) for head in heads for name in names for each in head.get(name, ()))

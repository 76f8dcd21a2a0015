"""Reduction of an XML feed to XML that a feed parser can read in bounded time.

Feed parsers are lenient, and some of their leniency takes quadratic time (a long author name, many
categories, blank lines before the root). So a document is first repaired, stripped of its prolog
with all entity declarations, and reduced to the elements that are read later.
"""

import html
import re
from collections import Counter
from xml.parsers import expat

from lxml import etree

from claimwire.feeds.formats.mend import ILLEGAL, mend
from claimwire.feeds.formats.parsed_feed import MAX_ENTRIES, MAX_FIELD, MAX_SIBLINGS, NotAFeed
from claimwire.web.urls import BadUrl, absolute

MAX_TAGS = 1_000_000
"""Maximum angle brackets in a document; the fullest real feeds (2000 long articles) have fewer."""

MAX_ELEMENTS = 40_000
"""Maximum number of elements after the reduction: twenty for each of ``MAX_ENTRIES`` entries, twice
what entries have. feedparser takes 80 microseconds for each element."""

MAX_PREFIXES = 100
"""Maximum number of namespace prefixes in a document; real feeds declare about ten."""

_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|channel|entry)(?=[\s>/])", re.IGNORECASE
)
_WEB_PAGE = re.compile(r"<html[\s>]|<!doctype\s+html", re.IGNORECASE)
_PREFIX = re.compile(r"""\sxmlns:([^\s=<>"']{1,100})""")
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_ITEMS = frozenset({"item", "entry"})
_CONTAINERS = frozenset({"rss", "rdf", "feed", "channel", "items"})
_CONTENT = frozenset({"abstract", "body", "content", "description", "encoded", "summary"})
_PEOPLE = frozenset({"author", "creator"})
_OF_ITEM = (
    _ITEMS
    | _CONTENT
    | _PEOPLE
    | {"created", "date", "guid", "id", "issued", "link", "modified", "origlink"}
    | {"pubdate", "published", "title", "updated"}
)
_OF_FEED = _ITEMS | _CONTAINERS | {"link", "title", "ttl", "updatefrequency", "updateperiod"}
_ATTRIBUTES = frozenset(
    {"href", "ispermalink", "lastmod", "mode", "rel", "src", "type", "uri", "url", "version"}
    | {_XML_BASE.lower(), "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"}
)

# Vocabularies that use the names above for something else, such as a picture or a podcast.
_FOREIGN = ("http://search.yahoo.com/mrss", "http://www.itunes.com/", "https://podcastindex.org/")

# Prefixes that feeds use without declaring them.
_USUAL_PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def tidy(text: str, url: str) -> tuple[bytes, str, list[str]]:
    """Reduce a document to a well-formed feed.

    Args:
        text: the document.
        url: address of the document, against which ``xml:base`` is resolved.

    Returns:
        The feed as UTF-8 XML, namespace-well-formed; the name of its root element in lower case,
        with a namespace as ``{uri}name``; and the problems of the document.

    Raises:
        NotAFeed: if it contains no feed, or exceeds a limit.
    """
    text = ILLEGAL.sub("", text)
    text = text[_find_root(text) :]
    if text.count("<") > MAX_TAGS or text.count("&") > 2 * MAX_TAGS:
        raise NotAFeed(f"more than {MAX_TAGS:,} tags or entities")
    if len({match[1] for match in _PREFIX.finditer(text)}) > MAX_PREFIXES:
        raise NotAFeed(f"more than {MAX_PREFIXES} namespaces")
    root, problems = _tree(text)
    _mend_names(root)
    problems += _cut(root)
    _apply_xml_base(root, url)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    except expat.ExpatError as error:
        raise NotAFeed(f"XML beyond repair: {error}") from error
    return data, str(root.tag).lower(), problems


def _find_root(text: str) -> int:
    """Return the offset of the root element, after prolog, comments and stray output."""
    position = 0
    while position >= 0:
        comment = text.find("<!--", position)
        end = comment if comment >= 0 else len(text)
        root = _ROOT.search(text, position, end)
        if _WEB_PAGE.search(text, position, root.start() if root else end):
            raise NotAFeed("the document is a web page, not a feed")
        if root:
            return root.start()
        closed = text.find("-->", comment + 4) if comment >= 0 else -1
        position = closed + 3 if closed >= 0 else -1
    if not text.strip():
        raise NotAFeed("the document is empty")
    raise NotAFeed("the document has no element of a feed: rss, rdf:RDF, feed or channel")


def _tree(text: str) -> tuple[etree._Element, list[str]]:
    try:
        return etree.fromstring(text.encode(), _parser(recover=False)), []
    except etree.XMLSyntaxError as error:
        problem = f"malformed XML: {error.msg}"
    root = etree.fromstring(mend(text).encode(), _parser(recover=True))
    if root is None:
        raise NotAFeed(problem)
    return root, [problem]


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _name(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag.rpartition("}")
    return "" if namespace[1:].startswith(_FOREIGN) else name.lower()


def _mend_names(root: etree._Element) -> None:
    """Bind undeclared prefixes to their usual namespace, or none, and remove unread attributes."""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if ":" in tag and not tag.startswith("{"):
            prefix, _, name = tag.partition(":")
            namespace = _USUAL_PREFIXES.get(prefix.lower())
            name = name.replace(":", "_") or "_"
            element.tag = f"{{{namespace}}}{name}" if namespace else f"{prefix}_{name}"
        # Neither lxml's items() nor feedparser takes linear time for many attributes.
        names = element.keys()
        if names:
            kept = {name: element.get(name, "") for name in names if name.lower() in _ATTRIBUTES}
            element.attrib.clear()
            element.attrib.update(kept)


def _cut(root: etree._Element) -> list[str]:
    """Remove all elements that are not read later, and surplus entries; return the problems."""
    items = [element for element in root.iter(etree.Element) if _name(element) in _ITEMS]
    for item in items[MAX_ENTRIES:]:
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)
    around = _ancestors(items[:MAX_ENTRIES])
    todo = [root]
    while todo:
        parent = todo.pop()
        todo += _cut_children(parent, around)
    if sum(1 for _ in root.iter(etree.Element)) > MAX_ELEMENTS:
        raise NotAFeed(f"more than {MAX_ELEMENTS:,} elements")
    if len(items) > MAX_ENTRIES:
        return [f"{len(items):,} entries, of which the first {MAX_ENTRIES:,} are read"]
    return []


def _ancestors(items: list[etree._Element]) -> set[etree._Element]:
    found: set[etree._Element] = set()
    for item in items:
        for ancestor in item.iterancestors():
            if ancestor in found:
                break
            found.add(ancestor)
    return found


def _cut_children(parent: etree._Element, around: set[etree._Element]) -> list[etree._Element]:
    """Remove unread children, shorten fields, and return the children to be cut in turn.

    In a repaired document, entries can occur anywhere, but those in Atom's ``source`` belong to
    another feed.
    """
    names = _OF_ITEM if _name(parent) in _ITEMS else _OF_FEED
    seen: Counter[str] = Counter()
    inner = []
    for child in list(parent):
        name = _name(child)
        seen[name] += 1
        if name != "source" and (name in _ITEMS or name in _CONTAINERS or child in around):
            inner.append(child)
        elif name not in names or seen[name] > MAX_SIBLINGS:
            parent.remove(child)
        elif name in _PEOPLE:
            _shorten_person(child)
        elif name in _CONTENT:
            _flatten(child)
        else:
            _shorten(child)
    return inner


def _flatten(element: etree._Element) -> None:
    """Replace a text element's content by one CDATA section, with its child elements as HTML.

    feedparser collects a text with several calls for every element and every reference in it. XML
    other than XHTML, such as a drawing, keeps its declared type, so that it is skipped later.
    """
    text = element.text or ""
    if len(element):
        kind = element.get("type", "").lower()
        is_xhtml = "xhtml" in kind
        for inner in element.iterdescendants(etree.Element):
            inner.tag = etree.QName(inner).localname
        markup = [etree.tostring(child, encoding="unicode", method="html") for child in element]
        text = "".join([html.escape(text, quote=False) if is_xhtml else text, *markup])
        if is_xhtml or not kind.endswith("xml"):
            element.set("type", "html")
        element[:] = []
    element.text = etree.CDATA(text)


def _shorten(element: etree._Element) -> None:
    """Reduce a field to its text."""
    text = "".join(element.itertext())
    element[:] = []
    element.text = text[:MAX_FIELD]


def _shorten_person(element: etree._Element) -> None:
    """Reduce a person to the name, else the mail address, in Atom's ``name`` element.

    In plain text, feedparser would look for a mail address, and break names beside addresses whose
    top-level domain has more than four letters.
    """
    parts = {_name(child): "".join(child.itertext()) for child in reversed(element)}
    text = (parts.get("name") or parts.get("email") or "".join(element.itertext()))[:MAX_FIELD]
    element[:] = []
    element.text = None
    etree.SubElement(element, "name").text = text


def _apply_xml_base(root: etree._Element, url: str) -> None:
    """Resolve links that are subject to an ``xml:base`` (RFC 4287, section 2)."""
    bases: list[str | None] = [None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            bases.pop()
            continue
        own = element.get(_XML_BASE)
        base = _resolved(bases[-1] or url, own) if own else bases[-1]
        bases.append(base)
        if base and _name(element) == "link":
            if element.get("href") is not None:
                element.set("href", _resolved(base, element.get("href", "")))
            elif element.text:
                element.text = _resolved(base, element.text)
    etree.strip_attributes(root, _XML_BASE)


def _resolved(base: str, link: str) -> str:
    try:
        return absolute(base, link)
    except BadUrl:
        return link

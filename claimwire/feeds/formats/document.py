"""The parser of a feed's XML: repaired where it is malformed, in bounded time."""

import re

from lxml import etree

from claimwire.feeds.formats.internal_entities import replace_entities
from claimwire.feeds.formats.mend import ILLEGAL, mend
from claimwire.feeds.formats.parsed_feed import NotAFeed

MAX_TAGS = 1_000_000
"""Maximum angle brackets in a document; the fullest real feeds (2000 long articles) have fewer."""

MAX_PREFIXES = 100
"""Maximum number of namespace prefixes in a document; real feeds declare about ten."""

_ROOT = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|channel|entry)(?=[\s>/])", re.IGNORECASE
)
# The root element decides what a document is; templates put a page's DOCTYPE above feeds.
_WEB_PAGE = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)
_PREFIX = re.compile(r"""\sxmlns:([^\s=<>"']{1,100})""")


def parse_document(text: str) -> tuple[etree._Element, list[str]]:
    """Parse a document.

    Args:
        text: the document.

    Returns:
        The root element, without comments and processing instructions; and the problems of the
        document, in words for a person.

    Raises:
        NotAFeed: if it contains no feed, or exceeds a limit.
    """
    text = ILLEGAL.sub("", text)
    start = _find_root(text)
    text = replace_entities(text[:start], text[start:])
    if text.count("<") > MAX_TAGS or text.count("&") > 2 * MAX_TAGS:
        raise NotAFeed(f"more than {MAX_TAGS:,} tags or entities")
    if len({match[1] for match in _PREFIX.finditer(text)}) > MAX_PREFIXES:
        raise NotAFeed(f"more than {MAX_PREFIXES} namespaces")
    try:
        return etree.fromstring(text.encode(), _parser(recover=False)), []
    except etree.XMLSyntaxError as error:
        problem = f"malformed XML: {error.msg}"
    root = etree.fromstring(mend(text).encode(), _parser(recover=True))
    if root is None:
        raise NotAFeed(problem)
    return root, [problem]


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

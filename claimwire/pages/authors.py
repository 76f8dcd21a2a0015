"""The authors that a page declares. Imported by the extraction process: no Beam, no schemas."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from claimwire.pages.bylines import read_names
from claimwire.pages.linked_data import Item, LinkedData, text_of
from claimwire.pages.meta import Meta

_META = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "cxenseparse:author",
    "byl",
    "authors",
    "creator",
)

_NAME_PARTS = ("givenName", "additionalName", "familyName")
_ASIDE = frozenset({"aside", "footer", "nav"})
_MOST = 20

_PERSON = re.compile(r"(?:[^\W\d_a-z][^\s\d]*\s+)+[^\s\d]+")
"""A name of two words or more, as a by-line that is not marked as one must have."""

_FILE_NAME = re.compile(r"\S*[/_=]\S*")


def find_authors(
    tree: HtmlElement,
    meta: Meta,
    data: LinkedData,
    articles: Iterable[Item],
    publishers: Iterable[str],
) -> list[str]:
    """Return the names of the article's authors.

    JSON-LD of the page's own article first, then ``meta`` elements, then microdata and links of
    the relation ``author``, then trafilatura's search for a by-line.

    Args:
        tree: the page.
        meta: its ``meta`` elements.
        data: its JSON-LD.
        articles: items of the JSON-LD that describe its article.
        publishers: names of the publication, which are no authors.
    """
    publishers = list(publishers)
    linked = (name for article in articles for name in _linked(data, article))
    return (
        read_names(linked, publishers)
        or read_names(_in_meta(meta), publishers)
        or read_names(_marked(tree), publishers)
        or list(filter(_PERSON.fullmatch, read_names(_guessed(tree), publishers)))
    )


def _linked(data: LinkedData, article: Item) -> Iterator[str]:
    for key in ("author", "creator"):
        names = [name for each in data.resolve(article.get(key)) if (name := _name(each))]
        yield from names
        if names:
            return


def _name(author: Any) -> str:
    if isinstance(author, dict) and not author.get("name"):
        return " ".join(filter(None, (text_of(author.get(part)) for part in _NAME_PARTS)))
    if isinstance(author, dict) and isinstance(author["name"], list):
        return ";".join(map(text_of, author["name"]))
    return text_of(author)


def _in_meta(meta: Meta) -> list[str]:
    for name in _META:
        lines = [line for line in meta.lines(name) if not _FILE_NAME.fullmatch(line)]
        if lines:
            return lines
    return []


def _marked(tree: HtmlElement) -> list[str]:
    """Return the authors in microdata, or else in links of the relation ``author``."""
    marked = _first(tree.iterfind(".//*[@itemprop='author']"))
    links = (link for link in tree.iter("a") if "author" in link.get("rel", "").split())
    return [_own_name(element) for element in marked] or [
        link.text_content() for link in _first(links)
    ]


def _first(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return the first elements that are neither of a comment nor beside the article."""
    few = itertools.islice(elements, _MOST)
    return [element for element in few if not _is_aside(element)]


def _own_name(author: HtmlElement) -> str:
    name = author.find(".//*[@itemprop='name']")
    element = author if name is None else name
    return str(element.get("content") or element.text_content())


def _is_aside(element: HtmlElement) -> bool:
    """Return whether an element is of a comment or of what stands around the article."""
    for outer in element.iterancestors():
        names = f"{outer.get('class', '')} {outer.get('id', '')} {outer.get('itemprop', '')}"
        if outer.tag in _ASIDE or "comment" in names.lower():
            return True
    return False


def _guessed(tree: HtmlElement) -> list[str]:
    return (extract_author(tree) or "").split(";")

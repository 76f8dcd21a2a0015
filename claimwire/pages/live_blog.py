"""Live blogs: pages that publish dated parts one after the other.

Imported by the extraction process: no Beam, no schemas.
"""

import itertools
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin

from lxml.html import HtmlElement

from claimwire.pages.bylines import read_names
from claimwire.pages.declared_text import paragraphs
from claimwire.pages.extracted import Part
from claimwire.pages.linked_data import LIVE_BLOG, Item, LinkedData, text_of, types
from claimwire.pages.plain_text import clean_text, plain_line, word_count
from claimwire.pages.side_lines import is_side_line

_MOST_PARTS = 500
"""Parts that are read. A live blog of several days has some hundred."""

_MOST_PARAGRAPHS = 100

_SHORTEST = 10
"""In words. A shorter part is a headline or a caption."""


def is_live_blog(articles: Iterable[Item]) -> bool:
    """Return whether a page declares its article as a live blog."""
    return any(LIVE_BLOG in types(article) for article in articles)


def live_parts(
    tree: HtmlElement, data: LinkedData, articles: Iterable[Item], url: str
) -> tuple[Part, ...]:
    """Return the parts of a live blog that have a text; none if there are fewer than two.

    The text of a part stands in JSON-LD, or on the page at the part's anchor.

    Args:
        tree: the page.
        data: its JSON-LD.
        articles: items that describe its article.
        url: its address, against which those of the parts are resolved.
    """
    found: dict[str, Part] = {}
    for article in articles:
        for update in data.resolve(article.get("liveBlogUpdate"))[:_MOST_PARTS]:
            if isinstance(update, dict) and (part := _part(tree, data, update, url)):
                found.setdefault(part.url, part)
    return tuple(found.values()) if len(found) > 1 else ()


def _part(tree: HtmlElement, data: LinkedData, update: Item, url: str) -> Part | None:
    published = text_of(update.get("datePublished"))
    address = _address(update, url)
    if not published or not address:
        return None
    body = update.get("articleBody") or update.get("text")
    text = paragraphs(body) if isinstance(body, str) else _text_at(tree, address)
    if word_count(text) < _SHORTEST:
        return None
    authors = [text_of(author) for author in data.resolve(update.get("author"))]
    title = text_of(update.get("headline")) or None
    return Part(address, title, text, published, tuple(read_names(authors)))


def _text_at(tree: HtmlElement, address: str) -> str:
    """Return the paragraphs of the element at an anchor; "" if there is none."""
    anchor = urldefrag(address).fragment
    element = tree.get_element_by_id(anchor, None) if anchor else None
    if element is None:
        return ""
    found = (paragraph.text_content() for paragraph in element.iter("p"))
    lines = (plain_line(each) for each in itertools.islice(found, _MOST_PARAGRAPHS))
    return clean_text("\n".join(line for line in lines if not is_side_line(line)))


def _address(update: Item, url: str) -> str | None:
    """Return the address of a part, with its anchor, if it is another one than the page's."""
    for key in ("url", "@id", "mainEntityOfPage"):
        value = update.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip():
            try:
                address = urljoin(url, value.strip())
            except ValueError:
                continue
            if urldefrag(address).fragment or address != url:
                return address
    return None

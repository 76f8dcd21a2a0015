"""Extraction of an article's text. Imported by the extraction process: no Beam, no schemas."""

from collections import Counter
from collections.abc import Iterable
from copy import copy

from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from claimwire.pages.plain_text import (
    LONG_PARAGRAPH,
    clean_text,
    prose_share,
    rough_word_count,
    word_count,
)

_WHOLE = 0.8
"""Minimum share of a page's prose in an ``article`` element that holds the page's article. The rest
is captions, teasers and notices; on a page of several articles, none has so much."""

_COVERED = 0.5
"""Minimum share of the prose in that element that its text has; else the body is in pieces."""

_LITTLE = 100
"""In words; a shorter text may be a teaser or a notice beside the article."""

_PIECES = 0.5
"""Minimum share of prose; a text with less looks more like menus and lists than an article."""

_LINK = 4
_LINK_SHARE = 0.9
"""A paragraph or item of so many words, of which links have this share, leads to another page."""


def article_text(tree: HtmlElement) -> str:
    """Extract the article's text from a page.

    trafilatura's full mode runs two other extractors too and takes half as long again. So it is
    used only for pages in which the fast mode finds little, or fragments.

    Args:
        tree: the page; it is not changed.

    Returns:
        Paragraphs separated by single newlines; "" if there is no article.
    """
    if text := certain_text(tree):
        return text
    page = copy(tree)
    _drop_links(page)
    return extracted_text(page, fast=False)


def certain_text(tree: HtmlElement) -> str:
    """Extract the text in fast mode; return "" if the result may not be the article.

    If one ``article`` element holds nearly all of the page's prose, only that element is read.

    Args:
        tree: the page; it is not changed.
    """
    article, prose = _article_alone(tree)
    page = copy(tree) if article is None else _page_of([article])
    _drop_links(page)
    text = extracted_text(page, fast=True)
    if article is not None and word_count(text) < _COVERED * prose:
        parts = (part for piece in _pieces_of_body(page, text) for part in piece)
        pieces = extracted_text(_page_of(parts), fast=True)
        text = max(text, pieces, extracted_text(page, fast=False), key=word_count)
    is_certain = word_count(text) >= _LITTLE and prose_share(text) >= _PIECES
    return text if is_certain else ""


def extracted_text(tree: HtmlElement, *, fast: bool) -> str:
    """Extract the text from a page in one of trafilatura's two modes."""
    document = bare_extraction(
        tree,
        fast=fast,
        include_comments=False,
        # Rows of data are not sentences, and a page laid out with tables would become one table.
        include_tables=False,
    )
    return clean_text(document.text or "") if isinstance(document, Document) else ""


def _drop_links(page: HtmlElement) -> None:
    """Remove paragraphs and items that are nothing but a link to another page."""
    for element in list(page.iter("p", "li")):
        links = element.findall(".//a")
        if not links:
            continue
        text = element.text_content()
        in_links = sum(_length(link.text_content()) for link in links)
        words = rough_word_count(text)
        if _LINK <= words < LONG_PARAGRAPH and in_links >= _LINK_SHARE * _length(text):
            element.drop_tree()


def _length(text: str) -> int:
    return len("".join(text.split()))


def _article_alone(page: HtmlElement) -> tuple[HtmlElement | None, int]:
    """Return a page's only article, or None if there is no such one, and the words of its prose."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in page.iter("p"):
        words = rough_word_count(paragraph.text_content())
        if words >= LONG_PARAGRAPH:
            total += words
            held.update(dict.fromkeys(paragraph.iterancestors("article"), words))
    # In document order, so that the outermost of nested articles comes first.
    whole = [each for each in page.iter("article") if held[each] > _WHOLE * total]
    return (whole[0], held[whole[0]]) if whole else (None, total)


def _pieces_of_body(article: HtmlElement, text: str) -> list[HtmlElement]:
    """Return the parts of an article that are of the same kind as the one with most of a text.

    Some pages cut the body into several elements of one class, between which advertisements stand.
    """
    found: Counter[HtmlElement] = Counter()
    lines = set(text.split("\n"))
    for paragraph in article.iter("p"):
        outer = paragraph.getparent()
        if outer is not None and clean_text(paragraph.text_content()) in lines:
            found[outer] += 1
    if not found:
        return []
    [(body, _)] = found.most_common(1)
    kind = body.get("class")
    return [each for each in article.iter(body.tag) if kind and each.get("class") == kind]


def _page_of(elements: Iterable[HtmlElement]) -> HtmlElement:
    page = document_fromstring("<html><body><article></article></body></html>")
    for element in map(copy, elements):
        element.tail = None
        page.body[0].append(element)
    return page

"""Extraction of an article's text. Imported by the extraction process: no Beam, no schemas."""

from collections import Counter
from copy import deepcopy

from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from claimwire.pages.plain_text import LONG_PARAGRAPH, clean_text, prose_share, word_count

_WHOLE = 0.8
"""Minimum share of a page's prose in an ``article`` element that holds the page's article. The rest
is captions, teasers and notices; on a page of several articles, none has so much."""

_LITTLE = 100
"""In words; a shorter text may be a teaser or a notice beside the article."""

_PIECES = 0.5
"""Minimum share of prose; a text with less looks more like menus and lists than an article."""


def article_text(tree: HtmlElement) -> str:
    """Extract the article's text from a page.

    trafilatura's full mode runs two other extractors too and takes half as long again. So it is
    used only for pages in which the fast mode finds little, or fragments.

    Args:
        tree: the page; it is not changed.

    Returns:
        Paragraphs separated by single newlines; "" if there is no article.
    """
    return certain_text(tree) or extracted_text(tree, fast=False)


def certain_text(tree: HtmlElement) -> str:
    """Extract the text in fast mode; return "" if the result may not be the article.

    If one ``article`` element holds nearly all of the page's prose, only that element is read.
    """
    text = extracted_text(_article_alone(tree), fast=True)
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


def _article_alone(tree: HtmlElement) -> HtmlElement:
    """Return a page reduced to its only article, or the page itself if there is no such one."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in tree.iter("p"):
        words = len(paragraph.text_content().split())
        if words >= LONG_PARAGRAPH:
            total += words
            held.update(dict.fromkeys(paragraph.iterancestors("article"), words))
    # In document order, so that the outermost of nested articles comes first.
    whole = [each for each in tree.iter("article") if held[each] > _WHOLE * total]
    if not whole:
        return tree
    page = document_fromstring("<html><body></body></html>")
    page.body.append(deepcopy(whole[0]))
    return page

"""The text of a page's article. Imported by the extraction process: no Beam, no schemas."""

from collections import Counter
from copy import deepcopy

from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from claimwire.pages.plain_text import LONG_PARAGRAPH, clean_text, prose_share, word_count

_WHOLE = 0.8
"""Share of a page's prose from which an ``article`` element holds the page's article; in the rest
are captions, teasers and notices, and a page of several articles has none with so much."""

_LITTLE = 100
"""Words. A shorter text may be the teaser or the notice beside what was to be found."""

_PIECES = 0.5
"""Share of prose below which a text looks more like menus and lists than like an article."""


def article_text(tree: HtmlElement) -> str:
    """Take the text out of a page.

    trafilatura's full mode asks two other extractors too and takes half as long again, so it is
    kept for pages of which the fast one finds little, or pieces.

    Args:
        tree: the page; it is left as it is.

    Returns:
        Paragraphs separated by single newlines; "" if there is no article.
    """
    return certain_text(tree) or extracted_text(tree, fast=False)


def certain_text(tree: HtmlElement) -> str:
    """Take the text out of a page the fast way; "" if what comes out may not be the article.

    Where one ``article`` element holds nearly all of the page's prose, only that is looked at.
    """
    text = extracted_text(_article_alone(tree), fast=True)
    is_certain = word_count(text) >= _LITTLE and prose_share(text) >= _PIECES
    return text if is_certain else ""


def extracted_text(tree: HtmlElement, *, fast: bool) -> str:
    """Take the text out of a page in one of trafilatura's two modes."""
    document = bare_extraction(
        tree,
        fast=fast,
        include_comments=False,
        # Rows of data are no sentences, and a page laid out in tables would come out as one.
        include_tables=False,
    )
    return clean_text(document.text or "") if isinstance(document, Document) else ""


def _article_alone(tree: HtmlElement) -> HtmlElement:
    """Answer a page of nothing but the one article of a page, or else the page."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in tree.iter("p"):
        words = len(paragraph.text_content().split())
        if words >= LONG_PARAGRAPH:
            total += words
            held.update(dict.fromkeys(paragraph.iterancestors("article"), words))
    # In the order of the page, so that of articles within one another it is the outermost.
    whole = [each for each in tree.iter("article") if held[each] > _WHOLE * total]
    if not whole:
        return tree
    page = document_fromstring("<html><body></body></html>")
    page.body.append(deepcopy(whole[0]))
    return page

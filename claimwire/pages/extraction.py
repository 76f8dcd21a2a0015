"""Extraction of a page's article. Imported by the extraction process: no Beam, no schemas."""

import re
from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement, tostring
from trafilatura.utils import load_html

from claimwire.pages.article_text import article_text
from claimwire.pages.authors import find_authors
from claimwire.pages.charset import decode
from claimwire.pages.declared_text import fuller_text
from claimwire.pages.extracted import Extracted, ExtractionFailed
from claimwire.pages.linked_data import LinkedData
from claimwire.pages.live_blog import is_live_blog, live_parts
from claimwire.pages.meta import Meta
from claimwire.pages.notices import FEW_WORDS, LONGEST_NOTICE, Notice, find_notice
from claimwire.pages.page_dates import rank_dates
from claimwire.pages.page_metadata import (
    LinkDensity,
    canonical_links,
    declared_language,
    find_publishers,
    is_declared_article,
    link_density,
)
from claimwire.pages.page_title import find_headings, find_title, headlines
from claimwire.pages.paywall import is_paywalled
from claimwire.pages.plain_text import word_count
from claimwire.pages.standfirst import find_standfirst
from claimwire.pages.tidy_text import tidy_text
from claimwire.pages.visible_text import visible_text
from claimwire.printable import clean_line

_FRAGMENT = re.compile(r"\s*<(?:article|div|h1|main|p|section)[\s>]", re.IGNORECASE)
_DAY_IN_URL = re.compile(r"(?<=[/_-])((?:19|20)\d\d)[/_-](\d\d?)[/_-](\d\d?)(?!\d)")


def extract(body: bytes, *, url: str, content_type: str | None, latest: date) -> Extracted:
    """Extract the article of a page.

    Args:
        body: the decompressed body.
        url: address of the page, against which relative links are resolved.
        content_type: header value, or None.
        latest: dates after this day are ignored.

    Raises:
        ExtractionFailed: if the libraries fail on the page. Endless loops and crashes of C code
            cannot be caught here; see ``worker.ExtractionWorker``.
    """
    try:
        tree = _parse(decode(body, content_type))
        return Extracted() if tree is None else _from_tree(tree, url, latest)
    except Exception as error:
        raise ExtractionFailed(f"{type(error).__name__}: {error}"[:300]) from error


def _parse(text: str) -> HtmlElement | None:
    # trafilatura refuses a part of a page, as somebody may have saved it.
    return load_html(f"<html><body>{text}</body></html>" if _FRAGMENT.match(text) else text)


def _from_tree(tree: HtmlElement, url: str, latest: date) -> Extracted:
    meta, data = Meta(tree), LinkedData(tree)
    links = canonical_links(tree, meta, url)
    headings = find_headings(tree, meta)
    articles = data.articles([url, *links], headings)
    publishers = find_publishers(meta, data, articles, url)
    declared_article = is_declared_article(meta, data)
    # Measuring takes long, and the result is not used for a page that is declared an article.
    density = LinkDensity(0, 0.0) if declared_article else link_density(tree)
    title = find_title(tree, meta, articles, headings, publishers)
    authors = find_authors(tree, meta, data, articles, publishers)
    shown = article_text(tree)
    text = fuller_text(shown, articles)
    titles = [*headings, *headlines(articles)]
    text = tidy_text(text, title, titles, authors)
    standfirst = find_standfirst(text, tree, meta, articles, headings=titles, authors=authors)
    return Extracted(
        text=f"{standfirst}\n{text}" if standfirst else text,
        standfirst=standfirst,
        title=title,
        site_name=next(iter(publishers), None),
        authors=tuple(authors),
        published=rank_dates(
            tree,
            meta,
            articles,
            found=_found_date(tree, url, latest),
            in_url=_url_date(url, latest),
        ),
        canonical_links=tuple(map(clean_line, links)),
        language=declared_language(tree, meta, articles),
        declared_article=declared_article,
        paywalled=is_paywalled(shown, meta, data, articles),
        live_blog=is_live_blog(articles),
        parts=live_parts(tree, data, articles, url),
        notice=_notice(tree, headings, text, is_declared=declared_article),
        links=density.links,
        link_share=density.share,
    )


def _notice(
    tree: HtmlElement, headings: list[str], text: str, *, is_declared: bool
) -> Notice | None:
    # A notice may come with the metadata of its article, but it is short then.
    if word_count(text) > (LONGEST_NOTICE // 2 if is_declared else LONGEST_NOTICE):
        return None
    titles = [title.text_content() for title in tree.iter("title")]
    visible = visible_text(tree)
    # Searching the mark-up takes as long as writing it; a bot check has hardly any words.
    markup = tostring(tree, encoding="unicode") if word_count(visible) <= FEW_WORDS else ""
    return find_notice([*titles[:1], *headings], text, visible, markup)


def _found_date(tree: HtmlElement, url: str, latest: date) -> str | None:
    # By default, htmldate takes today from the machine's clock. Its extensive search guesses
    # from any text on the page; a wrong date is worse than none.
    return find_date(
        tree,
        url=url,
        original_date=True,
        extensive_search=False,
        deferred_url_extractor=True,
        max_date=latest.isoformat(),
    )


def _url_date(url: str, latest: date) -> str | None:
    """Return the date in the address in the order year, month, day, or None."""
    for match in _DAY_IN_URL.finditer(url):
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            continue
        if day <= latest:
            return day.isoformat()
    return None

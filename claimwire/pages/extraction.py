"""Extraction of a page's article. Imported by the extraction process: no Beam, no schemas."""

import re
from datetime import date

from lxml.html import HtmlElement
from trafilatura import extract_metadata
from trafilatura.utils import load_html

from claimwire.pages.article_text import article_text
from claimwire.pages.charset import decode
from claimwire.pages.extracted import Extracted, ExtractionFailed
from claimwire.pages.page_metadata import (
    LinkDensity,
    canonical_links,
    declared_language,
    is_declared_article,
    link_density,
    published_raw,
)
from claimwire.printable import clean_line

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
        tree = load_html(decode(body, content_type))
        return Extracted() if tree is None else _from_tree(tree, url, latest)
    except Exception as error:
        raise ExtractionFailed(f"{type(error).__name__}: {error}"[:300]) from error


def _from_tree(tree: HtmlElement, url: str, latest: date) -> Extracted:
    document = extract_metadata(
        tree,
        default_url=url,
        # By default, htmldate takes today from the machine's clock. Its extensive search guesses
        # from any text on the page; a wrong date is worse than none.
        date_config={
            "original_date": True,
            "extensive_search": False,
            "deferred_url_extractor": True,
            "max_date": latest.isoformat(),
        },
    )
    declared_article = is_declared_article(tree)
    # Measuring takes long, and the result is not used for a page that is declared an article.
    density = LinkDensity(0, 0.0) if declared_article else link_density(tree)
    return Extracted(
        text=article_text(tree),
        title=_line(document.title),
        site_name=_line(document.sitename),
        authors=_authors(document.author),
        published=_published(published_raw(tree), document.date, _url_date(url, latest)),
        canonical_links=tuple(map(clean_line, canonical_links(tree, url))),
        language=declared_language(tree),
        declared_article=declared_article,
        links=density.links,
        link_share=density.share,
    )


def _line(text: str | None) -> str | None:
    return clean_line(text or "") or None


def _authors(joined: str | None) -> tuple[str, ...]:
    """Split the names that trafilatura joins with semicolons."""
    names = map(clean_line, (joined or "").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _published(
    structured: str | None, found: str | None, in_url: str | None
) -> tuple[tuple[str, str], ...]:
    """Rank the dates: those with a time of day first, then htmldate's, then the address's."""
    ranked = [
        (_line(structured), "page"),
        # htmldate also reads the address, without saying so.
        (found, "url" if found == in_url else "page"),
        (in_url, "url"),
    ]
    return tuple(dict.fromkeys((raw, source) for raw, source in ranked if raw))


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

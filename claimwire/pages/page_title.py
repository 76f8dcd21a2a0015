"""The headline of the article that a page declares.

Imported by the extraction process: no Beam, no schemas.
"""

from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement
from trafilatura.metadata import extract_title

from claimwire.pages.headline import cut_headline, cut_publisher
from claimwire.pages.linked_data import Item, text_of
from claimwire.pages.meta import Meta
from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import plain_line

_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
_HEADINGS = 10
_LONGEST_HEADING = 500


def find_headings(tree: HtmlElement, meta: Meta) -> list[str]:
    """Return the headlines that stand on a page or in its metadata, without those of JSON-LD."""
    headings = [
        plain_line(heading.text_content()[:_LONGEST_HEADING])
        for _, heading in zip(range(_HEADINGS), tree.iter("h1"), strict=False)
    ]
    return list(dict.fromkeys(filter(None, (*headings, *meta.lines(*_META)))))


def find_title(
    tree: HtmlElement,
    meta: Meta,
    articles: Iterable[Item],
    headings: Iterable[str],
    publishers: Sequence[str],
) -> str | None:
    """Return the headline of the page's article, without the publisher's name.

    Args:
        tree: the page.
        meta: its ``meta`` elements.
        articles: items of its JSON-LD that describe its article.
        headings: the headlines that stand on the page.
        publishers: names of the publication.
    """
    declared = headlines(articles)
    names = set(map(normalised, publishers))
    candidates = (*meta.lines(*_META), *declared)
    title = next((each for each in candidates if normalised(each) not in names), None)
    title = title or extract_title(tree) or ""
    declared += [each for each in headings if normalised(each) not in names]
    headline = cut_headline(plain_line(title), declared)
    return cut_publisher(headline, publishers) or headline or None


def headlines(articles: Iterable[Item]) -> list[str]:
    """Return the headlines in items of JSON-LD."""
    found = (text_of(article.get(key)) for article in articles for key in ("headline", "name"))
    return list(dict.fromkeys(filter(None, found)))

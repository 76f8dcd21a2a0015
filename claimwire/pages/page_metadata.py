"""A page's metadata. Imported by the extraction process: no Beam, no schemas."""

import dataclasses
import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from claimwire.pages.linked_data import Item, LinkedData, is_article, text_of, types
from claimwire.pages.meta import Meta

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_]|\s*$)", re.IGNORECASE)
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "head", "title"})
_PUBLISHER_TYPES = frozenset({"newsmediaorganization", "organization", "website"})


@dataclasses.dataclass(frozen=True)
class LinkDensity:
    """The amount of links in a page.

    Attributes:
        links: number of links that contain words.
        share: share of the page's words in links, from 0 to 1.
    """

    links: int
    share: float


def canonical_links(tree: HtmlElement, meta: Meta, url: str) -> list[str]:
    """Return the canonical addresses that the page declares.

    They are in ``rel=canonical`` (RFC 6596) and ``og:url``.
    """
    links = [
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    ]
    found = []
    for link in filter(None, map(str.strip, (*links, *meta.raw("og:url")))):
        try:
            found.append(urljoin(url, link))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def declared_language(tree: HtmlElement, meta: Meta, articles: Iterable[Item] = ()) -> str | None:
    """Return the language that the page declares, as a lower-case ISO 639 code, or None.

    JSON-LD of the article first, since the page's own attribute may be that of its template.
    """
    linked = (text_of(article.get("inLanguage")) for article in articles)
    own = tree.get("lang") or tree.get("xml:lang") or ""
    for value in (*linked, own, *meta.raw("content-language", "og:locale")):
        if match := _LANGUAGE.match(value):
            return match[1].lower()
    return None


def is_declared_article(meta: Meta, data: LinkedData) -> bool:
    """Return whether the page is declared one article, by Open Graph or JSON-LD."""
    if any(kind.strip().lower() == "article" for kind in meta.raw("og:type")):
        return True
    return any(map(is_article, data.standing_alone()))


def find_publishers(meta: Meta, data: LinkedData, articles: Iterable[Item], url: str) -> list[str]:
    """Return the names of the publication, the best first, with parts of its host's name."""
    names = [*meta.lines("og:site_name")]
    for article in articles:
        names += map(text_of, data.resolve(article.get("publisher")))
    names += meta.lines("application-name")
    for item in data.standing_alone():
        if not _PUBLISHER_TYPES.isdisjoint(types(item)):
            names.append(text_of(item.get("name")))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return list(dict.fromkeys(filter(None, [*names, host, *host.split(".")[:-1]])))


def link_density(tree: HtmlElement) -> LinkDensity:
    """Measure how much of the page's visible text is links."""
    words = sum(
        len((element.text or "").split())
        for element in tree.iter()
        if isinstance(element.tag, str) and element.tag not in _NO_TEXT
    )
    words += sum(len((element.tail or "").split()) for element in tree.iter())
    in_links = [len(link.text_content().split()) for link in tree.iter("a")]
    return LinkDensity(
        links=sum(1 for each in in_links if each),
        share=round(min(1.0, sum(in_links) / max(1, words)), 4),
    )

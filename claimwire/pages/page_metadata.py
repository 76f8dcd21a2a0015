"""A page's metadata. Imported by the extraction process: no Beam, no schemas."""

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?:[-_]|\s*$)", re.IGNORECASE)
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "head", "title"})

# https://schema.org/Article and its subtypes that publishers of news use.
_ARTICLE_TYPES = (
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "SocialMediaPosting",
)


@dataclasses.dataclass(frozen=True)
class LinkDensity:
    """The amount of links in a page.

    Attributes:
        links: number of links that contain words.
        share: share of the page's words in links, from 0 to 1.
    """

    links: int
    share: float


def canonical_links(tree: HtmlElement, url: str) -> list[str]:
    """Return the canonical addresses that the page declares.

    They are in ``rel=canonical`` (RFC 6596) and ``og:url``.
    """
    links = [
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    ]
    links += _meta(tree, "og:url")
    found = []
    for link in filter(None, map(str.strip, links)):
        try:
            found.append(urljoin(url, link))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def declared_language(tree: HtmlElement) -> str | None:
    """Return the language that the page declares, as a lower-case ISO 639 code, or None."""
    declared = [tree.get("lang") or tree.get("xml:lang") or ""]
    declared += _meta(tree, "content-language") + _meta(tree, "og:locale")
    for value in declared:
        if match := _LANGUAGE.match(value):
            return match[1].lower()
    return None


def is_declared_article(tree: HtmlElement) -> bool:
    """Return whether the page is declared one article, by Open Graph or JSON-LD."""
    if any(kind.strip().lower() == "article" for kind in _meta(tree, "og:type")):
        return True
    return any(_is_article(item) for item in _linked_data(tree))


def published_raw(tree: HtmlElement) -> str | None:
    """Return the article's date and time as written in the page's structured data, or None.

    JSON-LD ``datePublished`` of an article first, then ``article:published_time`` of Open Graph,
    then microdata. Text on the page is not searched.
    """
    candidates = [item.get("datePublished") for item in _linked_data(tree) if _is_article(item)]
    candidates += _meta(tree, "article:published_time") + _meta(tree, "article:published")
    for element in tree.xpath("//*[@itemprop='datePublished'][@content or @datetime]"):
        candidates.append(element.get("content") or element.get("datetime"))
    return next((each for each in candidates if isinstance(each, str) and each.strip()), None)


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


def _meta(tree: HtmlElement, name: str) -> list[str]:
    """Return the contents of the ``meta`` elements with a name, in document order."""
    return [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if name in {meta.get(key, "").strip().lower() for key in ("property", "name", "http-equiv")}
    ]


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the top-level items of the page's JSON-LD, with graphs flattened."""
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                inner = graph if isinstance(graph, list) else [graph]
                yield from (each for each in inner if isinstance(each, dict))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and kind.rsplit("/", 1)[-1].endswith(_ARTICLE_TYPES)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )

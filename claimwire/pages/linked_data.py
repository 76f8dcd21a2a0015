"""A page's JSON-LD. Imported by the extraction process: no Beam, no schemas."""

import contextlib
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import plain_line

Item = dict[str, Any]

_SCRIPTS = 200
_CHARACTERS = 4_000_000
_ITEMS = 5_000
"""Limits for one page. Publishers' pages have some ten scripts with some hundred items; the largest
carry the text of a live blog."""

_LONGEST_TEXT = 5_000
"""In code points, of a headline, name or description."""

# https://schema.org/Article and its subtypes that publishers of news use.
_ARTICLE_TYPES = ("article", "blogposting", "report", "socialmediaposting")
LIVE_BLOG = "liveblogposting"

_OWN = frozenset({"@graph", "mainEntity", "mainEntityOfPage"})
"""Properties that lead to what the page is about; others lead to related articles too."""

_INNER = frozenset({"comment", "liveBlogUpdate"})
"""Properties that lead to parts of an article, which have its address but not its headline."""

_WRAPPING = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|\]\]>)[\s*/]*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


class LinkedData:
    """The items of a page's JSON-LD, with the one that describes the page's article.

    The number of scripts, characters and items that are read is bounded; whatever is not JSON is
    ignored.

    Args:
        tree: the page.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.items: list[Item] = []
        self._own: list[bool] = []
        for item, own in _items(_documents(tree)):
            self.items.append(item)
            self._own.append(own)
        self._by_id: dict[str, Item] = {}
        for item in self.items:
            if isinstance(item.get("@id"), str) and len(item) > 1:
                self._by_id.setdefault(item["@id"], item)

    def articles(self, addresses: Iterable[str], headings: Iterable[str]) -> list[Item]:
        """Return the items that describe the page's own article, most trusted first.

        A page also describes articles that it links to. Its own are those with its address, or
        else those with its headline, or else those that stand on their own.

        Args:
            addresses: addresses of the page.
            headings: headlines that stand on the page.
        """
        places = {key for address in addresses if (key := _place(address))}
        headlines = {normalised(heading) for heading in headings} - {""}
        ranked: list[tuple[int, Item]] = []
        for item, own in zip(self.items, self._own, strict=True):
            if is_article(item):
                has_place = not places.isdisjoint(map(_place, _addresses(item)))
                has_headline = normalised(text_of(item.get("headline"))) in headlines
                ranked.append((4 * has_place + 2 * has_headline + own, item))
        best = max((rank for rank, _ in ranked), default=0)
        return [item for rank, item in ranked if rank == best > 0]

    def standing_alone(self) -> Iterator[Item]:
        """Yield the items that are not part of another one, except what a page is about."""
        return (item for item, own in zip(self.items, self._own, strict=True) if own)

    def resolve(self, value: Any) -> list[Any]:
        """Return the values of a property as a list, each reference replaced by its item."""
        values = value if isinstance(value, list) else [value]
        return [self._resolved(each) for each in values[:_ITEMS] if each is not None]

    def _resolved(self, value: Any) -> Any:
        is_reference = isinstance(value, dict) and isinstance(value.get("@id"), str)
        if is_reference and "name" not in value:
            return self._by_id.get(value["@id"], value)
        return value


def is_article(item: Item) -> bool:
    """Return whether an item is of the type ``Article`` or one below it."""
    return any(kind.endswith(_ARTICLE_TYPES) for kind in types(item))


def types(item: Item) -> list[str]:
    """Return the types of an item in lower case, without the vocabulary's address."""
    kinds = item.get("@type")
    return [
        kind.strip().rsplit("/", 1)[-1].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    ]


def text_of(value: Any) -> str:
    """Return the first text of a property as one line, without markup; "" if there is none."""
    for _ in range(4):
        if isinstance(value, list):
            value = next((each for each in value if each), None)
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name")
    return plain_line(value[:_LONGEST_TEXT]) if isinstance(value, str) else ""


def _documents(tree: HtmlElement) -> Iterator[Any]:
    left, scripts = _CHARACTERS, 0
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        text, scripts = script.text or "", scripts + 1
        left -= len(text)
        if left < 0 or scripts > _SCRIPTS:
            return
        with contextlib.suppress(ValueError, RecursionError):
            yield _parse(text)


def _parse(text: str) -> Any:
    """Parse JSON as publishers write it: in comments, with line breaks, with trailing commas."""
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub("", text), strict=False)


def _items(documents: Iterable[Any]) -> Iterator[tuple[Item, bool]]:
    """Yield items, outer ones first, and whether each stands on its own."""
    waiting = deque((document, True) for document in documents)
    left = _ITEMS
    while waiting and left:
        value, own = waiting.popleft()
        left -= 1
        if isinstance(value, dict):
            yield value, own
            inner = (
                (each, own and key in _OWN) for key, each in value.items() if key not in _INNER
            )
            waiting.extend(pair for pair in inner if isinstance(pair[0], dict | list))
        elif isinstance(value, list):
            waiting.extend((each, own) for each in value[:left] if isinstance(each, dict | list))


def _addresses(item: Item) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _place(address: str) -> tuple[str, str] | None:
    """Return host and path, by which addresses are compared.

    None for a front page, and for an address with an anchor, which is that of a part of a page.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    return (host, path) if host and path and not parts.fragment else None

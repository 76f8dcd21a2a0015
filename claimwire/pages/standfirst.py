"""The standfirst: the sentence or two between the headline and the text of an article.

Imported by the extraction process: no Beam, no schemas.
"""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml.html import HtmlElement

from claimwire.pages.linked_data import Item, text_of
from claimwire.pages.meta import Meta
from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import is_unspaced, plain_line
from claimwire.pages.tidy_text import is_byline_or_date

_DATA = Path(__file__).with_name("standfirst.toml")

_SHORTEST, _LONGEST = 20, 800
"""In code points."""

_BEGINNING = 60
"""In code points. Descriptions are cut short, so that a longer beginning may not be there."""

_BLOCKS = ("p", "h2", "h3", "h4", "div", "span", "strong", "em", "blockquote")
_AROUND = frozenset({"a", "aside", "figure", "footer", "form", "li", "nav", "td"})
_OUTER = frozenset({"h1", "script", "style", "time", *_BLOCKS} - {"span", "strong", "em"})
"""A block with one of these inside is more than a standfirst."""

_PICTURE = re.compile(r"caption|credit|photo|figure|gallery|media", re.IGNORECASE)
"""Classes of what stands below a picture."""

_CLOCK = re.compile(r"\d[:.h]\d\d")
"""A time of day, which a line with by-line and date has."""

_NEAR = 3
"""In elements outwards."""

_MOST_PARTS = 8
_MOST_BLOCKS = 500


def find_standfirst(
    text: str,
    tree: HtmlElement,
    meta: Meta,
    articles: Iterable[Item],
    *,
    headings: Iterable[str],
    authors: Iterable[str],
) -> str | None:
    """Return the standfirst of an article, or None if there is none or its text has it.

    The standfirst is a block between the headline and the first paragraph of the text. It says what
    the page declares as the article's description, or its class is one of standfirsts, or it stands
    right below the headline.

    Args:
        text: paragraphs separated by single newlines.
        tree: the page.
        meta: its ``meta`` elements.
        articles: items of its JSON-LD that describe its article.
        headings: headlines of the page, which are no standfirst.
        authors: names; a by-line is no standfirst.
    """
    if not text:
        return None
    beginnings = {line[:_BEGINNING] for line in text.split("\n", 3)[:3] if len(line) >= _BEGINNING}
    names, titles = set(map(normalised, authors)), set(map(normalised, headings))
    descriptions = [normalised(each) for each in _descriptions(meta, articles)]
    for block, line in _blocks_above(tree, beginnings):
        key = normalised(line)
        if key in titles or not _is_sentence(line) or is_byline_or_date(line, names):
            continue
        declared = any(_is_same(key, description) for description in descriptions)
        is_standfirst = declared or _has_class(block) or _is_below_headline(block, line)
        if is_standfirst and key not in normalised(text):
            return line
    return None


def _is_below_headline(block: HtmlElement, line: str) -> bool:
    above = block.getprevious()
    is_below = above is not None and above.tag == "h1"
    return is_below and len(line) >= _BEGINNING and _CLOCK.search(line) is None


def _is_sentence(line: str) -> bool:
    # Teasers are cut short; captions end with the photographer.
    is_whole = not line.endswith(("\u2026", "...", ")"))
    return is_whole and _SHORTEST <= len(line) <= _LONGEST and (" " in line or is_unspaced(line))


def _descriptions(meta: Meta, articles: Iterable[Item]) -> Iterator[str]:
    for article in articles:
        for key in ("description", "alternativeHeadline", "abstract"):
            yield text_of(article.get(key))
    yield from meta.lines("og:description", "description", "twitter:description")


def _blocks_above(tree: HtmlElement, beginnings: set[str]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the small blocks between the headline and an article's text, with their words."""
    blocks = tree.iter("h1", *_BLOCKS)
    if tree.find(".//h1") is not None:
        blocks = itertools.dropwhile(lambda block: block.tag != "h1", blocks)
    for block in itertools.islice(blocks, _MOST_BLOCKS):
        if block.tag == "h1" or len(block) > _MOST_PARTS or _is_outer(block):
            continue
        line = plain_line(block.text_content())
        if line[:_BEGINNING] in beginnings:
            return
        if len(line) >= _SHORTEST and not _is_around(block):
            yield block, line


def _is_outer(element: HtmlElement) -> bool:
    inner = itertools.islice(element.iterdescendants(*_OUTER), 1)
    return next(inner, None) is not None


def _is_around(block: HtmlElement) -> bool:
    """Return whether a block belongs to a picture, a link or what stands beside the article."""
    # Classes and forms of elements further out say something of the page, not of the block.
    near = itertools.islice(block.iterancestors(), _NEAR)
    return any(
        element.tag in _AROUND or _PICTURE.search(element.get("class", "")) is not None
        for element in (block, *near)
    )


def _is_same(key: str, description: str) -> bool:
    if key == description:
        return True
    # Descriptions are cut short, or the publisher adds something to them.
    longest = max(key, description, key=len)
    is_most = 2 * min(len(key), len(description)) >= len(longest)
    return len(description) >= _BEGINNING and (
        key.startswith(description[:_BEGINNING]) or (is_most and description.startswith(key))
    )


def _has_class(block: HtmlElement) -> bool:
    outer = block.getparent()
    names = [block.get("class", ""), "" if outer is None else outer.get("class", "")]
    return _class_pattern().search(" ".join(names)) is not None


@functools.cache
def _class_pattern() -> re.Pattern[str]:
    words = tomllib.loads(_DATA.read_text("utf-8"))["classes"]
    # Words of classes are joined by signs ("article-lead") or by capitals ("articleLead").
    inner = "|".join(word["text"] for word in words)
    return re.compile(rf"(?:(?<![a-z])|(?<=[a-z])(?=[A-Z]))(?i:{inner})(?![a-z])")

"""Made-up news for measuring: any number of distinct articles, as texts, pages and feeds.

An article is a dozen paragraphs of the example site in a new mixture. Half of the names of people
become invented ones, every number another, and most of the rarer words others of the same ending,
so that no two articles are copies. All of it follows from the article's number. The vocabulary is
small, names aside, which favours whatever is remembered of words.
"""

import functools
import html
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import lxml.html

_SITE = Path(__file__).parents[1] / "examples" / "site"
_PARAGRAPHS = (8, 16)
"""Minimum and maximum paragraphs of an article: about 500 words, as in news."""

_SHORTEST = 15
"""Minimum words of a paragraph that is used; shorter ones are bylines and buttons."""

_PERSON = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+ [A-Z][a-z]+")
_NUMBER = re.compile(r"\b[1-9]\d?\b")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_RARE = 8
"""Maximum occurrences of a word that is replaced; commoner words carry the grammar and stay."""

_SYLLABLES = ("ba", "go", "ka", "li", "mo", "ne", "ra", "si", "tu", "ve", "yo", "zu", "han", "vik")
_EPOCH = datetime(2026, 11, 1, tzinfo=UTC)


def text(number: int) -> str:
    """Write an article."""
    chance = random.Random(number)
    chosen = chance.sample(_paragraphs(), chance.randint(*_PARAGRAPHS))
    return "\n".join(_changed(paragraph, chance) for paragraph in chosen)


def texts(count: int, first: int = 0) -> list[str]:
    """Write articles."""
    return [text(number) for number in range(first, first + count)]


def page(number: int, base: str, written: str | None = None) -> bytes:
    """Return an article's page, with the boilerplate of pages on the web.

    Args:
        number: number of the article.
        base: address of the site.
        written: the article's text; None for that of its number.
    """
    title, folder = html.escape(_title(number)), "article" if written is None else "report"
    written = text(number) if written is None else written
    paragraphs = "\n".join(f"<p>{html.escape(each)}</p>" for each in written.split("\n"))
    links = "\n".join(
        f'<li><a href="{base}/article/{number + step}.html">{html.escape(_title(number + step))}'
        "</a></li>"
        for step in range(1, 41)
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Measured Times</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{_published(number).isoformat()}">
<link rel="canonical" href="{base}/{folder}/{number}.html">
<style>{".teaser{display:block;margin:0 auto}" * 100}</style>
<script>window.settings = [{"'breakpoint', 1280, " * 400}];</script></head>
<body><header><nav><ul>{links}</ul></nav></header>
<main><article><h1>{title}</h1>
<time datetime="{_published(number).isoformat()}">{_published(number):%d %B %Y}</time>
{paragraphs}
</article><aside><h2>Most read</h2><ul>{links}</ul></aside></main>
<footer><p>A fictitious outlet, made for measuring. Its events and quotations are invented.</p>
<ul>{links}</ul></footer></body></html>
""".encode()


def feed(numbers: range, base: str, folders: Sequence[str] = ("article",)) -> bytes:
    """Write a feed of articles without their texts.

    Args:
        numbers: of the articles.
        base: address of the site.
        folders: in which the articles are, in turn.
    """
    items = "\n".join(
        f"<item><title>{html.escape(_title(number))}</title>"
        f"<link>{base}/{folder}/{number}.html</link><guid>{base}/{folder}/{number}.html</guid>"
        f"<pubDate>{_published(number):%a, %d %b %Y %H:%M:%S GMT}</pubDate></item>"
        for number, folder in zip(numbers, itertools.cycle(folders))
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Measured Times {numbers.start}</title>
<link>{base}/</link><description>Made for measuring</description>
{items}
</channel></rss>
""".encode()


def _title(number: int) -> str:
    chance = random.Random(-1 - number)
    words = chance.choice(_paragraphs()).split()
    start = chance.randint(0, len(words) - 8)
    return f"{' '.join(words[start : start + 8])} ({_name(chance)})"


def _published(number: int) -> datetime:
    return _EPOCH + timedelta(minutes=number)


def _changed(paragraph: str, chance: random.Random) -> str:
    def person(found: re.Match[str]) -> str:
        return f"{_name(chance)} {_name(chance)}" if chance.random() < 0.5 else found[0]

    def word(found: re.Match[str]) -> str:
        others = _alike().get(found[0])
        return chance.choice(others) if others and chance.random() < 0.8 else found[0]

    named = _WORD.sub(word, _PERSON.sub(person, paragraph))
    return _NUMBER.sub(lambda _: str(chance.randint(2, 99)), named)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


@functools.cache
def _alike() -> dict[str, list[str]]:
    """Return for each of the rarer words those with the same two last letters."""
    counts = Counter(word for paragraph in _paragraphs() for word in _WORD.findall(paragraph))
    groups: dict[str, list[str]] = {}
    for word in sorted(word for word, times in counts.items() if times <= _RARE):
        groups.setdefault(word[-2:], []).append(word)
    return {word: words for words in groups.values() for word in words}


@functools.cache
def _paragraphs() -> tuple[str, ...]:
    return tuple(sorted(set(_read_paragraphs())))


def _read_paragraphs() -> Iterator[str]:
    for path in sorted(_SITE.rglob("*.html")):
        document = lxml.html.fromstring(path.read_bytes())
        if not document.get("lang", "").startswith("en"):
            continue
        for element in document.iterfind(".//article//p"):
            words = element.text_content().split()
            if len(words) >= _SHORTEST:
                yield " ".join(words)

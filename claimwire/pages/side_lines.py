"""Detection of lines that are no part of an article's text: links, requests, labels, credits.

Imported by the extraction process: no Beam, no schemas.
"""

import functools
import itertools
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from claimwire.pages.plain_text import is_unspaced, word_count

_DATA = Path(__file__).with_name("side_lines.toml")

_LONGEST = {"read_more": 30, "credit": 40, "promotion": 40, "wall": 60, "embed": 60, "label": 6}
"""Longest line of each kind, in words. Longer ones are paragraphs."""

_LONGEST_LINE = 600
"""The same for all kinds in code points, which are quicker to count."""

_LINK_WORDS = 6
"""In words. A longer line that ends like a sentence is one, even if it begins like a link."""

_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})
_EDGE = (
    " \t-\u2013\u2014\u2022*\u25ba\u25b6\u25a0\u203a\u00bb>|+#\u2192"
    "[]()\u3010\u3011\"'\u201c\u201d\u00ab"
)
_SENTENCE_END = (".", "!", "?", "\u3002", "\uff01", "\uff1f", ".\u201d", '."', "\u0964", "\u061f")
_LINK_SIGN = re.compile(r"\s*[:\uff1a|>\u00bb\u203a\u2192\u2013\u2014-]")
_TOKEN = re.compile(r"\w+")


def is_side_line(line: str) -> bool:
    """Return whether a line stands beside the article that it was found in.

    Such lines lead to another article, ask for something, stand in place of a video or of the
    rest of the article, name the maker of a picture or label what stands beside the article.
    """
    if len(line) > _LONGEST_LINE or (words := word_count(line)) > max(_LONGEST.values()):
        return False
    plain = " ".join(line.casefold().translate(_STRAIGHT).split())
    core = plain.strip(_EDGE)
    return (
        core in _labels()
        or _is_link(core, words)
        or (words <= _LONGEST["credit"] and _beginning("credit").match(plain) is not None)
        or _contains(("promotion", "wall", "embed"), plain, words)
    )


def is_wall_line(line: str) -> bool:
    """Return whether a line says that the rest of the article is for subscribers."""
    if len(line) > _LONGEST_LINE:
        return False
    plain = " ".join(line.casefold().translate(_STRAIGHT).split())
    return _contains(("wall",), plain, word_count(line))


def introduces_links(line: str) -> bool:
    """Return whether a line beside the article is a heading of links to others."""
    core = " ".join(line.casefold().translate(_STRAIGHT).split()).strip(_EDGE)
    match = _beginning("read_more").match(core)
    return match is not None and word_count(core[match.end() :]) <= 1


def _is_link(core: str, words: int) -> bool:
    match = _beginning("read_more").match(core) if words <= _LONGEST["read_more"] else None
    if match is None:
        return False
    is_marked = match[0].endswith(":") or _LINK_SIGN.match(core, match.end()) is not None
    return is_marked or words <= _LINK_WORDS or not core.endswith(_SENTENCE_END)


@functools.cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(_DATA.read_text("utf-8"))["lines"]
    return rows


@functools.cache
def _texts(kind: str) -> tuple[str, ...]:
    found = (text.casefold() for row in _rows() if row["kind"] == kind for text in row["texts"])
    return tuple(dict.fromkeys(found))


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(text.strip(_EDGE) for text in _texts("label"))


@functools.cache
def _beginning(kind: str) -> re.Pattern[str]:
    """Return a pattern of the beginnings of lines, which end with a word of theirs."""
    texts = sorted(_texts(kind), key=len, reverse=True)
    return re.compile("|".join(re.escape(text) + _word_end(text) for text in texts))


def _word_end(text: str) -> str:
    return r"(?!\w)" if text[-1].isalpha() and not is_unspaced(text) else ""


def _contains(kinds: tuple[str, ...], plain: str, words: int) -> bool:
    by_word, unspaced = _by_longest_word(kinds)
    likely = [by_word[token] for token in by_word.keys() & _TOKEN.findall(plain)]
    if is_unspaced(plain):
        likely.append(unspaced)
    return any(words <= longest and text in plain for text, longest in itertools.chain(*likely))


@functools.cache
def _by_longest_word(
    kinds: tuple[str, ...],
) -> tuple[dict[str, list[tuple[str, int]]], list[tuple[str, int]]]:
    """Return texts by their longest word, and those without spaces between words.

    Looking for each of hundreds of texts in each line takes longer than extraction itself. With
    each text comes the longest line that counts, in words.
    """
    by_word: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    unspaced = []
    for kind in kinds:
        for text in _texts(kind):
            if is_unspaced(text):
                unspaced.append((text, _LONGEST[kind]))
            else:
                by_word[max(_TOKEN.findall(text), key=len)].append((text, _LONGEST[kind]))
    return dict(by_word), unspaced

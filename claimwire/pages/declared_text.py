"""The text of an article that its JSON-LD holds. Imported by the extraction process."""

import html
import re
from collections.abc import Iterable

from claimwire.pages.linked_data import Item
from claimwire.pages.plain_text import clean_text, plain_line, word_count

_LONGER = 1.5
"""JSON-LD's text is taken if it is more than this many times as long as the page's."""

_SHARED = 0.5
"""Minimum share of the page's runs of words that it has to hold; else it is another text."""

_FEW = 40
"""In words. So few that a page shows are no beginning of its article, but a notice."""

_RUN = 4
"""In words."""

_LONGEST = 1_000_000
_BREAK = re.compile(r"<(?:/?p|br|/?div|/?li|/?h\d)\b[^<>]*>|\r?\n", re.IGNORECASE)
_WORD = re.compile(r"\w")


def fuller_text(text: str, articles: Iterable[Item]) -> str:
    """Return the text in JSON-LD if it is that of the page and much longer, else the page's.

    Pages that show the beginning of an article, or build it by scripts, may declare all of it.

    Args:
        text: the text that was found on the page.
        articles: items of the JSON-LD that describe the page's article.
    """
    bodies = (article.get("articleBody") for article in articles)
    # A shorter body needs no counting, unless trafilatura fell back to JSON-LD itself, which puts
    # all of it into one line.
    likely = [
        paragraphs(body)
        for body in bodies
        if isinstance(body, str)
        and len(body) <= _LONGEST
        and (len(body) > len(text) or "\n" not in text)
    ]
    words = word_count(text) if likely else 0
    enough = words * (_LONGER if "\n" in text else 1 / _LONGER)
    for declared in likely:
        is_whole = "\n" in text or "\n" in declared
        is_longer = word_count(declared) > max(enough, _FEW)
        if is_whole and is_longer and (words <= _FEW or _is_in(text, declared)):
            return declared
    return text


def paragraphs(body: str) -> str:
    """Return a text of JSON-LD, which may have mark-up, as lines without it."""
    body = html.unescape(body) if "&lt;" in body else body
    return clean_text("\n".join(map(plain_line, _BREAK.split(body))))


def _is_in(text: str, whole: str) -> bool:
    runs = _runs(text)
    return len(runs & _runs(whole)) >= _SHARED * len(runs)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split() if " " in text else _WORD.findall(text)
    return {tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))}

"""Entries, pages and articles to test with."""

import dataclasses
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from claimwire.schemas.flow import Entry, Feed, FetchedPage
from claimwire.schemas.keys import stable_id

NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def prose() -> Callable[[int], str]:
    """Make English text of so many words, in paragraphs of 30 or fewer."""

    def make(words: int) -> str:
        said = (
            f"The foreign minister of country number {number} said on Tuesday".split()
            for number in itertools.count(1)
        )
        all_words = list(itertools.islice(itertools.chain.from_iterable(said), words))
        parts = [all_words[start : start + 30] for start in range(0, words, 30)]
        return "\n".join(" ".join(part) + "." for part in parts)

    return make


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Make an entry; keywords replace fields, those of ``Feed`` included."""

    def make(url: str = "https://news.example/world/talks-go-on", **fields: Any) -> Entry:
        names = {field.name for field in dataclasses.fields(Feed)} - {"url"}
        of_feed = {name: fields.pop(name) for name in names & fields.keys()}
        canonical = fields.pop("canonical_url", url)
        given: dict[str, Any] = {
            "guid": None,
            "title": "Talks go on",
            "authors": [],
            "published_raw": None,
            "published_at": None,
            "text": "",
            "seen_at": NOW,
            "run_id": "run",
        }
        return Entry(
            article_id=stable_id(canonical),
            url=url,
            canonical_url=canonical,
            feed=Feed(url="https://news.example/feed.xml", **of_feed),
            **{**given, **fields},
        )

    return make


@pytest.fixture
def fetched() -> Callable[..., FetchedPage]:
    """Make a fetched page of an entry."""

    def make(entry: Entry, body: bytes = b"<html></html>", **fields: Any) -> FetchedPage:
        given: dict[str, Any] = {
            "final_url": entry.url,
            "status": 200,
            "content_type": "text/html; charset=utf-8",
            "body": body,
            "fetched_at": NOW,
        }
        return FetchedPage(entry, **{**given, **fields})

    return make


@pytest.fixture
def html(prose: Callable[[int], str]) -> Callable[..., str]:
    """Make a news page as publishers make them, with an article in the midst of other things."""

    def make(
        text: str | None = None, *, head: str = "", title: str = "Talks go on", lang: str = "en"
    ) -> str:
        paragraphs = (text if text is not None else prose(140)).split("\n")
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        links = "".join(f'<li><a href="/section-{n}">Section {n}</a></li>' for n in range(8))
        return (
            f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>'
            f"<nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
            f"<footer><p>Copyright Example News. All rights reserved.</p></footer></body></html>"
        )

    return make

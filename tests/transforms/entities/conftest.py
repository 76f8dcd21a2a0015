"""What the tests of this folder share: the model, and an article to read."""

import dataclasses
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest
from spacy.language import Language

from schemas.articles import Article
from transforms.annotate.model import load_model

SEEN = datetime(2024, 5, 15, 9, tzinfo=UTC)
PLAIN = Article(
    article_id="a" * 32,
    url="https://news.example/a",
    canonical_url="https://news.example/a",
    site="news.example",
    feed_url="https://news.example/feed",
    title=None,
    authors=[],
    language="en",
    published_at=None,
    published_raw=None,
    published_source="none",
    first_seen_at=SEEN,
    fetched_at=None,
    http_status=None,
    text="",
    text_source="feed",
    text_key="",
    word_count=0,
    near_copy_signature=None,
    story_id=None,
    copy_of=None,
    copy_score=None,
    run_id="run",
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    def make(text: str, **changes: object) -> Article:
        words = len(text.split())
        return dataclasses.replace(PLAIN, text=text, word_count=words, **changes)

    return make


@pytest.fixture(scope="session")
def lines_run() -> Callable[..., int]:
    """Counts the lines of Python that a call runs: work measured without a clock."""

    def count(work: Callable[..., object], *args: object, **named: object) -> int:
        lines = 0

        def trace(frame: FrameType, event: str, arg: object) -> object:
            nonlocal lines
            lines += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            work(*args, **named)
        finally:
            sys.settrace(before)
        return lines

    return count

"""What all tests share: the model, an article to read, and a way to count work."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from hypothesis import HealthCheck, settings
from spacy.language import Language

from claimwire.language.parsing.loading import load_model
from claimwire.schemas.articles import Article
from claimwire.web import politeness, robots
from tests.fakes.rows import an_article

# It is no test, whatever its name says.
TestPipeline.__test__ = False

# What one example takes tells of the machine and what else it does, not of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SEEN = datetime(2024, 5, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_host_is_known() -> None:
    """Forget earlier tests' hosts: a later server may have the port of one that is gone."""
    politeness.SHARED.clear()
    robots.SHARED.clear()


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes an article of a text, first seen on Wednesday, 15 May 2024."""

    def make(text: str, **changes: object) -> Article:
        usual = {
            "article_id": "a" * 32,
            "url": "https://news.example/a",
            "first_seen_at": SEEN,
            "word_count": len(text.split()),
            "run_id": "run",
        }
        return an_article(**{**usual, **changes}, text=text)

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

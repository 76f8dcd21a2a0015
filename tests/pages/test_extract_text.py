from collections.abc import Callable
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline as Pipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.pages import page_outcome
from claimwire.pages.extraction_worker import ExtractionWorker
from claimwire.pages.page_outcome import ExtractPages
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.rejections import Rejection
from claimwire.transforms.extract_text import ExtractText

MISBEHAVING = "tests.pages.misbehaving_child"


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages command the extraction process."""

    def worker(**options: Any) -> ExtractionWorker:
        return ExtractionWorker(module=MISBEHAVING, **options)

    monkeypatch.setattr(page_outcome, "ExtractionWorker", worker)


@pytest.mark.usefixtures("misbehaving")
def test_hostile_pages_cost_themselves_alone(
    entry: Callable[..., Entry],
    fetched: Callable[..., FetchedPage],
    prose: Callable[[int], str],
) -> None:
    work = ExtractPages(min_words=3, timeout_s=0.5, pages_per_process=100)
    work.setup()
    try:
        made = [
            next(work(fetched(entry(), body)))
            for body in (b"hang", b"page", b"exit", b"page", b"crash", b"raise", b"memory")
        ]
        stood_in = next(work(fetched(entry(text=prose(50)), b"hang")))
    finally:
        work.teardown()
    results = [each.reason if isinstance(each, Rejection) else each.text_source for each in made]
    failed = "extraction_failed"
    assert results == ["extraction_timeout", "page", failed, "page", failed, failed, failed]
    assert isinstance(stood_in, Article)
    assert stood_in.text == prose(50)


def test_pages_are_extracted_in_a_graph(
    entry: Callable[..., Entry],
    fetched: Callable[..., FetchedPage],
    html: Callable[..., str],
    prose: Callable[[int], str],
) -> None:
    french = "Le ministre des affaires étrangères a dit mardi que les pourparlers reprendraient. "
    pages = [
        fetched(entry("https://news.example/1"), html(prose(90)).encode()),
        fetched(entry("https://news.example/2"), html(french * 6).encode("cp1252"),
                content_type="text/html; charset=iso-8859-1"),
        fetched(entry("https://news.example/3"), b""),
    ]  # fmt: skip
    with Pipeline(runner="FnApiRunner") as pipeline:
        extracted = pipeline | beam.Create(pages) | ExtractText()
        assert_that(
            extracted.articles
            | beam.Map(lambda a: (a.url[-1], a.language, "étrangères" in a.text)),
            equal_to([("1", "en", False), ("2", "fr", True)]),
            "the articles",
        )
        assert_that(
            extracted.rejections | beam.Map(lambda r: (r.url[-1], r.reason, r.attempt)),
            equal_to([("3", "no_text", 1)]),
            "the rejections",
        )

from collections.abc import Callable
from datetime import datetime

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline as Pipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.clock import FixedClock
from claimwire.schemas.flow import Entry
from claimwire.transforms.extract_text import ExtractText
from claimwire.transforms.fetch_articles import FetchArticles
from tests.fakes.web import FakeWeb, answer


def test_from_entries_to_articles(
    entry: Callable[..., Entry],
    html: Callable[..., str],
    prose: Callable[[int], str],
    now: datetime,
) -> None:
    site, other = "https://news.example/", "https://other.example/"
    page = html(prose(120), head=f'<link rel="canonical" href="{site}canonical">')
    answers = {
        site + "page": answer(site + "page", page),
        site + "short": answer(site + "short", html("Two words.")),
        other + "busy": answer(other + "busy", status=503),
        other + "pdf": answer(other + "pdf", b"%PDF-1.7", content_type="application/pdf"),
    }
    entries = [
        entry(site + "page"),
        entry(site + "short"),
        entry(site + "lost"),
        entry(site + "lost-but-in-feed", text=prose(70)),
        entry(other + "busy"),
        entry(other + "pdf"),
        entry(other + "feed-only", text=prose(50), fetch_pages=False),
        entry("", canonical_url="urn:claimwire:1", text=prose(45)),
    ]
    web = FakeWeb(answers)
    with Pipeline(runner="FnApiRunner") as pipeline:
        fetched = (
            pipeline
            | "Entries" >> beam.Create(entries)
            | "Fetch articles" >> FetchArticles(web, buckets=3, clock=FixedClock(now))
        )
        extracted = fetched.pages | "Extract text" >> ExtractText()
        assert_that(
            extracted.articles
            | beam.Map(lambda a: (a.canonical_url, a.text_source, a.word_count, a.http_status)),
            equal_to(
                [
                    (site + "canonical", "page", 120, 200),
                    (site + "lost-but-in-feed", "feed", 70, None),
                    (other + "feed-only", "feed", 50, None),
                    ("urn:claimwire:1", "feed", 45, None),
                ]
            ),
            "the articles",
        )
        assert_that(
            (fetched.rejections, extracted.rejections)
            | beam.Flatten()
            | beam.Map(lambda r: (r.url, r.stage, r.reason, r.retryable)),
            equal_to(
                [
                    (site + "short", "extract", "no_text", False),
                    (site + "lost", "fetch", "http_4xx", False),
                    (other + "busy", "fetch", "http_5xx", True),
                    (other + "pdf", "fetch", "not_html", False),
                ]
            ),
            "the rejections",
        )
    names = ("page", "short", "lost", "lost-but-in-feed")
    asked = [site + name for name in names] + [other + "busy", other + "pdf"]
    assert sorted(web.asked()) == sorted(asked)


def test_an_address_that_is_none_is_a_rejection(entry: Callable[..., Entry], now: datetime) -> None:
    with Pipeline(runner="FnApiRunner") as pipeline:
        fetched = (
            pipeline
            | "Entries" >> beam.Create([entry("https://[broken/")])
            | "Fetch articles" >> FetchArticles(FakeWeb({}), clock=FixedClock(now))
        )
        assert_that(fetched.rejections | beam.Map(lambda r: r.url), equal_to(["https://[broken/"]))

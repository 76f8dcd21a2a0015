import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.flow import TableFile
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import StateError
from claimwire.transforms.attempt import COUNTERS
from claimwire.transforms.recognise_articles import RecogniseArticles
from tests.fakes.rows import a_sighting, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore


def article(name: str, canonical: str, text: str = "same") -> Article:
    return an_article(
        url=f"https://news.example/{name}",
        canonical_url=f"https://news.example/{canonical}",
        text_key=text,
    )


def recognise(store: MemoryStore, files: list[TableFile], articles: list[Article], kept: list[str]):
    pipeline = TestPipeline(runner="FnApiRunner")
    inputs = {
        "articles": pipeline | "Articles" >> beam.Create(articles),
        "files": pipeline | "Files" >> beam.Create(files),
    }
    found = inputs | RecogniseArticles(store, buckets=2)
    urls = found.articles | beam.Map(lambda each: each.url.rpartition("/")[2])
    assert_that(urls, equal_to(kept), "Kept")
    assert_that(found.rejections, equal_to([]), "Rejected")
    result = pipeline.run()
    counters = result.metrics().query(beam.metrics.MetricsFilter().with_namespace(COUNTERS))
    return sum(counter.committed for counter in counters["counters"])


def test_one_article_of_each_canonical_url_is_kept() -> None:
    store = MemoryStore()
    files = publish_rows(
        store,
        {
            ARTICLES: [article("x", "known")],
            SIGHTINGS: [a_sighting(article_id=article("x", "older").article_id)],
        },
    )
    articles = [
        article("alone", "alone"),
        article("renamed", "new"),
        article("twin-b", "twin"),
        article("twin-a", "twin"),
        article("seen", "known"),
        article("seen-long-ago", "older"),
    ]
    left_out = recognise(store, files, articles, ["alone", "renamed", "twin-a"])
    assert left_out == 3


def test_articles_merged_by_a_careless_canonical_url_are_told_apart() -> None:
    store = MemoryStore()
    files = publish_rows(store, {ARTICLES: [article("x", "home", "known")]})
    articles = [
        article("a", "world", "one"),
        article("b", "world", "two"),
        article("c", "home", "three"),
        # "b" is the address of one article and what the page of another names.
        article("b-mobile", "b", "two"),
        article("d", "b", "four"),
    ]
    assert recognise(store, files, articles, ["a", "b", "c", "d"]) == 1


def test_tables_are_read_only_if_a_page_names_another_address() -> None:
    missing = TableFile("articles", "articles/nowhere", "2024-05-01", 1, 1)
    recognise(MemoryStore(), [missing], [article("a", "a")], ["a"])
    with pytest.raises(StateError, match="articles/nowhere"):
        recognise(MemoryStore(), [missing], [article("a", "b")], ["a"])

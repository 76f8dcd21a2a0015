import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.schemas.keys import stable_id
from claimwire.transforms.complete_sightings import CompleteSightings, complete, final_id
from tests.fakes.rows import a_sighting, an_article

PAGE = "https://news.example/page"
AMP = "https://news.example/amp"


def test_only_renamed_articles_have_another_identifier() -> None:
    assert list(final_id(an_article(url=PAGE, canonical_url=PAGE))) == []
    assert list(final_id(an_article(url="", canonical_url="urn:claimwire:guid:1"))) == []
    renamed = an_article(url=AMP, canonical_url=PAGE)
    assert list(final_id(renamed)) == [(stable_id(AMP), stable_id(PAGE))]


def test_several_final_identifiers_give_the_same_one_in_any_order() -> None:
    for final_ids in (["b", "c"], ["c", "b"]):
        (found,) = complete(("a", {"sightings": [a_sighting()], "final_ids": final_ids}))
        assert found.article_id == "b"


def test_sightings_go_by_the_final_identifier() -> None:
    sightings = [
        a_sighting(article_id=stable_id(AMP), url=AMP),
        a_sighting(article_id=stable_id(AMP), url=AMP, feed_url="other"),
        a_sighting(article_id=stable_id(PAGE), url=PAGE),
        a_sighting(article_id="rejected", url="https://news.example/rejected"),
    ]
    articles = [
        an_article(url=AMP, canonical_url=PAGE),
        an_article(url=PAGE, canonical_url=PAGE),
    ]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "sightings": pipeline | "Sightings" >> beam.Create(sightings),
            "articles": pipeline | "Articles" >> beam.Create(articles),
        }
        found = inputs | CompleteSightings()
        told = found | beam.Map(lambda each: (each.url, each.feed_url, each.article_id))
        final = [stable_id(PAGE)] * 3 + ["rejected"]
        expected = [
            (each.url, each.feed_url, article_id)
            for each, article_id in zip(sightings, final, strict=True)
        ]
        assert_that(told, equal_to(expected))

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.schemas.articles import Article
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Stage
from claimwire.schemas.sightings import Sighting
from claimwire.transforms import complete_sightings
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
        (found,) = complete(("a", [a_sighting(), *final_ids]))
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
        assert_that(found.rejections, equal_to([]), "Rejected")
        told = found.sightings | beam.Map(lambda each: (each.url, each.feed_url, each.article_id))
        final = [stable_id(PAGE)] * 3 + ["rejected"]
        expected = [
            (each.url, each.feed_url, article_id)
            for each, article_id in zip(sightings, final, strict=True)
        ]
        assert_that(told, equal_to(expected))


def test_an_article_whose_entry_cannot_be_named_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def entry_id(article: Article) -> str:
        if article.url == AMP:
            raise ArithmeticError("nobody foresaw that")
        return article.article_id

    monkeypatch.setattr(complete_sightings, "entry_id", entry_id)
    articles = [an_article(url=AMP, canonical_url=AMP), an_article(url=PAGE, canonical_url=PAGE)]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "sightings": pipeline | "Sightings" >> beam.Create([a_sighting()]),
            "articles": pipeline | "Articles" >> beam.Create(articles),
        }
        found = inputs | CompleteSightings()
        assert_that(found.sightings, equal_to([a_sighting()]), "Sighted")
        told = found.rejections | beam.Map(lambda each: (each.stage, each.url))
        assert_that(told, equal_to([(Stage.RECOGNISE.value, AMP)]), "Rejected")


def test_sightings_that_cannot_be_completed_are_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    def identified(sighting: Sighting, article_id: str) -> Sighting:
        if article_id == "bad":
            raise ArithmeticError("nobody foresaw that")
        return sighting

    monkeypatch.setattr(complete_sightings, "identified", identified)
    good = a_sighting(article_id="good")
    bad = [a_sighting(article_id="bad", url=None), a_sighting(article_id="bad", feed_url="other")]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "sightings": pipeline | "Sightings" >> beam.Create([good, *bad]),
            "articles": pipeline | "Articles" >> beam.Create([], reshuffle=False),
        }
        found = inputs | CompleteSightings()
        assert_that(found.sightings, equal_to([good]), "Sighted")
        told = found.rejections | beam.Map(
            lambda each: (each.stage, each.article_id, each.url, each.feed_url)
        )
        expected = [(Stage.RECOGNISE.value, "bad", each.url, each.feed_url) for each in bad]
        assert_that(told, equal_to(expected), "Rejected")

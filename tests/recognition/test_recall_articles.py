from datetime import timedelta

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.transforms.recall_articles import RecallArticles, recall
from tests.fakes.rows import NOW, a_tick, an_article

MINUTE = timedelta(minutes=1)


def test_articles_are_recalled_until_they_are_old() -> None:
    first, second = an_article(url="a"), an_article(url="b", first_seen_at=NOW + MINUTE)
    assert recall([second], [first], NOW + MINUTE, 2 * MINUTE) == [second, first]
    assert recall([], [second, first], NOW + 2 * MINUTE, 2 * MINUTE) == [second]
    assert recall([], [second], NOW + 3 * MINUTE, 2 * MINUTE) == []


def test_an_article_that_is_delivered_twice_is_there_once() -> None:
    article = an_article()
    assert recall([article, article], [article], NOW, MINUTE) == [article]


def test_a_batch_recalls_nothing() -> None:
    articles = [an_article(article_id=f"{number:032x}") for number in range(5)]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create(articles),
            "ticks": pipeline | "Ticks" >> beam.Create([a_tick()]),
        }
        assert_that(inputs | RecallArticles(timedelta(0)), equal_to(articles))

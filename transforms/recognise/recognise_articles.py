"""The step that recognises articles by the canonical URL that their pages name."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from schemas.articles import Article
from schemas.rejections import Rejection, Stage
from transforms.attempt import REJECTED, Attempt, count, unexpected
from transforms.recognise.articles import distinct, entry_id
from transforms.recognise.look_up import LookUp
from transforms.tables.store import Store
from transforms.windows import lies_within


class RecognisedArticles(NamedTuple):
    """What ``RecogniseArticles`` gives.

    Attributes:
        articles: ``Article``, each of an ``article_id`` that no other has.
        rejections: ``Rejection``.
    """

    articles: PCollection
    rejections: PCollection


@dataclasses.dataclass
class RecogniseArticles(beam.PTransform):
    """Keep one article of each canonical URL: ``{"articles": Article, "files": TableFile}``.

    Only a page that names another address than its entry's can turn out to be known, so only
    those are looked up. What is left out is not lost: ``CompleteSightings`` records that the
    feed showed the article that is kept.

    Attributes:
        store: where the tables are that the files belong to.
        buckets: how many workers read the tables.
    """

    store: Store
    buckets: int = 8

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> RecognisedArticles:
        """Wire the steps."""
        articles = inputs["articles"]
        candidates = articles | "Candidates" >> beam.FlatMap(renamed)
        traces = {"candidates": candidates, "files": inputs["files"]} | "LookUp" >> LookUp(
            self.store, self.buckets
        )
        keyed = articles | "KeyByArticle" >> beam.Map(by_article)
        outputs = (
            {"articles": keyed, "traces": traces}
            | "MeetTraces" >> beam.CoGroupByKey()
            | "Distinct"
            >> beam.ParDo(Attempt(decide, on_error)).with_outputs(REJECTED, main="articles")
        )
        return RecognisedArticles(articles=outputs["articles"], rejections=outputs[REJECTED])


def renamed(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what to look for in the tables: an identifier that the entry did not have."""
    if article.article_id != entry_id(article):
        yield article.article_id, ""


def by_article(
    article: Article, window: Any = beam.DoFn.WindowParam
) -> tuple[str, tuple[Article, bool]]:
    """Key an article by its identifier; say whether it is of this window, not recalled."""
    return article.article_id, (article, lies_within(window, article.first_seen_at))


def decide(group: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Article]:
    """Yield the article that is kept, and count the others; those recalled were counted before."""
    article_id, found = group
    articles = list(found["articles"])
    kept = distinct(article_id, (article for article, _ in articles), found["traces"])
    if kept:
        yield kept
    left_out = sum(is_of_window for article, is_of_window in articles if article is not kept)
    count("articles_known_by_canonical_url", left_out)


def on_error(group: tuple[str, dict[str, Iterable[Any]]], error: Exception) -> Rejection:
    """Describe a failure to recognise an article."""
    article_id, found = group
    article, _ = next(iter(found["articles"]))
    return unexpected(
        Stage.RECOGNISE,
        error,
        at=article.first_seen_at,
        run_id=article.run_id,
        url=article.url or None,
        feed_url=article.feed_url,
        article_id=article_id,
    )

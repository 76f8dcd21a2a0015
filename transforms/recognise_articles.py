"""The step that recognises articles by the canonical URL that their pages name."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_KNOWN
from claimwire.recognition.distinct_articles import distinct, is_renamed
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Stage
from claimwire.storage.store import Store
from claimwire.transforms.ask_files import BUCKETS
from claimwire.transforms.attempt import REJECTED, Attempt, count, is_of_window
from claimwire.transforms.look_up import LookUp
from claimwire.transforms.windows import lies_within

CONTESTED = "contested"
"""Tag of the output that carries articles whose identifier another one may have too."""

LEFT_OUT = "left_out"
"""Tag of the output that carries articles that are there already."""


class RecognisedArticles(NamedTuple):
    """What ``RecogniseArticles`` gives.

    Attributes:
        articles: ``Article``, each of an ``article_id`` that no other has.
        left_out: ``Article``, what was found under an ``article_id`` that is there already.
        rejections: ``Rejection``.
    """

    articles: PCollection
    left_out: PCollection
    rejections: PCollection


@dataclasses.dataclass
class RecogniseArticles(beam.PTransform):
    """Keep one article of each canonical URL: ``{"articles": Article, "files": TableFile}``.

    Pages that name an address whose text is another one keep the address of their entry.

    Only a page that names another address than its entry's can turn out to be known, so only
    those are looked up. What is left out is not lost: ``CompleteSightings`` records that the
    feed showed the article that is kept.

    Attributes:
        store: where the tables are that the files belong to.
        buckets: how many workers read the tables.
    """

    store: Store
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> RecognisedArticles:
        """Wire the steps."""
        articles = inputs["articles"]
        candidates = articles | "Candidates" >> beam.FlatMap(renamed)
        traces = {"candidates": candidates, "files": inputs["files"]} | "LookUp" >> LookUp(
            self.store, self.buckets
        )
        decided = (
            {"articles": articles | "KeyByArticle" >> beam.Map(by_article), "traces": traces}
            | "MeetTraces" >> beam.CoGroupByKey()
            | "Distinct"
            >> beam.ParDo(Attempt(decide, Stage.RECOGNISE, subjects_of)).with_outputs(
                REJECTED, CONTESTED, LEFT_OUT, main="articles"
            )
        )
        settled = (
            decided[CONTESTED]
            | "KeyContested" >> beam.Map(by_article)
            | "MeetContested" >> beam.GroupByKey()
            | "Settle"
            >> beam.ParDo(Attempt(settle, Stage.RECOGNISE, contested)).with_outputs(
                REJECTED, LEFT_OUT, main="articles"
            )
        )
        return RecognisedArticles(
            articles=(decided["articles"], settled["articles"]) | "Articles" >> beam.Flatten(),
            left_out=(decided[LEFT_OUT], settled[LEFT_OUT])
            | "LeftOut" >> beam.Flatten()
            | "CountLeftOut" >> beam.Map(counted),
            rejections=(decided[REJECTED], settled[REJECTED])
            | "Rejections" >> beam.Flatten()
            | "RejectedInWindow" >> beam.Filter(is_of_window),
        )


def renamed(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what to look for in the tables: an identifier that the entry did not have."""
    if is_renamed(article):
        yield article.article_id, ""


def by_article(article: Article) -> tuple[str, Article]:
    """Key an article by its identifier."""
    return article.article_id, article


def decide(group: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Article | TaggedOutput]:
    """Yield what becomes of the articles of one identifier.

    An article that stands apart goes by the address of its entry, which may be what yet another
    page names as its own; two renamed articles are the only ones that can meet so.
    """
    article_id, found = group
    decided = distinct(article_id, found["articles"], found["traces"])
    for article in decided.apart:
        yield TaggedOutput(CONTESTED, article)
    if decided.kept:
        kept = decided.kept
        yield TaggedOutput(CONTESTED, kept) if is_renamed(kept) else kept
    for article in decided.left_out:
        yield TaggedOutput(LEFT_OUT, article)


def settle(group: tuple[str, Iterable[Article]]) -> Iterator[Any]:
    """Yield the articles of one identifier that came to it by different ways."""
    article_id, articles = group
    decided = distinct(article_id, articles, ())
    assert decided.kept, "a group has an article"
    yield decided.kept
    yield from decided.apart
    for article in decided.left_out:
        yield TaggedOutput(LEFT_OUT, article)


def counted(article: Article, window: Any = beam.DoFn.WindowParam) -> Article:
    """Count an article that is there already; one that is recalled was counted before."""
    if lies_within(window, article.first_seen_at):
        count(ARTICLES_KNOWN)
    return article


def subjects_of(group: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Subject]:
    """Describe the articles of one identifier."""
    return map(of_article, group[1]["articles"])


def contested(group: tuple[str, Iterable[Article]]) -> Iterator[Subject]:
    """Describe the articles that came to one identifier by different ways."""
    return map(of_article, group[1])

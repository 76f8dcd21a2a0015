"""The step that removes duplicate articles by the canonical URL that their pages name."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_KNOWN
from claimwire.recognition.distinct_articles import distinct, is_renamed
from claimwire.recognition.known_candidates import Trace
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Stage
from claimwire.storage.store import Store
from claimwire.transforms.ask_files import BUCKETS
from claimwire.transforms.attempt import REJECTED, Attempt, RejectedInWindow, count
from claimwire.transforms.by_key import MeetByKey, of_type
from claimwire.transforms.look_up import LookUp
from claimwire.transforms.windows import lies_within

CONTESTED = "contested"
"""Tag of the output of articles whose identifier another article may have too."""

LEFT_OUT = "left_out"
"""Tag of the output of duplicate articles."""


class RecognisedArticles(NamedTuple):
    """The outputs of ``RecogniseArticles``.

    Attributes:
        articles: ``Article``, with unique ``article_id``.
        left_out: ``Article``, duplicates of an ``article_id`` that exists already.
        rejections: ``Rejection``.
    """

    articles: PCollection
    left_out: PCollection
    rejections: PCollection


@dataclasses.dataclass
class RecogniseArticles(beam.PTransform):
    """Keep one article of each canonical URL: ``{"articles": Article, "files": TableFile}``.

    A page that names an address with another text keeps the address of its entry.

    Only a page that names another address than its entry's can turn out to be known, so only
    those are looked up. Duplicates are not lost: ``CompleteSightings`` records that the feed showed
    the article that is kept.

    Attributes:
        store: the store that the files belong to.
        buckets: number of workers that read the tables.
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
            (articles | "KeyByArticle" >> beam.Map(by_article), traces)
            | "MeetTraces" >> MeetByKey()
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
            | "RejectedInWindow" >> RejectedInWindow(),
        )


def renamed(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what to look up in the tables: an identifier that the entry did not have."""
    if is_renamed(article):
        yield article.article_id, ""


def by_article(article: Article) -> tuple[str, Article]:
    """Key an article by its identifier."""
    return article.article_id, article


def decide(group: tuple[str, Iterable[Article | Trace]]) -> Iterator[Article | TaggedOutput]:
    """Yield the articles of one identifier, each kept, left out, or under its own address.

    An article with another text goes under the address of its entry, which yet another page may
    name as its canonical URL; only two renamed articles can meet this way.
    """
    article_id, found = group[0], list(group[1])
    decided = distinct(article_id, of_type(found, Article), of_type(found, Trace))
    for article in decided.apart:
        yield TaggedOutput(CONTESTED, article)
    if decided.kept:
        kept = decided.kept
        yield TaggedOutput(CONTESTED, kept) if is_renamed(kept) else kept
    for article in decided.left_out:
        yield TaggedOutput(LEFT_OUT, article)


def settle(group: tuple[str, Iterable[Article]]) -> Iterator[Any]:
    """Yield the articles that got the same identifier in different ways, without duplicates."""
    article_id, articles = group
    decided = distinct(article_id, articles, ())
    assert decided.kept, "a group has an article"
    yield decided.kept
    yield from decided.apart
    for article in decided.left_out:
        yield TaggedOutput(LEFT_OUT, article)


def counted(article: Article, window: Any = beam.DoFn.WindowParam) -> Article:
    """Count a duplicate article, unless it was recalled: then it was counted in its own window."""
    if lies_within(window, article.first_seen_at):
        count(ARTICLES_KNOWN)
    return article


def subjects_of(group: tuple[str, Iterable[Article | Trace]]) -> Iterator[Subject]:
    """Yield the rejection subjects of the articles of one identifier."""
    return map(of_article, of_type(group[1], Article))


def contested(group: tuple[str, Iterable[Article]]) -> Iterator[Subject]:
    """Yield the rejection subjects of articles that got one identifier in different ways."""
    return map(of_article, group[1])

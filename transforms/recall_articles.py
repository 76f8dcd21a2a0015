"""The step that remembers articles between their reading and their publication."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

import apache_beam as beam
from apache_beam.coders import PickleCoder
from apache_beam.pvalue import PCollection
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec
from apache_beam.typehints.decorators import no_annotations

from claimwire.schemas.flow import Tick
from claimwire.transforms.article_shards import SHARDS, shard_of
from claimwire.transforms.windows import AcrossWindows, BackInWindows


class OfArticle(Protocol):
    """What is recalled: an article, or what has been read of one."""

    @property
    def article_id(self) -> str:
        """The article."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def feed_url(self) -> str:
        """The feed that showed it."""

    @property
    def first_seen_at(self) -> datetime:
        """When the feed first showed it."""


T = TypeVar("T", bound=OfArticle)


@dataclasses.dataclass
class RecallArticles(beam.PTransform[Any, Any]):
    """Add to a window's articles those that the run has lately read in earlier windows.

    ``{"articles": Article, "ticks": Tick}`` to ``Article``, or anything else that is
    ``OfArticle``. The processing of windows overlaps:
    while one is fetched and read, earlier ones may not have been published yet. Steps that compare
    articles treat a recalled article like the others, only seen before them. So the result does
    not depend on how a stream is divided into windows. After the comparison, articles of earlier
    windows are dropped again (``lies_within``).

    Attributes:
        keep: how long an article is kept in state; by then its window is published. 0 in a batch,
            which has no earlier window, so that its articles are not shuffled for nothing.
    """

    keep: timedelta

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        articles, ticks = inputs["articles"], inputs["ticks"]
        if not self.keep:
            return articles
        return (
            (
                articles | "ShardOfArticle" >> beam.Map(by_shard),
                # A shard with an empty window still has to output its state.
                ticks | "EveryShard" >> beam.FlatMap(every_shard),
            )
            | "ArticlesAndTicks" >> beam.Flatten()
            | "Gather" >> beam.GroupByKey().with_output_types(tuple[int, Iterable[Any]])
            | "AcrossWindows" >> AcrossWindows()
            | "Recall" >> beam.ParDo(_Recall(self.keep))
            | "Window" >> BackInWindows(ticks)
        )


def by_shard(article: Any) -> tuple[int, Any]:
    """Key an article by its shard."""
    return shard_of(article.article_id), article


def every_shard(tick: Tick) -> Iterator[tuple[int, Tick]]:
    """Yield a tick once for each shard."""
    for shard in range(SHARDS):
        yield shard, tick


def recall(articles: Iterable[T], lately: Iterable[T], now: datetime, keep: timedelta) -> list[T]:
    """Combine a window's articles with those of earlier windows that are not too old.

    Args:
        articles: the articles of the window.
        lately: the result for the window before.
        now: the window's last tick.
        keep: how long an article is kept.

    Returns:
        The combined articles without repeats; they are also the new state.
    """
    recent = [article for article in lately if article.first_seen_at > now - keep]
    distinct = {
        (article.article_id, article.url, article.feed_url, article.first_seen_at): article
        for article in [*articles, *recent]
    }
    return list(distinct.values())


class _Recall(beam.DoFn):
    """Keep the articles of one shard in state."""

    LATELY = ReadModifyWriteStateSpec("lately", PickleCoder())

    def __init__(self, keep: timedelta) -> None:
        self._keep = keep

    def process(
        self,
        shard: tuple[int, Iterable[Any]],
        lately: Any = beam.DoFn.StateParam(LATELY),
    ) -> list[Any]:
        members = list(shard[1])
        articles = [each for each in members if not isinstance(each, Tick)]
        instants = [each.at if isinstance(each, Tick) else each.first_seen_at for each in members]
        recalled = recall(articles, lately.read() or (), max(instants), self._keep)
        lately.write(recalled)
        return recalled

"""Groups articles into stories: which are copies of which, in this run and the look-back."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import AsSingleton, PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.articles import ARTICLES, Article
from schemas.flow import TableFile
from schemas.keys import bucket_of
from transforms.attempt import count
from transforms.stories.neighbours import neighbourhoods
from transforms.stories.remembered import (
    NearRow,
    Outline,
    Sought,
    nearest,
    outline,
    read_originals,
    scan,
)
from transforms.stories.resolve import KnownOriginal, resolve
from transforms.stories.signature import sign
from transforms.tables.read_state import in_parallel
from transforms.tables.store import Store
from transforms.windows import lies_within

_TEXTS, _NEAR, _ALONE, _RELATED = "texts", "near", "alone", "related"
_ARTICLES, _ORIGINALS = "articles", "originals"
_NOTHING_SOUGHT = Sought.of(())


@dataclasses.dataclass
class GroupStories(beam.PTransform[Any, Any]):
    """Set ``near_copy_signature``, ``story_id``, ``copy_of`` and ``copy_score``.

    Input: ``{"articles": PCollection[Article], "files": PCollection[TableFile]}``, the files being
    those of the look-back, of any tables; output: ``PCollection[Article]``. Articles that were
    seen before their window began are there to be compared with, and not in the output.

    Each remembered file is read once, next to the packed signatures of the run's new articles,
    which every worker gets: 250 bytes an article, so a run of a million needs 250 MB a worker.
    Which new articles belong together is worked out in one place from these signatures. After
    that, texts travel only for articles that have a neighbour or are near a remembered original,
    and each neighbourhood is decided by one worker, in whose memory it has to fit.

    Attributes:
        store: where the tables are.
        buckets: how many workers read the tables.
    """

    store: Store
    buckets: int = 8

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        signed = inputs["articles"] | "Sign" >> beam.Map(signed_article)
        sought = (
            signed
            | "Outline" >> beam.Map(outline).with_output_types(Outline)
            | "AllOutlines" >> beam.combiners.ToList().without_defaults()
            | "Pack" >> beam.Map(Sought.of).with_output_types(Sought)
        )
        found = (
            inputs["files"]
            | "ArticleFiles" >> beam.Filter(holds_articles)
            | "Bucket" >> beam.WithKeys(_bucket, self.buckets)
            | "GatherFiles" >> beam.GroupByKey()
            | "Scan"
            >> beam.ParDo(_Scan(self.store), AsSingleton(sought, _NOTHING_SOUGHT)).with_outputs(
                _TEXTS, main=_NEAR
            )
        )
        originals = (
            found[_NEAR]
            | "KeyByNewArticle" >> beam.Map(_by_new_article)
            | "ByNewArticle" >> beam.GroupByKey()
            | "Nearest" >> beam.FlatMap(_nearest)
            | "ByFile" >> beam.GroupByKey()
            | "ReadOriginals" >> beam.ParDo(_ReadOriginals(self.store))
        )
        groups = (
            (
                sought | "Neighbours" >> beam.FlatMap(_neighbours),
                found[_TEXTS] | "IdsOfTexts" >> beam.Map(_with_itself),
                originals | "IdsOfOriginals" >> beam.Map(_with_itself),
            )
            | "Related" >> beam.Flatten()
            | "AllRelated" >> beam.combiners.ToList().without_defaults()
            | "Groups" >> beam.Map(_groups)
        )
        group_of = AsSingleton(groups, {})
        articles = signed | "Divide" >> beam.ParDo(_divide, group_of).with_outputs(
            _RELATED, main=_ALONE
        )
        related = (
            {
                _ARTICLES: articles[_RELATED] | "GroupOfArticle" >> beam.Map(_by_group, group_of),
                _TEXTS: found[_TEXTS] | "GroupOfText" >> beam.Map(_regroup, group_of),
                _ORIGINALS: originals | "GroupOfOriginal" >> beam.Map(_regroup, group_of),
            }
            | "ByGroup" >> beam.CoGroupByKey()
            | "Resolve" >> beam.FlatMap(_resolve_group)
        )
        alone = articles[_ALONE] | "ResolveAlone" >> beam.FlatMap(_resolve_alone)
        return (
            (alone, related)
            | "Together" >> beam.Flatten()
            | "OfThisWindow" >> beam.Filter(_is_of_window)
            | "Count" >> beam.Map(_counted)
        )


def signed_article(article: Article) -> Article:
    """Set the signature of an article's text."""
    return dataclasses.replace(article, near_copy_signature=sign(article.text))


def holds_articles(file: TableFile) -> bool:
    """Whether a data file belongs to the table of articles."""
    return file.table == ARTICLES.name


def _bucket(file: TableFile, buckets: int) -> str:
    return str(bucket_of(file.path, buckets))


class _Scan(beam.DoFn):
    def __init__(self, store: Store) -> None:
        self._store = store

    def process(
        self, files_of_bucket: tuple[str, Iterable[TableFile]], sought: Sought
    ) -> Iterator[Any]:
        _, files = files_of_bucket
        look_in = functools.partial(scan, self._store, sought, sought.index())
        # The ticks of a window list many a file once more.
        for hits in in_parallel(look_in, sorted(set(files), key=lambda file: file.path)):
            for hit in hits:
                yield hit if isinstance(hit, NearRow) else TaggedOutput(_TEXTS, hit)


class _ReadOriginals(beam.DoFn):
    def __init__(self, store: Store) -> None:
        self._store = store

    def process(
        self, rows_of_file: tuple[str, Iterable[NearRow]]
    ) -> Iterator[tuple[str, KnownOriginal]]:
        path, values = rows_of_file
        rows = sorted(values, key=lambda each: (each.row, each.new_id))
        originals = read_originals(self._store, path, [each.row for each in rows])
        for each in rows:
            yield each.new_id, originals[each.row]


def _by_new_article(row: NearRow) -> tuple[str, NearRow]:
    return row.new_id, row


def _nearest(rows_of_article: tuple[str, Iterable[NearRow]]) -> Iterator[tuple[str, NearRow]]:
    for row in nearest(rows_of_article[1]):
        yield row.path, row


def _neighbours(sought: Sought) -> Iterable[tuple[str, str]]:
    return neighbourhoods(sought).items()


def _with_itself(known: tuple[str, Any]) -> tuple[str, str]:
    return known[0], known[0]


def _groups(related: Iterable[tuple[str, str]]) -> dict[str, str]:
    # An article named with a group and with itself belongs to the group, whose name is less.
    groups: dict[str, str] = {}
    for article_id, group in related:
        groups[article_id] = min(group, groups.get(article_id, group))
    return groups


def _divide(article: Article, groups: dict[str, str]) -> Iterator[Any]:
    alone = article.article_id not in groups
    yield article if alone else TaggedOutput(_RELATED, article)


def _by_group(article: Article, groups: dict[str, str]) -> tuple[str, Article]:
    return groups[article.article_id], article


def _regroup(known: tuple[str, Any], groups: dict[str, str]) -> tuple[str, Any]:
    new_id, what = known
    return groups[new_id], what


def _resolve_group(group: tuple[str, dict[str, Iterable[Any]]]) -> list[Article]:
    _, members = group
    return resolve(members[_ARTICLES], members[_TEXTS], members[_ORIGINALS])


def _resolve_alone(article: Article) -> list[Article]:
    return resolve([article])


def _is_of_window(article: Article, window: Any = beam.DoFn.WindowParam) -> bool:
    return lies_within(window, article.first_seen_at)


def _counted(article: Article) -> Article:
    count("articles_copied" if article.copy_of else "articles_original")
    return article

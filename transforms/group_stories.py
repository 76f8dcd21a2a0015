"""The step that groups articles into stories, with copies in this run and in the look-back."""

import dataclasses
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_COPIED, ARTICLES_ORIGINAL
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import Stage
from claimwire.storage.store import Store
from claimwire.stories.neighbours import neighbourhoods
from claimwire.stories.originals import KnownOriginal, KnownText, resolve
from claimwire.stories.remembered_texts import (
    NearRow,
    Outline,
    Sought,
    nearest,
    outline,
    read_originals,
    scan,
)
from claimwire.stories.signature import sign
from claimwire.transforms.ask_files import BUCKETS, AskFiles
from claimwire.transforms.attempt import REJECTED, Attempt, RejectedInWindow, count
from claimwire.transforms.by_key import Gather, MeetByKey, of_type
from claimwire.transforms.windows import lies_within

_ASKED = (ARTICLES.name,)
_TEXTS, _NEAR = "texts", "near"
_ALONE, _RELATED, _RESOLVED = "alone", "related", "resolved"


class GroupedStories(NamedTuple):
    """The outputs of ``GroupStories``.

    Attributes:
        articles: ``Article``, with their stories.
        rejections: ``Rejection``.
    """

    articles: PCollection
    rejections: PCollection


@dataclasses.dataclass
class GroupStories(beam.PTransform[Any, Any]):
    """Set ``near_copy_signature``, ``story_id``, ``copy_of`` and ``copy_score``.

    Input: ``{"articles": PCollection[Article], "files": PCollection[TableFile]}``, with the files
    of all tables in the look-back. Articles that were seen before their window began are only
    compared with, and are not in the output.

    Each file is read once and compared with the packed signatures of the run's new articles. Every
    worker gets these signatures: 250 bytes per article, so a run of a million articles needs 250 MB
    per worker. One worker finds from the signatures which new articles belong together. Then the
    findings are joined with their article, and articles that have a neighbour or are near a
    published original are grouped. One worker decides each group, which has to fit in its memory.

    Attributes:
        store: the store of the tables.
        buckets: number of workers that read the tables.
    """

    store: Store
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> GroupedStories:
        """Wire the steps."""
        signing = inputs["articles"] | "Sign" >> beam.ParDo(
            Attempt(_sign, Stage.STORIES, of_article)
        ).with_outputs(REJECTED, main="signed")
        signed = signing["signed"]
        sought = (
            signed
            | "Outline" >> beam.Map(outline).with_output_types(Outline)
            | "AllOutlines" >> Gather(Sought.of)
        )
        scanning = functools.partial(_scan, store=self.store)
        found = {"candidates": sought, "files": inputs["files"]} | "Scan" >> AskFiles(
            _ASKED, scanning, self.buckets
        )
        parted = found | "KeyByNewArticle" >> beam.FlatMap(_by_new_article).with_outputs(
            _TEXTS, main=_NEAR
        )
        originals = (
            parted[_NEAR]
            | "ByNewArticle" >> beam.GroupByKey()
            | "Nearest" >> beam.FlatMap(_nearest)
            | "ByFile" >> beam.GroupByKey()
            | "ReadOriginals" >> beam.ParDo(_ReadOriginals(self.store))
        )
        members = (
            (
                signed | "KeyByArticle" >> beam.Map(_by_article),
                sought | "Neighbours" >> beam.FlatMap(_neighbours),
                parted[_TEXTS],
                originals,
            )
            | "ByArticle" >> MeetByKey()
            | "Divide" >> beam.ParDo(_divide).with_outputs(_RELATED, main=_ALONE)
        )
        related = (
            members[_RELATED]
            | "ByGroup" >> beam.GroupByKey()
            | "Resolve"
            >> beam.ParDo(Attempt(_resolve_group, Stage.STORIES, _members)).with_outputs(
                REJECTED, main=_RESOLVED
            )
        )
        alone = members[_ALONE] | "ResolveAlone" >> beam.ParDo(
            Attempt(_resolve_alone, Stage.STORIES, _alone)
        ).with_outputs(REJECTED, main=_RESOLVED)
        return GroupedStories(
            articles=(alone[_RESOLVED], related[_RESOLVED])
            | "Together" >> beam.Flatten()
            | "OfThisWindow" >> beam.FlatMap(_of_window).with_output_types(Article),
            rejections=(signing[REJECTED], alone[REJECTED], related[REJECTED])
            | "Rejections" >> beam.Flatten()
            | "RejectedInWindow" >> RejectedInWindow(),
        )


def signed_article(article: Article) -> Article:
    """Return an article with the signature of its text."""
    return dataclasses.replace(article, near_copy_signature=sign(article.text))


def _sign(article: Article) -> Iterator[Article]:
    yield signed_article(article)


def _scan(files: list[TableFile], sought: Sought, store: Store) -> Iterator[Any]:
    return scan(store, files, sought)


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


def _by_new_article(hit: NearRow | tuple[str, KnownText]) -> Iterator[Any]:
    yield (hit.new_id, hit) if isinstance(hit, NearRow) else TaggedOutput(_TEXTS, hit)


def _nearest(rows_of_article: tuple[str, Iterable[NearRow]]) -> Iterator[tuple[str, NearRow]]:
    for row in nearest(rows_of_article[1]):
        yield row.path, row


def _neighbours(sought: Sought) -> Iterable[tuple[str, str]]:
    return neighbourhoods(sought).items()


def _by_article(article: Article) -> tuple[str, Article]:
    return article.article_id, article


class _Member(NamedTuple):
    """A new article with the published articles near it."""

    articles: list[Article]
    texts: list[KnownText]
    originals: list[KnownOriginal]


def _divide(met: tuple[str, Iterable[Article | str | KnownText | KnownOriginal]]) -> Iterator[Any]:
    article_id, found = met[0], list(met[1])
    member = _Member(
        list(of_type(found, Article)),
        list(of_type(found, KnownText)),
        list(of_type(found, KnownOriginal)),
    )
    groups = list(of_type(found, str))
    if groups or member.texts or member.originals:
        yield TaggedOutput(_RELATED, (min(groups, default=article_id), member))
    else:
        yield member


def _resolve_group(group: tuple[str, Iterable[_Member]]) -> list[Article]:
    articles, texts, originals = map(itertools.chain.from_iterable, zip(*group[1], strict=True))
    return resolve(articles, texts, originals)


def _resolve_alone(member: _Member) -> list[Article]:
    return resolve(member.articles)


def _members(group: tuple[str, Iterable[_Member]]) -> Iterator[Subject]:
    for member in group[1]:
        yield from _alone(member)


def _alone(member: _Member) -> Iterator[Subject]:
    return map(of_article, member.articles)


def _of_window(article: Article, window: Any = beam.DoFn.WindowParam) -> Iterator[Article]:
    if lies_within(window, article.first_seen_at):
        count(ARTICLES_COPIED if article.copy_of else ARTICLES_ORIGINAL)
        yield article

"""The step that finds which claims report the same statement, in this run and in the look-back."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import STATEMENTS_NEW, STATEMENTS_REPORTED
from claimwire.rejecting import Subject
from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import Rejection, Stage
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import day_of
from claimwire.statements.article_claims import ArticleClaims, contents_of, reports_of
from claimwire.statements.grouping import KnownStatements
from claimwire.statements.joining import Representative
from claimwire.statements.remembered_statements import SoughtStatements, scan, sought
from claimwire.statements.report_comparison import article_earliness
from claimwire.statements.statement_keys import keys_looked_for
from claimwire.statements.statement_rows import Told, statement_rows
from claimwire.storage.store import Store
from claimwire.transforms.ask_files import BUCKETS, AskFiles
from claimwire.transforms.attempt import REJECTED, Attempt, RejectedInWindow, count
from claimwire.transforms.by_key import Gather, MeetByKey, of_type
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.windows import lies_within

_ASKED = (STATEMENTS.name,)
_MET, _WITHOUT_ARTICLE = "met", "without_article"
_CLAIMS, _ROWS = "claims", "rows"


class GroupedStatements(NamedTuple):
    """The outputs of ``GroupStatements``.

    Attributes:
        claims: ``(day, Claim)``, with their statements.
        statements: ``(day, Statement)``.
        rejections: ``Rejection``.
    """

    claims: PCollection
    statements: PCollection
    rejections: PCollection


@dataclasses.dataclass
class GroupStatements(beam.PTransform):
    """Set ``statement_id`` of claims, and make the rows of statements.

    Input: ``{"articles": Article, "claims": (day, Claim), "files": TableFile}`` and the ``recall``
    of articles for a stream: articles whose window may not be published yet are compared with, and
    are not in the output.

    Each file of the last two periods is read once, and compared with the packed keys of the new
    claims. Only the published statements that share a key are read whole. One worker decides the
    claims of a language, with at most 32 comparisons a claim.

    Attributes:
        store: the store of the tables.
        recall: how the claims of articles of earlier windows are kept.
        buckets: number of workers that read the tables.
    """

    store: Store
    recall: RecallArticles
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> GroupedStatements:
        """Wire the steps."""
        own = (
            (
                inputs["articles"] | "Describe" >> beam.Map(_described),
                inputs["claims"] | "KeyClaims" >> beam.Map(_by_article),
            )
            | "ByArticle" >> MeetByKey()
            | "WithClaims" >> beam.ParDo(_with_claims).with_outputs(_WITHOUT_ARTICLE, main=_MET)
        )
        articles = {"articles": own[_MET], "ticks": inputs["ticks"]} | "Recall" >> self.recall
        wanted = (
            articles | "Sought" >> beam.Map(_sought) | "AllSought" >> Gather(SoughtStatements.of)
        )
        scanning = functools.partial(_scan, store=self.store)
        known = {"candidates": wanted, "files": inputs["files"]} | "Scan" >> AskFiles(
            _ASKED, scanning, self.buckets
        )
        decided = (
            (
                articles | "KeyByLanguage" >> beam.Map(_by_language),
                known | "KnownByLanguage" >> beam.Map(_known_by_language),
            )
            | "ByLanguage" >> MeetByKey()
            | "Resolve"
            >> beam.ParDo(Attempt(resolve_language, Stage.STATEMENTS, _subjects)).with_outputs(
                REJECTED, main="decided"
            )
        )
        grouped = (
            decided["decided"]
            | "OfThisWindow" >> beam.Map(_of_window)
            | "Rows"
            >> beam.ParDo(Attempt(rows_and_claims, Stage.STATEMENTS, _subjects_of_window))
            .with_output_types(tuple[str, Claim])
            .with_outputs(REJECTED, _ROWS, main=_CLAIMS)
        )
        return GroupedStatements(
            claims=(grouped[_CLAIMS], own[_WITHOUT_ARTICLE]) | "AllClaims" >> beam.Flatten(),
            statements=grouped[_ROWS],
            rejections=(decided[REJECTED], grouped[REJECTED])
            | "Rejections" >> beam.Flatten()
            | "RejectedInWindow" >> RejectedInWindow(),
        )


@dataclasses.dataclass(frozen=True)
class Decided:
    """An article whose claims have their statements.

    Attributes:
        article: the article, with its claims.
        told: those of them that could be compared.
    """

    article: ArticleClaims
    told: tuple[Told, ...]


class OfWindow(NamedTuple):
    """The articles of a language whose claims were compared.

    Attributes:
        new: those of the window.
        recalled: those of earlier windows.
    """

    new: list[Decided]
    recalled: list[Decided]


def _described(article: Article) -> tuple[str, ArticleClaims]:
    return article.article_id, ArticleClaims.of(article)


def _by_article(row: tuple[str, Claim]) -> tuple[str, tuple[str, Claim]]:
    return row[1].article_id, row


def _with_claims(met: tuple[str, Iterable[Any]]) -> Iterator[Any]:
    members = list(met[1])
    articles, rows = list(of_type(members, ArticleClaims)), list(of_type(members, tuple))
    if articles and rows:
        yield articles[0].with_claims(claim for _, claim in rows)
    elif rows:
        # A runner may deliver what is late apart. Such claims are kept, without a statement.
        for row in rows:
            yield TaggedOutput(_WITHOUT_ARTICLE, row)


def _sought(article: ArticleClaims) -> dict[int, bytes]:
    return sought(
        keys_looked_for(content, article.language, article.first_seen_at)
        for content in contents_of(article)
    )


def _scan(
    files: list[TableFile], wanted: SoughtStatements, store: Store
) -> Iterator[Representative]:
    return scan(store, files, wanted)


def _by_language(article: ArticleClaims) -> tuple[str, ArticleClaims]:
    return article.language, article


def _known_by_language(known: Representative) -> tuple[str, Representative]:
    return known.report.language, known


def resolve_language(
    met: tuple[str, Iterable[ArticleClaims | Representative]],
) -> Iterator[list[Decided] | Rejection]:
    """Find the statements of all claims of a language, article after article.

    Claims that cannot be compared stay, without a statement, and their article has a rejection: a
    language is one group, so a failure of the whole group would lose the claims of every article.
    """
    members = list(met[1])
    articles = {each.article_id: each for each in of_type(members, ArticleClaims)}
    new = {claim.claim_id for each in articles.values() for claim in each.claims}
    # Only what represents a statement stays in memory while the rest is placed.
    known = of_type(members, Representative)
    statements = KnownStatements(each for each in known if each.report.claim_id not in new)
    decided: list[Decided] = []
    for article in sorted(articles.values(), key=_earliness):
        claims = {claim.claim_id: claim for claim in article.claims}
        described = dataclasses.replace(article, claims=())
        told: list[Told] = []
        try:
            # What is placed before an error stays: other reports may already have joined it.
            told.extend(
                Told(described, claims[placed.claim_id], placed)
                for placed in statements.place(reports_of(article))
            )
        except Exception as error:
            yield _subject(article).unexpected(Stage.STATEMENTS, error)
        decided.append(Decided(article, tuple(told)))
    yield decided


def _earliness(article: ArticleClaims) -> tuple[datetime, datetime, str]:
    return article_earliness(article.first_seen_at, article.published_at, article.article_id)


def _of_window(decided: list[Decided], window: Any = beam.DoFn.WindowParam) -> OfWindow:
    of = OfWindow([], [])
    for each in decided:
        is_new = lies_within(window, each.article.first_seen_at)
        (of.new if is_new else of.recalled).append(each)
    told = list(_told(of.new))
    new = sum(each.claim.claim_id == each.placed.statement_id for each in told)
    count(STATEMENTS_NEW, new)
    count(STATEMENTS_REPORTED, len(told) - new)
    return of


def rows_and_claims(of: OfWindow) -> Iterator[tuple[str, Claim] | TaggedOutput | Rejection]:
    """Yield the rows of statements, and the claims of the window's articles, by their day.

    Both come from here, so that claims name a statement only if it has a row: if the row cannot be
    made, they stay without one, and each article has a rejection.
    """
    made = statement_rows(_told(of.new), _told(of.recalled))
    for error, reports in made.failed:
        for article in {each.article.article_id: each.article for each in reports}.values():
            yield _subject(article).unexpected(Stage.STATEMENTS, error)
    for key, row in made.rows.items():
        yield TaggedOutput(_ROWS, (key.day, row))
    named = {each.claim.claim_id: key.statement_id for key in made.rows for each in made.told[key]}
    for article in (each.article for each in of.new):
        day = day_of(article.first_seen_at)
        for claim in article.claims:
            yield day, dataclasses.replace(claim, statement_id=named.get(claim.claim_id))


def _told(articles: Iterable[Decided]) -> Iterator[Told]:
    return (each for decided in articles for each in decided.told)


def _subject(article: ArticleClaims) -> Subject:
    return Subject(
        article.first_seen_at, article.run_id, article.url, article.feed_url, article.article_id
    )


def _subjects(met: tuple[str, Iterable[Any]]) -> Iterator[Subject]:
    return map(_subject, of_type(met[1], ArticleClaims))


def _subjects_of_window(of: OfWindow) -> Iterator[Subject]:
    return (_subject(each.article) for each in of.new)

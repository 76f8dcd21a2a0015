"""Statements some of whose reports are gone, because their articles have been removed."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire.schemas.claims import Claim
from claimwire.schemas.statements import Statement
from claimwire.statements.article_claims import ArticleClaims, reports_of
from claimwire.statements.grouping import Placed, resolve
from claimwire.statements.links import Link
from claimwire.statements.statement_rows import Successors, Told, relinked, statement_row


class Withdrawn(NamedTuple):
    """What becomes of statements that have lost reports.

    Attributes:
        rows: for each row of theirs those that take its place, in the order given.
        statement_of: the statement of each claim that they report.
        successors: of the statements that are gone.
    """

    rows: list[list[Statement]]
    statement_of: dict[str, str]
    successors: Successors


def withdraw(
    rows: Sequence[Statement], gone: Collection[str], articles: Iterable[ArticleClaims]
) -> Withdrawn:
    """Take the reports of removed articles out of statements.

    A statement whose first report stays remains the same statement, with fewer reports. If the
    first report is gone, the others are compared anew among themselves: the earliest becomes the
    first report of a new statement, which those join that are like it.

    Args:
        rows: all rows, of all days and runs, of the statements that lose a report.
        gone: the ``article_id`` of the removed articles.
        articles: the articles of the reports that stay, with those claims.
    """
    claims = {claim.claim_id: (each, claim) for each in articles for claim in each.claims}
    by_statement: dict[str, list[Statement]] = defaultdict(list)
    for row in rows:
        by_statement[row.statement_id].append(row)
    placed: dict[str, Placed] = {}
    successors: dict[str, str | None] = {}
    for statement_id, own in sorted(by_statement.items()):
        kept = {
            report.claim_id: report.score
            for row in own
            for report in row.reports
            if report.article_id not in gone
        }
        if statement_id in kept:
            represent = {each.claim_id for row in own for each in row.represented_by or ()}
            again = [
                Placed(each, statement_id, score, represents=each in represent)
                for each, score in kept.items()
            ]
            first = statement_id
        else:
            again = _compared_again(kept, claims)
            first = again[0].claim_id if again else ""
            successors[statement_id] = first or None
        links = tuple(_links(own))
        for each in again:
            inherited = links if each.claim_id == first else ()
            placed[each.claim_id] = dataclasses.replace(each, links=(*each.links, *inherited))
    return Withdrawn(
        rows=[[relinked(new, successors) for new in _rows(row, placed, claims)] for row in rows],
        statement_of={each.claim_id: each.statement_id for each in placed.values()},
        successors=successors,
    )


def _links(rows: Iterable[Statement]) -> Iterator[Link]:
    for row in rows:
        yield from (Link("contradicts", *dataclasses.astuple(each)) for each in row.contradicts)
        yield from (Link("answers", *dataclasses.astuple(each)) for each in row.answers)


def _compared_again(
    claim_ids: Collection[str], claims: Mapping[str, tuple[ArticleClaims, Claim]]
) -> list[Placed]:
    """Compare reports among themselves, the earliest first."""
    by_article: dict[str, tuple[ArticleClaims, list[Claim]]] = {}
    for claim_id in claim_ids:
        article, claim = claims[claim_id]
        by_article.setdefault(article.article_id, (article, []))[1].append(claim)
    return resolve(
        report
        for article, own in by_article.values()
        for report in reports_of(article.with_claims(own))
    )


def _rows(
    row: Statement,
    placed: Mapping[str, Placed],
    claims: Mapping[str, tuple[ArticleClaims, Claim]],
) -> Iterator[Statement]:
    """Yield what becomes of one row: nothing, one row, or one for each of several statements."""
    told: dict[str, list[Told]] = defaultdict(list)
    for report in row.reports:
        if report.claim_id in placed:
            place = placed[report.claim_id]
            article, claim = claims[report.claim_id]
            described = dataclasses.replace(article, claims=())
            told[place.statement_id].append(Told(described, claim, place))
    for statement_id, reports in sorted(told.items()):
        yield dataclasses.replace(statement_row(statement_id, reports), run_id=row.run_id)

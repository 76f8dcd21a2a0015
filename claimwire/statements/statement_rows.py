"""The rows of statements, from the reports of one run and day."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from claimwire.schemas.claims import Claim
from claimwire.schemas.statements import (
    KEYS_LENGTH,
    LinkedStatement,
    RepresentingReport,
    Statement,
    StatementReport,
)
from claimwire.schemas.table import day_of
from claimwire.statements.article_claims import ArticleClaims, start_of
from claimwire.statements.claim_content import claim_content, wording_of
from claimwire.statements.grouping import Placed
from claimwire.statements.speaker_ties import speaker_ids
from claimwire.statements.statement_keys import keys_of, packed, period_of

Successors = Mapping[str, str | None]
"""The statement that stands in the place of one that is gone; None if it has no report left."""


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """A report of a statement, with the claim and article that tell it.

    Attributes:
        article: the article, without its claims.
        claim: the claim.
        placed: its statement.
    """

    article: ArticleClaims
    claim: Claim
    placed: Placed


class RowKey(NamedTuple):
    """The key of a row: a statement and a day, ``YYYY-MM-DD``."""

    statement_id: str
    day: str


class MadeRows(NamedTuple):
    """The rows of statements.

    Attributes:
        rows: the rows.
        told: the reports of each row.
        failed: errors, and the reports whose row cannot be made.
    """

    rows: dict[RowKey, Statement]
    told: dict[RowKey, list[Told]]
    failed: list[tuple[Exception, list[Told]]]


def statement_rows(new: Iterable[Told], recalled: Iterable[Told]) -> MadeRows:
    """Return the rows of statements, one a day, with links to none but those that have a row.

    Args:
        new: reports of one run.
        recalled: reports of earlier windows of the run. They are no part of the rows. If the row of
            their statement could not be made then, it cannot be made again, which tells that a
            link to it would lead nowhere.
    """
    made = _made(new)
    linked = {
        link.statement_id for row in made.rows.values() for link in (*row.contradicts, *row.answers)
    }
    before = _made(each for each in recalled if each.placed.statement_id in linked)
    told = chain(*made.told.values(), *before.told.values())
    without_row = {each.claim.claim_id for each in told} - {
        key.statement_id for key in (*made.rows, *before.rows)
    }
    gone: Successors = dict.fromkeys(linked & without_row)
    rows = {key: relinked(row, gone) if gone else row for key, row in made.rows.items()}
    return made._replace(rows=rows)


def _made(told: Iterable[Told]) -> MadeRows:
    by_row: dict[RowKey, list[Told]] = defaultdict(list)
    for each in told:
        by_row[RowKey(each.placed.statement_id, day_of(each.article.first_seen_at))].append(each)
    made = MadeRows({}, by_row, [])
    for key, reports in by_row.items():
        try:
            made.rows[key] = statement_row(key.statement_id, reports)
        except Exception as error:
            made.failed.append((error, reports))
    return made


def statement_row(statement_id: str, told: Iterable[Told]) -> Statement:
    """Return the row of a statement, from reports of one run and day.

    Neither the order of the reports matters nor that a runner delivers one twice.

    Args:
        statement_id: the statement.
        told: its reports, one or more.
    """
    ordered = sorted({each.claim.claim_id: each for each in told}.values(), key=_earliness)
    first = ordered[0]
    claim, article = first.claim, first.article
    widest = max(ordered, key=lambda each: len(wording_of(each.claim)))
    representing = [each for each in ordered if each.placed.represents]
    return Statement(
        statement_id=statement_id,
        language=article.language,
        text=wording_of(widest.claim),
        claim_id=widest.claim.claim_id,
        article_id=widest.article.article_id,
        speaker_text=claim.speaker_text,
        speaker_name=claim.speaker_name,
        speaker_entity_id=claim.speaker_entity_id,
        speaker_entity_ids=sorted(speaker_ids(claim)),
        speaker_kind=claim.speaker_kind,
        speaker_role=claim.speaker_role,
        speaker_affiliation=claim.speaker_affiliation,
        speaker_country=claim.speaker_country,
        act=claim.act,
        said_on=claim.said_on,
        first_seen_at=article.first_seen_at,
        site=article.site,
        reports=[_report(each) for each in ordered],
        contradicts=_linked(ordered, "contradicts"),
        answers=_linked(ordered, "answers"),
        statement_keys=b"".join(map(_keys, representing)) or None,
        run_id=article.run_id,
        represented_by=[_representing(each.claim) for each in representing],
    )


def relinked(row: Statement, successors: Successors) -> Statement:
    """Return a row whose links lead to the successors of statements that are gone."""
    return dataclasses.replace(
        row,
        contradicts=_led_on(row, row.contradicts, successors),
        answers=_led_on(row, row.answers, successors),
    )


def _led_on(
    row: Statement, links: Iterable[LinkedStatement], successors: Successors
) -> list[LinkedStatement]:
    scores: dict[str, float] = {}
    for link in links:
        to = successors.get(link.statement_id, link.statement_id)
        if to is not None and to != row.statement_id:
            scores[to] = max(link.score, scores.get(to, 0.0))
    return [LinkedStatement(to, score) for to, score in sorted(scores.items())]


def _keys(told: Told) -> bytes:
    """Return the keys by which a report that represents its statement is found."""
    if told.placed.keys is not None:
        return told.placed.keys
    article = told.article
    content = claim_content(told.claim, article.language)
    keys = packed(keys_of(content, article.language, period_of(article.first_seen_at)))
    assert len(keys) == KEYS_LENGTH
    return keys


def _representing(claim: Claim) -> RepresentingReport:
    return RepresentingReport(
        claim_id=claim.claim_id,
        speaker_text=claim.speaker_text,
        speaker_name=claim.speaker_name,
        speaker_entity_id=claim.speaker_entity_id,
        speaker_entity_ids=sorted(speaker_ids(claim)),
        speaker_kind=claim.speaker_kind,
        speaker_affiliation=claim.speaker_affiliation,
        speaker_country=claim.speaker_country,
        act=claim.act,
        said_on=claim.said_on,
    )


def _earliness(told: Told) -> tuple[bool, datetime, str, int, str]:
    # The statement's first report leads, whatever its article's date of publication is.
    is_later = told.claim.claim_id != told.placed.statement_id
    article = told.article
    return (
        is_later,
        article.first_seen_at,
        article.article_id,
        start_of(told.claim),
        told.claim.claim_id,
    )


def _report(told: Told) -> StatementReport:
    return StatementReport(
        claim_id=told.claim.claim_id,
        article_id=told.article.article_id,
        site=told.article.site,
        seen_at=told.article.first_seen_at,
        published_at=told.article.published_at,
        start=start_of(told.claim),
        text=wording_of(told.claim),
        score=round(told.placed.score, 3),
    )


def _linked(ordered: Iterable[Told], relation: str) -> list[LinkedStatement]:
    scores = {
        link.statement_id: link.score
        for each in ordered
        for link in each.placed.links
        if link.relation == relation
    }
    return [LinkedStatement(other, score) for other, score in sorted(scores.items())]

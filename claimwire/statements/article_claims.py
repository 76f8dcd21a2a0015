"""The claims of one article, and how they are told to the grouping and to the table."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime

from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim
from claimwire.schemas.statements import (
    KEYS_LENGTH,
    LinkedStatement,
    RepresentingReport,
    Statement,
    StatementReport,
)
from claimwire.statements.claim_content import claim_content, wording_of
from claimwire.statements.grouping import Placed
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import speaker_ids, speaker_of
from claimwire.statements.statement_keys import keys_of, packed, period_of

UNKNOWN_LANGUAGE = "und"
"""Language of an article whose language nobody tells (ISO 639-2: undetermined)."""


@dataclasses.dataclass(frozen=True)
class ArticleClaims:
    """The claims of an article, with what else their grouping needs.

    Attributes:
        article_id, url, feed_url, site: of the article.
        first_seen_at, published_at: its times.
        language: its ISO 639-1 code.
        run_id: the run that read it.
        claims: its claims.
    """

    article_id: str
    url: str
    feed_url: str
    site: str
    first_seen_at: datetime
    published_at: datetime | None
    language: str
    run_id: str
    claims: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, article: Article) -> "ArticleClaims":
        """Return an article, without its claims."""
        return cls(
            article_id=article.article_id,
            url=article.url,
            feed_url=article.feed_url,
            site=article.site,
            first_seen_at=article.first_seen_at,
            published_at=article.published_at,
            language=article.language or UNKNOWN_LANGUAGE,
            run_id=article.run_id,
        )

    def with_claims(self, claims: Iterable[Claim]) -> "ArticleClaims":
        """Return the article with its claims, given in any order."""
        ordered = sorted(claims, key=lambda claim: (start_of(claim), claim.claim_id))
        return dataclasses.replace(self, claims=tuple(ordered))


@dataclasses.dataclass(frozen=True)
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


def start_of(claim: Claim) -> int:
    """Return the offset at which a claim's content begins."""
    return claim.spans[0].start if claim.spans else 0


def reports_of(article: ArticleClaims) -> Iterator[Report]:
    """Yield the claims that stand by themselves, as reports."""
    for claim in article.claims:
        if claim.parent_id is None:
            yield Report(
                claim_id=claim.claim_id,
                article_id=article.article_id,
                seen_at=article.first_seen_at,
                published_at=article.published_at,
                start=start_of(claim),
                language=article.language,
                said_on=claim.said_on,
                act=claim.act,
                speaker=speaker_of(claim, article.language),
                content=claim_content(claim, article.language),
            )


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


def _keys(told: Told) -> bytes:
    """Return the keys by which a report that represents its statement is found."""
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

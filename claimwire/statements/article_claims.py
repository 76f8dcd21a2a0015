"""The claims of one article, and how they are told to the grouping."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime

from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim
from claimwire.statements.claim_content import Content, claim_content
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import speaker_of

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
        """Return the article with its claims, given in any order; a runner may repeat one."""
        distinct = {claim.claim_id: claim for claim in claims}.values()
        ordered = sorted(distinct, key=lambda claim: (start_of(claim), claim.claim_id))
        return dataclasses.replace(self, claims=tuple(ordered))


def start_of(claim: Claim) -> int:
    """Return the offset at which a claim's content begins."""
    return claim.spans[0].start if claim.spans else 0


def contents_of(article: ArticleClaims) -> Iterator[Content]:
    """Yield the contents of the claims that stand by themselves."""
    for claim in article.claims:
        if claim.parent_id is None:
            yield claim_content(claim, article.language)


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

"""Separation of distinct articles, once their pages have named their canonical URLs."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from claimwire.recognition.known_candidates import Trace
from claimwire.recognition.standing import Standing, judge
from claimwire.schemas.articles import Article
from claimwire.schemas.keys import stable_id
from claimwire.web.urls import BadUrl, canonical_url

_LAST = datetime.max.replace(tzinfo=UTC)


def entry_id(article: Article) -> str:
    """Return the identifier that the article's entry had before its page was read."""
    if not article.url:
        return article.article_id
    try:
        return stable_id(canonical_url(article.url))
    except BadUrl:
        return article.article_id


def is_renamed(article: Article) -> bool:
    """Return whether an article's page named another address than its entry's."""
    return article.article_id != entry_id(article)


@dataclasses.dataclass(frozen=True)
class Distinct:
    """The decision about the articles that have the same identifier.

    Attributes:
        kept: the article of that identifier; None if an earlier run has published it, or it was
            removed on demand.
        apart: articles with other texts, each under the identifier of its own entry.
        left_out: duplicates of the article.
    """

    kept: Article | None
    apart: Sequence[Article]
    left_out: Sequence[Article]


def distinct(article_id: str, articles: Iterable[Article], traces: Iterable[Trace]) -> Distinct:
    """Decide which articles belong to an identifier.

    Careless templates name one address, for example a section's, on all their pages. So a page may
    take another address only if its text is the known text of that address: that of an earlier
    run, or else of the first article. A page with another text keeps the address of its entry;
    the step that compares texts decides whether it is a copy. If the known text is older than
    the look-back, pages are trusted.

    Args:
        article_id: the identifier.
        articles: the articles, in any order; one that was delivered twice counts once.
        traces: the identifier's traces of earlier runs, in any order.
    """
    traces = list(traces)
    ordered = sorted(articles, key=precedence)
    kept = None
    standing = judge(article_id, traces).standing
    if standing not in (Standing.KNOWN, Standing.FORGOTTEN) and ordered:
        kept = ordered.pop(0)
    known = {kept.text_key} if kept else {each.text_key for each in traces if each.text_key}
    apart: dict[str, Article] = {}
    left_out = []
    for article in ordered:
        if known and article.text_key not in known and is_renamed(article):
            own = under_own_address(article)
            apart.setdefault(own.article_id, own)
        else:
            left_out.append(article)
    return Distinct(kept, list(apart.values()), left_out)


def under_own_address(article: Article) -> Article:
    """Return the article under the address of its entry instead of the one its page names."""
    return dataclasses.replace(
        article, article_id=entry_id(article), canonical_url=canonical_url(article.url)
    )


def precedence(article: Article) -> tuple[Any, ...]:
    """Return the sort key of articles of one page.

    The order is: first seen, then the article of the address itself, then published (undated
    last), then the address.
    """
    return (
        article.first_seen_at,
        is_renamed(article),
        article.published_at or _LAST,
        article.url,
        article.feed_url,
        article.text,
    )

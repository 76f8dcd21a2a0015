"""Which articles are distinct, once their pages have named their canonical URLs."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from schemas.articles import Article
from schemas.keys import stable_id
from transforms.recognise.known import Trace
from transforms.recognise.standing import Standing, judge
from transforms.web.urls import BadUrl, canonical_url

_LAST = datetime.max.replace(tzinfo=UTC)


def entry_id(article: Article) -> str:
    """Answer the identifier that the article's entry had before its page was read."""
    if not article.url:
        return article.article_id
    try:
        return stable_id(canonical_url(article.url))
    except BadUrl:
        return article.article_id


def distinct(
    article_id: str, articles: Iterable[Article], traces: Iterable[Trace]
) -> Article | None:
    """Choose among the articles that go by the same identifier.

    Args:
        article_id: the identifier.
        articles: the articles, in any order.
        traces: what earlier runs know of that identifier, in any order.

    Returns:
        The one first seen; None if an earlier run has published the article.
    """
    if judge(article_id, traces).standing is Standing.KNOWN:
        return None
    return min(articles, key=precedence, default=None)


def precedence(article: Article) -> tuple[Any, ...]:
    """Order articles of one page: first seen, then published (undated last), then by address."""
    return (
        article.first_seen_at,
        article.published_at or _LAST,
        article.url,
        article.feed_url,
        article.text,
    )

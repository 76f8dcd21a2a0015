"""Which articles are distinct, once their pages have named their canonical URLs."""

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
    """Answer the identifier that the article's entry had before its page was read."""
    if not article.url:
        return article.article_id
    try:
        return stable_id(canonical_url(article.url))
    except BadUrl:
        return article.article_id


def is_renamed(article: Article) -> bool:
    """Tell whether an article's page named another address than its entry's."""
    return article.article_id != entry_id(article)


@dataclasses.dataclass(frozen=True)
class Distinct:
    """What becomes of the articles that go by the same identifier.

    Attributes:
        kept: the article of that identifier; None if an earlier run has published it.
        apart: articles of other texts, each under the identifier of its own entry.
        left_out: the same article once more.
    """

    kept: Article | None
    apart: Sequence[Article]
    left_out: Sequence[Article]


def distinct(article_id: str, articles: Iterable[Article], traces: Iterable[Trace]) -> Distinct:
    """Decide which articles are the one of an identifier.

    Careless templates name one address, a section's say, on all their pages. So a page is
    believed to be that of another address only if its text is the text that is known from there:
    that of an earlier run, or else of the first article. A page of another text keeps the address
    of its entry; whether it is a copy is for the step that compares texts. Where the known text
    is older than the look-back, pages are believed.

    Args:
        article_id: the identifier.
        articles: the articles, in any order; one that was delivered twice counts once.
        traces: what earlier runs know of that identifier, in any order.
    """
    traces = list(traces)
    ordered = sorted(articles, key=precedence)
    kept = None
    if judge(article_id, traces).standing is not Standing.KNOWN and ordered:
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
    """Take back that an article's page names another address than its entry's."""
    return dataclasses.replace(
        article, article_id=entry_id(article), canonical_url=canonical_url(article.url)
    )


def precedence(article: Article) -> tuple[Any, ...]:
    """Order articles of one page.

    First seen, then that of the very address, then published (undated last), then by address.
    """
    return (
        article.first_seen_at,
        is_renamed(article),
        article.published_at or _LAST,
        article.url,
        article.feed_url,
        article.text,
    )

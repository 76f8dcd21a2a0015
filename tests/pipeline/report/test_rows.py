"""Which rows a report is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.rejections import REJECTIONS
from tests.fakes.rows import NOW, a_claim, a_poll, a_rejection, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore


def article(name: str, **changes: Any) -> Any:
    url = f"https://news.example/{name}"
    return an_article(article_id=name, url=url, canonical_url=url, **changes)


def claim(article_id: str, **changes: Any) -> Any:
    return a_claim(claim_id=f"of {article_id}", article_id=article_id, **changes)


@pytest.fixture
def store() -> MemoryStore:
    """Claims of three days; the clock says 1 May, and the first article is of 28 April."""
    store = MemoryStore()
    old = datetime(2024, 4, 28, 23, 59, tzinfo=UTC)
    articles = [
        article("old", published_at=old),
        article("new"),
        article("ahead", published_at=NOW + timedelta(days=400)),
    ]
    claims = [
        claim("old", speaker_country="AFG"),
        claim("new", speaker_country="TUR"),
        claim("ahead"),
    ]
    publish_rows(store, {ARTICLES: articles, CLAIMS: claims})
    return store


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (Choice(), ["ahead", "new", "old"]),
        (Choice(since=date(2024, 4, 29)), ["ahead", "new"]),
        (Choice(since=date(2024, 4, 28), until=date(2024, 4, 28)), ["old"]),
        (Choice(until=date(2024, 4, 27)), []),
        (Choice(countries=("TUR",)), ["new"]),
        (Choice(countries=("AFG", "TUR")), ["new", "old"]),
        (Choice(since=date(2024, 5, 1), countries=("AFG",)), []),
    ],
)
def test_claims_are_chosen_by_day_and_country(
    store: MemoryStore, choice: Choice, chosen: list[str]
) -> None:
    rows = read_rows(store, choice)
    assert [row["article_id"] for row in rows.claims] == chosen
    assert sorted(row["article_id"] for row in rows.articles) == sorted(chosen)


def test_parts_come_with_the_claims_that_are_chosen() -> None:
    store = MemoryStore()
    claims = [
        claim("a", speaker_country="TUR"),
        a_claim(claim_id="inner", article_id="a", parent_id="goes on", relation="nested"),
        a_claim(claim_id="goes on", article_id="a", parent_id="of a", relation="continues"),
        claim("b", speaker_country="AFG"),
        a_claim(claim_id="of none", article_id="b", parent_id="of b", speaker_country="TUR"),
    ]
    publish_rows(store, {ARTICLES: [article("a"), article("b")], CLAIMS: claims})
    rows = read_rows(store, Choice(countries=("TUR",)))
    assert [row["claim_id"] for row in rows.claims] == ["of a"]
    assert sorted(row["claim_id"] for row in rows.parts) == ["goes on", "inner"]
    everything = read_rows(store, Choice())
    assert (len(everything.claims), len(everything.parts)) == (2, 3)


def test_other_pages_of_a_story_come_without_their_text() -> None:
    store = MemoryStore()
    copy = article("b", story_id="a", copy_of="a", first_seen_at=NOW + timedelta(hours=1))
    pages = [copy, article("a", story_id="a"), article("c", story_id="c")]
    publish_rows(store, {ARTICLES: pages, CLAIMS: [claim("a")]})
    rows = read_rows(store, Choice())
    assert [(row["article_id"], row["text"] is None) for row in rows.articles] == [
        ("a", False),
        ("b", True),
    ]


def test_an_original_comes_before_a_copy_that_was_seen_with_it() -> None:
    store = MemoryStore()
    pages = [article("a", story_id="b", copy_of="b"), article("b", story_id="b")]
    publish_rows(store, {ARTICLES: pages, CLAIMS: [claim("b")]})
    assert [row["article_id"] for row in read_rows(store, Choice()).articles] == ["b", "a"]


def test_rejections_are_counted_within_the_period(store: MemoryStore) -> None:
    rejections = [
        a_rejection(url="1", reason="robots"),
        a_rejection(url="2"),
        a_rejection(url="3"),
        a_rejection(url="4", occurred_at=NOW - timedelta(days=9)),
    ]
    publish_rows(store, {REJECTIONS: rejections}, run_id="run2")
    counted = read_rows(store, Choice(since=date(2024, 4, 30))).rejections
    assert counted == [{"reason": "timeout", "count": 2}, {"reason": "robots", "count": 1}]


def test_feeds_are_as_they_were_last() -> None:
    store = MemoryStore()
    polls = [
        a_poll(feed_url="a", outcome="failed", failures=1, error="no answer"),
        a_poll(feed_url="a", polled_at=NOW + timedelta(hours=1)),
        a_poll(feed_url="b", outcome="failed", failures=2, error="status 500"),
    ]
    publish_rows(store, {FEEDS: polls})
    feeds = read_rows(store, Choice()).feeds
    assert [(row["feed_url"], row["failures"]) for row in feeds] == [("b", 2), ("a", 0)]

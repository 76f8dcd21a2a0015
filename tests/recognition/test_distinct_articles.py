import itertools
from datetime import timedelta

import pytest

from claimwire.recognition.distinct_articles import distinct, entry_id
from claimwire.recognition.known_candidates import Trace
from claimwire.schemas.articles import Article
from claimwire.schemas.keys import stable_id
from tests.fakes.rows import NOW, URL, an_article

ID = an_article().article_id


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, stable_id(URL)),
        (URL + "?utm_source=feed", stable_id(URL)),
        ("https://news.example/other", stable_id("https://news.example/other")),
        ("", "own"),
        ("mailto:a@b.example", "own"),
    ],
)
def test_the_entry_s_identifier_is_that_of_its_link(url: str, expected: str) -> None:
    assert entry_id(an_article(article_id="own", url=url)) == expected


def test_of_several_articles_of_one_page_the_first_published_is_kept() -> None:
    articles = [
        an_article(url="https://b.example/", published_at=NOW),
        an_article(url="https://c.example/", published_at=NOW - timedelta(hours=1)),
        an_article(url="https://a.example/"),
    ]
    for ordered in itertools.permutations(articles):
        assert distinct(ID, ordered, []).kept == articles[1]


def test_among_undated_articles_the_address_decides() -> None:
    articles = [an_article(url="https://b.example/"), an_article(url="https://a.example/")]
    assert distinct(ID, articles, []).kept == articles[1]


@pytest.mark.parametrize(
    ("trace", "kept"),
    [
        (Trace("articles", ID), False),
        (Trace("sightings", ID, NOW), False),
        # Its own address had been rejected, but now another address has led to its text.
        (Trace("rejections", ID, NOW, 1, retryable=True), True),
        (Trace("rejections", ID, NOW, 1, retryable=False), True),
    ],
)
def test_what_an_earlier_run_published_is_not_kept(trace: Trace, kept: bool) -> None:
    found = distinct(ID, [an_article()], [trace])
    assert (found.kept is not None, len(found.left_out)) == (kept, not kept)


SECTION = stable_id("https://news.example/world")


def careless(name: str, text_key: str) -> Article:
    """Make an article whose page names the section it stands in as its own address."""
    return an_article(
        url=f"https://news.example/world/{name}",
        canonical_url="https://news.example/world",
        text_key=text_key,
    )


def test_pages_of_other_texts_keep_their_own_address() -> None:
    articles = [careless("a", "1"), careless("b", "2"), careless("c", "1"), careless("d", "3")]
    for ordered in itertools.permutations(articles):
        found = distinct(SECTION, ordered, [])
        assert found.kept == articles[0]
        assert list(found.left_out) == [articles[2]]
        assert [each.canonical_url for each in found.apart] == [articles[1].url, articles[3].url]
        assert [each.article_id for each in found.apart] == [
            stable_id(articles[1].url),
            stable_id(articles[3].url),
        ]


def test_the_page_of_the_very_address_comes_before_others_that_name_it() -> None:
    own = an_article(
        url="https://news.example/world", canonical_url="https://news.example/world", text_key="1"
    )
    found = distinct(SECTION, [careless("a", "2"), own], [])
    assert (found.kept, [each.url for each in found.apart]) == (
        own,
        ["https://news.example/world/a"],
    )


@pytest.mark.parametrize(
    ("trace", "is_apart"),
    [
        (Trace("articles", SECTION, text_key="1"), False),
        (Trace("articles", SECTION, text_key="2"), True),
        # Its text is not remembered any more.
        (Trace("sightings", SECTION, NOW), False),
    ],
)
def test_the_text_that_an_earlier_run_published_is_compared(trace: Trace, is_apart: bool) -> None:
    found = distinct(SECTION, [careless("a", "1")], [trace])
    assert found.kept is None
    assert (len(found.apart), len(found.left_out)) == (is_apart, not is_apart)

import itertools
from datetime import timedelta

import pytest

from schemas.keys import stable_id
from tests.fakes.rows import NOW, URL, an_article
from transforms.recognise.articles import distinct, entry_id
from transforms.recognise.known import Trace

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
        an_article(url="b", published_at=NOW),
        an_article(url="c", published_at=NOW - timedelta(hours=1)),
        an_article(url="a"),
    ]
    for ordered in itertools.permutations(articles):
        assert distinct(ID, ordered, []) == articles[1]


def test_among_undated_articles_the_address_decides() -> None:
    articles = [an_article(url="b"), an_article(url="a")]
    assert distinct(ID, articles, []) == articles[1]


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
    assert (distinct(ID, [an_article()], [trace]) is not None) is kept

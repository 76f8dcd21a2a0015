"""Live blogs: one article a part, or one article that says what it is."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from claimwire.pages.extraction import extract
from claimwire.pages.live_articles import make_articles
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Rejection

URL = "https://news.example/world/talks-go-on"

PARTS: list[dict[str, Any]] = [
    {
        "@type": "BlogPosting",
        "headline": "Ministers arrive",
        "url": f"{URL}#block-1",
        "datePublished": "2024-05-14T08:05:00+02:00",
        "author": {"@type": "Person", "name": "Anna Berg"},
        "articleBody": "<p>The ministers have arrived in Geneva.</p><p>Talks begin at noon, a "
        "spokesman said on Tuesday.</p>",
    },
    {
        "@type": "BlogPosting",
        "headline": "Talks begin",
        "@id": "#block-2",
        "datePublished": "2024-05-14T10:00:00Z",
        "articleBody": "Talks have begun, the foreign minister of Iran said in front of the hall.",
    },
    {"@type": "BlogPosting", "url": "#block-3", "datePublished": "2024-05-14T10:30:00Z"},
]


def articles_of(
    parts: list[dict[str, Any]], entry: Entry, fetched: Callable[..., FetchedPage], text: str
) -> list[Article]:
    blog = {"@type": "LiveBlogPosting", "headline": "Talks, live", "liveBlogUpdate": parts}
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    body = (
        f'<html><head><script type="application/ld+json">{json.dumps(blog)}</script></head>'
        f"<body><article><h1>Talks, live</h1>{paragraphs}</article></body></html>"
    ).encode()
    found = extract(body, url=URL, content_type=None, latest=date(2024, 5, 15))
    made = make_articles(fetched(entry, body), found, min_words=40)
    assert not any(isinstance(each, Rejection) for each in made)
    return [each for each in made if isinstance(each, Article)]


def test_each_part_with_a_text_is_an_article(
    entry: Callable[..., Entry], fetched: Callable[..., FetchedPage], prose: Callable[[int], str]
) -> None:
    of_feed = entry(published_at=datetime(2024, 5, 14, 6, tzinfo=UTC), authors=["Desk"])
    first, second = articles_of(PARTS, of_feed, fetched, prose(200))
    assert first.canonical_url == f"{URL}#block-1"
    assert first.article_id == stable_id(f"{URL}#block-1")
    assert (first.url, first.live_blog, first.site) == (URL, URL, "news.example")
    assert first.title == "Ministers arrive"
    assert first.authors == ["Anna Berg"]
    assert first.text == (
        "The ministers have arrived in Geneva.\nTalks begin at noon, a spokesman said on Tuesday."
    )
    assert first.published_at == datetime(2024, 5, 14, 6, 5, tzinfo=UTC)
    assert first.published_source == "page"
    assert second.canonical_url == f"{URL}#block-2"
    assert second.published_at == datetime(2024, 5, 14, 10, tzinfo=UTC)
    assert second.authors == ["Desk"]


def test_the_text_of_a_part_may_stand_at_its_anchor(
    entry: Callable[..., Entry], fetched: Callable[..., FetchedPage]
) -> None:
    parts = [{**part, "url": f"{URL}#b{n}"} for n, part in enumerate(PARTS)]
    for part in parts:
        part.pop("articleBody", None)
    said = "The spokesman said that the talks would go on for the rest of the week."
    blocks = "".join(
        f"<div id='b{n}'><h2>Block {n}</h2><p>{n}. {said}</p><p>Share this</p></div>"
        for n in range(2)
    )
    found = articles_of(parts, entry(), fetched, blocks)
    assert [each.text for each in found] == [f"0. {said}", f"1. {said}"]
    assert [each.canonical_url for each in found] == [f"{URL}#b0", f"{URL}#b1"]


def test_a_live_blog_without_texts_is_one_article_that_says_so(
    entry: Callable[..., Entry], fetched: Callable[..., FetchedPage], prose: Callable[[int], str]
) -> None:
    [article] = articles_of(PARTS[2:], entry(), fetched, prose(200))
    assert (article.canonical_url, article.live_blog) == (URL, URL)
    assert article.text == prose(200)


def test_a_part_on_another_site_stays_on_the_page(
    entry: Callable[..., Entry], fetched: Callable[..., FetchedPage], prose: Callable[[int], str]
) -> None:
    parts = [{**part, "url": f"https://other.example/{n}"} for n, part in enumerate(PARTS[:2])]
    found = articles_of(parts, entry(), fetched, prose(200))
    assert all(each.canonical_url.startswith(f"{URL}#") for each in found)
    assert len({each.article_id for each in found}) == 2

import pytest
from lxml.html import HtmlElement, document_fromstring

from claimwire.pages.page_metadata import (
    canonical_links,
    declared_language,
    is_declared_article,
    link_density,
    published_raw,
)

URL = "https://news.example/world/a"


def page(head: str = "", body: str = "", attributes: str = "") -> HtmlElement:
    return document_fromstring(
        f"<html {attributes}><head><title>T</title>{head}</head><body>{body}</body></html>"
    )


def linked_data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def test_canonical_links_in_order_and_absolute() -> None:
    tree = page(
        '<meta property="og:url" content="https://news.example/og">'
        '<link rel="Canonical" href=" /world/a-story "><link rel="amphtml" href="/amp">'
    )
    assert canonical_links(tree, URL) == [
        "https://news.example/world/a-story",
        "https://news.example/og",
    ]


@pytest.mark.parametrize("link", ["", "http://[broken"])
def test_useless_canonical_links(link: str) -> None:
    assert canonical_links(page(f'<link rel="canonical" href="{link}">'), URL) == []


@pytest.mark.parametrize(
    ("tree", "language"),
    [
        (page(attributes='lang="en-GB"'), "en"),
        (page(attributes='lang="FR"'), "fr"),
        (page('<meta property="og:locale" content="de_DE">'), "de"),
        (page('<meta http-equiv="Content-Language" content="es">'), "es"),
        (page(attributes='lang="english"'), None),
        (page(), None),
    ],
)
def test_declared_language(tree: HtmlElement, language: str | None) -> None:
    assert declared_language(tree) == language


@pytest.mark.parametrize(
    ("head", "raw"),
    [
        (
            linked_data('{"@type": "NewsArticle", "datePublished": "2021-07-06T09:00:00Z"}'),
            "2021-07-06T09:00:00Z",
        ),
        (
            linked_data(
                '{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], '
                '"datePublished": "2021-07-06"}]}'
            ),
            "2021-07-06",
        ),
        (linked_data('[{"@type": "https://schema.org/BlogPosting", "datePublished": "x"}]'), "x"),
        (
            '<meta property="article:published_time" content="2021-07-06T09:00+02:00">',
            "2021-07-06T09:00+02:00",
        ),
        ('<meta itemprop="datePublished" content="2021-07-06">', "2021-07-06"),
        (linked_data('{"@type": "WebPage", "datePublished": "2001-01-01"}'), None),
        (linked_data('{"@type": "NewsArticle", "datePublished": 20210706}'), None),
        (linked_data('{"@type": "NewsArticle", broken'), None),
        (linked_data("[" * 100_000), None),
        (linked_data('{"@graph": {"@type": "Article", "datePublished": "x"}}'), "x"),
        (linked_data('{"@graph": 5}'), None),
        ("", None),
    ],
)
def test_published_raw(head: str, raw: str | None) -> None:
    assert published_raw(page(head)) == raw


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="og:type" content="article">', True),
        ('<meta property="og:type" content="website">', False),
        (linked_data('{"@type": "ReportageNewsArticle"}'), True),
        (linked_data('{"@type": "NewsMediaOrganization"}'), False),
        ("", False),
    ],
)
def test_declared_article(head: str, expected: bool) -> None:
    assert is_declared_article(page(head)) is expected


def test_link_density() -> None:
    density = link_density(
        page(
            body="<p>one two <a href='/'>three four</a> five</p><a href='/'></a>"
            "<script>not a word</script>six <a href='/'><b>seven</b></a> eight"
        )
    )
    assert density.links == 2
    assert density.share == 3 / 8


def test_link_density_of_nothing() -> None:
    assert link_density(page()).share == 0

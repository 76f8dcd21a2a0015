import pytest
from lxml.html import HtmlElement, document_fromstring

from claimwire.pages import page_metadata
from claimwire.pages.linked_data import LinkedData
from claimwire.pages.meta import Meta
from claimwire.pages.page_metadata import find_publishers, link_density

URL = "https://news.example/world/a"


def page(head: str = "", body: str = "", attributes: str = "") -> HtmlElement:
    return document_fromstring(
        f"<html {attributes}><head><title>T</title>{head}</head><body>{body}</body></html>"
    )


def canonical_links(tree: HtmlElement, url: str) -> list[str]:
    return page_metadata.canonical_links(tree, Meta(tree), url)


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
    assert page_metadata.declared_language(tree, Meta(tree)) == language


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
    tree = page(head)
    assert page_metadata.is_declared_article(Meta(tree), LinkedData(tree)) is expected


def test_publishers() -> None:
    tree = page(
        '<meta property="og:site_name" content="Example News">'
        + linked_data('{"@type": "WebSite", "name": "The Example"}')
    )
    data = LinkedData(tree)
    names = find_publishers(Meta(tree), data, [{"publisher": {"name": "Example Ltd"}}], URL)
    assert names == ["Example News", "Example Ltd", "The Example", "news.example", "news"]


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

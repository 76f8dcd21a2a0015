from collections.abc import Callable

import pytest
from lxml.html import HtmlElement, fromstring, tostring

from claimwire.pages import article_text as module
from claimwire.pages.article_text import article_text

MENU = "".join(f"<li>Part {number}</li>" for number in range(60))


def page(prose: str, *, around: str = "", behind: str = "") -> HtmlElement:
    article = f"<article>{around}<p>{prose}</p></article>"
    return fromstring(f"<html><body><ul>{MENU}</ul>{article}{behind}</body></html>")


@pytest.fixture
def modes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note which modes are used, fast or not."""
    used = []
    real = module.extracted_text

    def noting(tree: HtmlElement, *, fast: bool) -> str:
        used.append(fast)
        return real(tree, fast=fast)

    monkeypatch.setattr(module, "extracted_text", noting)
    return used


def test_an_article_in_paragraphs_is_found_the_fast_way(
    prose: Callable[[int], str], modes: list[bool]
) -> None:
    assert article_text(page(prose(200))).startswith(prose(200)[:100])
    assert modes == [True]


@pytest.mark.parametrize("words", [0, 60])
def test_little_text_is_looked_for_the_long_way(
    words: int, prose: Callable[[int], str], modes: list[bool]
) -> None:
    article_text(page(prose(words)))
    assert modes == [True, False]


def test_pieces_are_looked_at_the_long_way(modes: list[bool]) -> None:
    pieces = "".join(f"<p>Goal of the day number {number}.</p>" for number in range(60))
    article_text(fromstring(f"<html><body><article>{pieces}</article></body></html>"))
    assert modes == [True, False]


def test_what_stands_beside_the_article_is_not_read(prose: Callable[[int], str]) -> None:
    notice = "<div><p>" + "Readers who would like to know more of us may write to us. " * 3
    assert "Readers" not in article_text(page(prose(300), behind=notice))


def test_a_teaser_in_an_article_element_is_not_the_article(prose: Callable[[int], str]) -> None:
    teaser = f"<article><p>Elsewhere: {prose(40)}</p></article>"
    tree = fromstring(f"<html><body>{teaser}<main><p>{prose(300)}</p></main></body></html>")
    assert len(article_text(tree)) > len(prose(200))


def test_the_page_is_left_as_it_is(prose: Callable[[int], str]) -> None:
    tree = page(prose(200), around="<aside>Aside</aside>")
    before = tostring(tree)
    article_text(tree)
    assert tostring(tree) == before

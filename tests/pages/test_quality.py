import dataclasses
from collections.abc import Callable

import pytest

from claimwire.pages.extracted import Extracted
from claimwire.pages.quality import find_problem, is_front_page, is_section
from claimwire.schemas.rejections import Reason

TEASERS = Extracted(
    text="\n".join(["Talks go on in Geneva as ceasefire holds"] * 12), links=120, link_share=0.7
)
SITE = "https://news.example"


@pytest.mark.parametrize(
    "path", ["", "/", "/index.html", "/en", "/en-gb/", "/home", "/de/index.php"]
)
def test_front_pages(path: str) -> None:
    assert is_front_page(SITE + path)
    problem = find_problem(TEASERS, SITE + path)
    assert problem is not None
    assert problem.reason is Reason.INDEX_PAGE


@pytest.mark.parametrize("path", ["/?p=123", "/a", "/en/a", "/index/talks", "/english"])
def test_not_front_pages(path: str) -> None:
    assert not is_front_page(SITE + path)


@pytest.mark.parametrize("path", ["/world", "/world/middle-east/", "/us-and-canada"])
def test_sections(path: str) -> None:
    assert is_section(SITE + path)
    problem = find_problem(TEASERS, SITE + path)
    assert problem is not None
    assert problem.reason is Reason.INDEX_PAGE
    assert "70%" in problem.detail


@pytest.mark.parametrize(
    "path",
    ["/world/talks-go-on-in-geneva", "/2024/talks", "/a/b/c", "/talks.html", "/news?id=7", "/"],
)
def test_not_sections(path: str) -> None:
    assert not is_section(SITE + path)


@pytest.mark.parametrize("change", [{"links": 20}, {"link_share": 0.3}, {"declared_article": True}])
def test_articles_at_the_address_of_a_section(change: dict[str, object]) -> None:
    assert find_problem(dataclasses.replace(TEASERS, **change), SITE + "/world") is None


def test_long_paragraphs_make_an_article(prose: Callable[[int], str]) -> None:
    article = dataclasses.replace(TEASERS, text=prose(300))
    assert find_problem(article, SITE + "/world") is None


def test_too_little_text_is_no_problem_yet() -> None:
    assert find_problem(Extracted(), SITE + "/world/talks-go-on") is None


def test_consent() -> None:
    by_text = Extracted(text="We use cookies. Accept all cookies.", declared_article=True)
    for extracted, url in [(by_text, SITE + "/a"), (Extracted(), "https://consent.google.com/m")]:
        problem = find_problem(extracted, url)
        assert problem is not None
        assert problem.reason is Reason.CONSENT_PAGE

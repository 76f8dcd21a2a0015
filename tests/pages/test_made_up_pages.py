"""Made-up pages, of which the text of the article is known to the letter."""

from datetime import date

import pytest

from bench import news
from bench.extraction import score
from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract
from claimwire.pages.quality import find_problem

BASE = "https://measured.example"
LATEST = date(2026, 11, 26)
COUNT = 30


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, str, Extracted]]:
    """Address, article and what was extracted, of each page."""
    found = []
    for number in range(COUNT):
        url = f"{BASE}/article/{number}.html"
        body = news.page(number, BASE)
        extracted = extract(body, url=url, content_type="text/html", latest=LATEST)
        found.append((url, news.text(number), extracted))
    return found


def test_the_text_is_that_of_the_article(pages: list[tuple[str, str, Extracted]]) -> None:
    f1, _, recall = score((truth, extracted.text) for _, truth, extracted in pages)
    # All of it, and with it at most the headline and the date above it.
    assert recall >= 0.999
    assert f1 >= 0.98


def test_no_article_is_taken_for_something_else(pages: list[tuple[str, str, Extracted]]) -> None:
    assert [url for url, _, extracted in pages if find_problem(extracted, url)] == []

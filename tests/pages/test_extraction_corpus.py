"""Real pages: the articles of the article extraction benchmark (Scrapinghub, MIT licence)."""

import sys

import pytest

from bench.extraction import CORPUS, LATEST, read_pages, score
from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract
from claimwire.pages.plain_text import word_count
from claimwire.pages.quality import find_problem

MIN_WORDS = 40

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"the article extraction corpus is not at {CORPUS}"
)

Page = tuple[str, str, Extracted]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    """Address, article and what was extracted, of each page."""
    return [
        (page.url, page.truth, extract(page.body, url=page.url, content_type=None, latest=LATEST))
        for page in read_pages()
    ]


def test_text_against_the_truth(pages: list[Page]) -> None:
    f1, precision, recall = score((truth, extracted.text) for _, truth, extracted in pages)
    sys.stdout.write(f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}\n")
    assert f1 >= 0.965


def test_no_article_is_taken_for_something_else(pages: list[Page]) -> None:
    articles = [page for page in pages if word_count(page[1]) >= MIN_WORDS]
    assert len(articles) > 170
    assert [(url, problem) for url, _, it in articles if (problem := find_problem(it, url))] == []


def test_nearly_no_article_comes_out_too_short(pages: list[Page]) -> None:
    short = [
        url
        for url, truth, extracted in pages
        if word_count(truth) >= MIN_WORDS > word_count(extracted.text)
    ]
    assert len(short) <= 1

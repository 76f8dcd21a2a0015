"""Real pages: the articles of the article extraction benchmark (Scrapinghub, MIT licence)."""

import gzip
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from transforms.articles.extracted import Extracted
from transforms.articles.extraction import extract
from transforms.articles.plain_text import word_count
from transforms.articles.quality import find_problem

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "article-extraction"
MIN_WORDS = 40

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"the article extraction corpus is not at {CORPUS}"
)

Page = tuple[str, str, Extracted]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    """Address, article and what was extracted, of each page."""
    truth = json.loads((CORPUS / "ground-truth.json").read_text("utf-8"))
    found = []
    for name, expected in sorted(truth.items()):
        body = gzip.decompress((CORPUS / "html" / f"{name}.html.gz").read_bytes())
        url = expected["url"]
        extracted = extract(body, url=url, content_type=None, latest=date(2020, 1, 1))
        found.append((url, expected["articleBody"], extracted))
    return found


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = "".join(each if each.isalnum() else " " for each in text).split()
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))


def test_text_against_the_truth(pages: list[Page]) -> None:
    """Micro-averaged over pages of equal weight, as the benchmark's own scorer does."""
    right, wrong, missed = 0.0, 0.0, 0.0
    for _, truth, extracted in pages:
        expected, found = shingles(truth), shingles(extracted.text)
        both = (expected & found).total()
        total = (expected | found).total()
        right += both / total
        wrong += (found.total() - both) / total
        missed += (expected.total() - both) / total
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    sys.stdout.write(f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}\n")
    assert f1 >= 0.95


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

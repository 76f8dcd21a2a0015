"""What taking texts out of pages costs and how well it is done: ``python -m bench.extraction``.

The pages and their articles are those of the article extraction benchmark (Scrapinghub, MIT
licence), scored as the benchmark's own scorer does it.
"""

import argparse
import dataclasses
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from bench.corpora import CORPORA
from claimwire.pages.article_text import article_text, certain_text, extracted_text
from claimwire.pages.charset import decode
from claimwire.pages.extraction import extract

CORPUS = CORPORA / "article-extraction"

LATEST = date(2020, 1, 1)


@dataclasses.dataclass(frozen=True)
class Page:
    """A page of the corpus: its address, its bytes and the text of its article."""

    url: str
    body: bytes
    truth: str


def read_pages(corpus: Path = CORPUS) -> list[Page]:
    """Read the corpus, in the order of the file names."""
    truth = json.loads((corpus / "ground-truth.json").read_text("utf-8"))
    return [
        Page(
            url=expected["url"],
            body=gzip.decompress((corpus / "html" / f"{name}.html.gz").read_bytes()),
            truth=expected["articleBody"],
        )
        for name, expected in sorted(truth.items())
    ]


def score(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """Score texts by their runs of four words, each page weighing the same.

    Args:
        pairs: the true text of a page and the one that was found.

    Returns:
        F1, precision and recall.
    """
    right, wrong, missed = 0.0, 0.0, 0.0
    for truth, text in pairs:
        expected, found = _shingles(truth), _shingles(text)
        both = (expected & found).total()
        total = (expected | found).total()
        right += both / total
        wrong += (found.total() - both) / total
        missed += (expected.total() - both) / total
    precision, recall = right / (right + wrong), right / (right + missed)
    return 2 * precision * recall / (precision + recall), precision, recall


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = "".join(each if each.isalnum() else " " for each in text).split()
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))


def main() -> int:
    """Print the choices of the text, and what a page takes as a whole.

    Returns:
        0, or 2 if there is no corpus.
    """
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder (%(default)s)")
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        print(f"bench.extraction: {corpus} is absent; name it by --corpus", file=sys.stderr)
        return 2
    pages = read_pages(corpus)
    trees = [load_html(decode(page.body, None)) for page in pages]
    choices: dict[str, Callable[[HtmlElement], str]] = {
        "full": lambda tree: extracted_text(tree, fast=False),
        "fast": lambda tree: extracted_text(tree, fast=True),
        "cheap first": article_text,
    }
    print("| text | F1 | precision | recall | F1 of even, odd pages | ms a page |")
    print("|---|---|---|---|---|---|")
    for name, choice in choices.items():
        started = time.process_time()
        texts = [choice(tree) for tree in trees]
        milliseconds = (time.process_time() - started) / len(pages) * 1000
        pairs = [(page.truth, text) for page, text in zip(pages, texts, strict=True)]
        scores = " | ".join(f"{each:.4f}" for each in score(pairs))
        halves = ", ".join(f"{score(pairs[half::2])[0]:.4f}" for half in (0, 1))
        print(f"| {name} | {scores} | {halves} | {milliseconds:.1f} |")
    certain = sum(1 for tree in trees if certain_text(tree))
    print(f"The fast way is certain of {certain} of {len(trees)} pages.")
    started = time.process_time()
    for page in pages:
        extract(page.body, url=page.url, content_type=None, latest=LATEST)
    # The text of the last choice is what a page is read for.
    besides = (time.process_time() - started) / len(pages) * 1000 - milliseconds
    print(f"Besides the text, a page takes {besides:.1f} ms: decoding, metadata, dates.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

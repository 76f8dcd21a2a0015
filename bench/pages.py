"""Pages against trafilatura by itself: ``python -m bench.pages``.

The text of articles is scored by runs of four words, page by page, on the pages of
``bench.extraction``. That corpus does not say what the title, the authors and the date of a page
are; these are counted on the made-up pages of ``tests/pages/cases/declared.toml``.
"""

import argparse
import dataclasses
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction
from trafilatura.settings import Document

from bench.extraction import CORPUS, LATEST, Page, read_pages, score
from claimwire.pages.charset import decode
from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract

CASES = Path(__file__).parents[1] / "tests" / "pages" / "cases" / "declared.toml"
URL = "https://news.example/world/talks"

_POOR = 0.8
"""F1 below which the text of a page is of little use."""

_REPEATS = 3


def ours(body: bytes, url: str) -> Extracted:
    """Extract a page as a run does."""
    return extract(body, url=url, content_type=None, latest=LATEST)


def trafilatura(body: bytes, url: str) -> Extracted:
    """Extract a page with trafilatura by itself, metadata included, as its users do."""
    found = bare_extraction(decode(body, None), url=url, with_metadata=True, include_comments=False)
    if not isinstance(found, Document):
        return Extracted()
    return Extracted(
        text=found.text or "",
        title=found.title,
        authors=tuple(filter(None, (found.author or "").split("; "))),
        published=((found.date, "page"),) if found.date else (),
    )


Way = Callable[[bytes, str], Extracted]
WAYS: dict[str, Way] = {"claimwire": ours, "trafilatura": trafilatura}


@dataclasses.dataclass(frozen=True)
class Texts:
    """How well and how quickly one way finds texts.

    Attributes:
        f1: mean F1 of the pages.
        poor: share of pages below ``_POOR``.
        milliseconds: processor time of a page, the median of several passes.
    """

    f1: float
    poor: float
    milliseconds: float


def measure_texts(pages: Sequence[Page]) -> dict[str, Texts]:
    """Measure all ways, in turns, so that another load on the machine hits each of them."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    found: dict[str, list[str]] = {}
    for _ in range(_REPEATS):
        for name, way in WAYS.items():
            started = time.process_time()
            found[name] = [way(page.body, page.url).text for page in pages]
            taken[name].append((time.process_time() - started) / len(pages) * 1000)
    return {
        name: _texts([page.truth for page in pages], found[name], statistics.median(taken[name]))
        for name in WAYS
    }


def _texts(truths: Iterable[str], texts: Iterable[str], milliseconds: float) -> Texts:
    scores = [page_f1(truth, text) for truth, text in zip(truths, texts, strict=True)]
    poor = sum(each < _POOR for each in scores) / len(scores)
    return Texts(statistics.fmean(scores), poor, milliseconds)


def page_f1(truth: str, text: str) -> float:
    """Return the F1 of one page's text, 0 if nothing was found."""
    return score([(truth, text)])[0] if text else 0.0


def declared_right(way: Way, cases: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return for title, authors and date how many cases are right, and how many there are."""
    right = {"title": [0, 0], "authors": [0, 0], "published": [0, 0]}
    for case in cases:
        found = way(case_page(case), URL)
        values = {
            "title": found.title,
            "authors": list(found.authors),
            "published": found.published[0][0] if found.published else None,
        }
        for name in right.keys() & case.keys():
            right[name][0] += values[name] == case[name]
            right[name][1] += 1
    return {name: (good, all_) for name, (good, all_) in right.items()}


def case_page(case: dict[str, Any]) -> bytes:
    """Return the page of a case of ``declared.toml``."""
    scripts = "".join(
        f'<script type="application/ld+json">{each}</script>'
        for each in case.get("linked_data", ())
    )
    head = f"<meta charset=utf-8>{case.get('head', '')}{scripts}"
    return f"<html><head>{head}</head><body>{case.get('body', '')}</body></html>".encode()


def main() -> int:
    """Print the figures.

    Returns:
        0, or 2 if there is no corpus.
    """
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder (%(default)s)")
    parser.add_argument("--pages", type=int, help="number of pages (all)")
    chosen = parser.parse_args()
    if not chosen.corpus.is_dir():
        print(f"bench.pages: {chosen.corpus} is absent; name it by --corpus", file=sys.stderr)
        return 2
    pages = read_pages(chosen.corpus)[: chosen.pages]
    print(f"Texts of {len(pages)} pages, by runs of four words\n")
    print("| way | body F1 | pages below .8 | ms a page |\n|---|---|---|---|")
    for name, texts in measure_texts(pages).items():
        print(f"| {name} | {texts.f1:.4f} | {texts.poor:.1%} | {texts.milliseconds:.1f} |")
    cases = tomllib.loads(CASES.read_text("utf-8"))["case"]
    print(f"\nWhat {len(cases)} made-up pages declare\n")
    print("| way | title | authors | date |\n|---|---|---|---|")
    for name, way in WAYS.items():
        right = declared_right(way, cases).values()
        print(f"| {name} | {' | '.join(f'{good} of {all_}' for good, all_ in right)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

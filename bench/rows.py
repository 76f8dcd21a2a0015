"""Whole rows of claims against labels: prints Markdown.

    python -m bench.rows [--corpora FOLDER] [--half looking] [--errors] [--model en_core_web_md]

The labels (``bench/rows/``) are places and values in articles of four corpora, read by one reader;
``looking`` was used while the rules were written, ``kept`` was not looked at. ``--errors`` lists
what is wrong in the former. Behind each figure is its 95 percent interval (``bench.intervals``).
"""

import argparse
import collections
import dataclasses
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpora import CORPORA, is_absent
from bench.intervals import between, share
from bench.rows_compare import FOUND, RIGHT, Row, agrees, found_rows, labelled_row, overlap
from bench.rows_texts import text_of
from claimwire.language.reader import Reader, TextNotRead

FOLDER = Path(__file__).parent / "rows"
HALVES = ("looking", "kept")
COLUMNS = (
    "speaker_name", "joint_speakers", "speaker_kind", "speaker_role", "speaker_affiliation",
    "speaker_country", "addressee", "act", "negated", "modality", "said_on", "said_in", "times",
    "about", "quote_type",
)  # fmt: skip
FOUND_COLUMNS = ("speaker_role", "addressee", "said_on", "said_in", "times")
"""Columns whose filled values are counted by themselves, since most rows have none."""

MAIN = ("content right (boundary too)", "content and speaker right", "whole row right, all columns")
"""The figures that are told of American and of world news apart."""

FEWEST = 20
"""An interval of fewer than so many tells nothing."""

US_NEWS = "polnear/"
"""How the keys of American political news begin; all others are taken for world news."""

Figures = Mapping[str, tuple[int, int]]
"""Each figure as how many of how many, which add up over articles."""

SCORES = ((">= 0.8", 0.8, 2.0), ("0.5 to 0.8", 0.5, 0.8), ("< 0.5, or none", 0.0, 0.5))
"""Ranges of scores; the report hides claims of the last at first."""


@dataclasses.dataclass(frozen=True)
class Pair:
    """A label and what was found of it, or one of both."""

    article: str
    label: Row | None
    found: Row | None

    @property
    def share(self) -> float:
        """The share of all words of both contents that they have in common."""
        return 0.0 if self.label is None or self.found is None else overlap(self.label, self.found)

    @property
    def is_right(self) -> bool:
        """Whether the content is right, boundaries too."""
        doubtful = self.label is not None and "spans" in self.label.doubtful
        return self.share >= (FOUND if doubtful else RIGHT)


def main() -> int:
    """Print how many rows are right; exit 2 where the corpora are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", action="store_true", help="list what is wrong; looking only")
    parser.add_argument("--model", help="a pipeline in the place of the default one")
    arguments = parser.parse_args()
    if is_absent(arguments.corpora):
        return 2
    halves = {
        half: _pairs_of(arguments.corpora, half, arguments.model)
        for half in ([arguments.half] if arguments.half else HALVES)
    }
    figures = {half: _figures_by_article(pairs) for half, pairs in halves.items()}
    names = dict.fromkeys(name for pairs in halves.values() for name in _figures(pairs))
    print(_table(figures, names))
    print()
    print(_table(_by_news(figures), MAIN))
    if arguments.errors and "looking" in halves:
        _print_errors(arguments.corpora, halves["looking"])
    return 0


def _pairs_of(corpora: Path, half: str, model: str | None = None) -> list[Pair]:
    reader = Reader(model)
    pairs: list[Pair] = []
    for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        text = text_of(corpora, article["article"])
        if hashlib.sha256(text.encode()).hexdigest() != article["sha256"]:
            print(
                f"{article['article']}: another text than was labelled; left out", file=sys.stderr
            )
            continue
        published = article["published"] and date.fromisoformat(article["published"])
        findings = reader.read(text, published=published)
        if isinstance(findings, TextNotRead):
            raise findings
        labels = [labelled_row(text, label) for label in article["claims"]]
        until = article["until"] or len(text)
        found = [
            row for row in found_rows(findings, labels) if row.words and min(row.words) < until
        ]
        pairs += _paired(article["article"], labels, found)
    return pairs


def _paired(article: str, labels: Sequence[Row], found: Sequence[Row]) -> Iterator[Pair]:
    """Pair labels and rows, those that have most in common first; each is used once."""
    shares = sorted(
        (
            (-overlap(label, row), label.nested != row.nested, first, second)
            for first, label in enumerate(labels)
            for second, row in enumerate(found)
            if overlap(label, row) >= FOUND
        )
    )
    used_labels: set[int] = set()
    used_rows: set[int] = set()
    for *_, first, second in shares:
        if first not in used_labels and second not in used_rows:
            used_labels.add(first)
            used_rows.add(second)
            yield Pair(article, labels[first], found[second])
    yield from (Pair(article, row, None) for n, row in enumerate(labels) if n not in used_labels)
    yield from (Pair(article, None, row) for n, row in enumerate(found) if n not in used_rows)


def _figures_by_article(pairs: Iterable[Pair]) -> dict[str, Figures]:
    of_article: dict[str, list[Pair]] = {}
    for pair in pairs:
        of_article.setdefault(pair.article, []).append(pair)
    return {article: _figures(own) for article, own in of_article.items()}


def _by_news(halves: Mapping[str, Mapping[str, Figures]]) -> dict[str, dict[str, Figures]]:
    """Part the articles by their news; the few American ones of both halves are together."""
    by_news: dict[str, dict[str, Figures]] = {}
    for half, articles in halves.items():
        for article, figures in articles.items():
            news = "US news" if article.startswith(US_NEWS) else f"world news, {half}"
            by_news.setdefault(news, {})[article] = figures
    return {f"{news}, {len(articles)} articles": articles for news, articles in by_news.items()}


def _figures(pairs: Sequence[Pair]) -> Figures:
    top = [pair for pair in pairs if pair.found is not None and not pair.found.nested]
    nested = [pair for pair in pairs if pair.found is not None and pair.found.nested]
    labels = [
        pair
        for pair in pairs
        if pair.label is not None
        and not pair.label.nested
        and (pair.found is not None or "claim" not in pair.label.doubtful)
    ]
    right = [pair for pair in top if pair.is_right]
    figures = {
        "content right (boundary too)": (len(right), len(top)),
        "spurious": (sum(pair.label is None for pair in top), len(top)),
        "recall, boundary errors counted as found": (
            sum(pair.found is not None for pair in labels),
            len(labels),
        ),
        "content and speaker right": (
            sum(_agrees(pair, ["speaker_name"]) for pair in right),
            len(top),
        ),
        "whole row right, all columns": (sum(_agrees(pair, COLUMNS) for pair in right), len(top)),
        "nested rows right": (sum(pair.is_right for pair in nested), len(nested)),
    }
    for column in COLUMNS:
        agreeing = sum(_agrees(pair, [column]) for pair in right)
        figures[f"{column} right, of right contents"] = agreeing, len(right)
    for column in FOUND_COLUMNS:
        told = [pair for pair in right if pair.label is not None and pair.label.values[column]]
        figures[f"{column} found, where told"] = (
            sum(_agrees(pair, [column]) for pair in told),
            len(told),
        )
    for kind in ("indirect", "direct", "mixed"):
        of_kind = [pair for pair in top if pair.found and pair.found.values["quote_type"] == kind]
        figures[f"{kind} claims right"] = sum(pair.is_right for pair in of_kind), len(of_kind)
    for rule, count in sorted(collections.Counter(p.found.rule for p in top if p.found).items()):
        by_rule = [pair for pair in top if pair.found and pair.found.rule == rule]
        figures[f"rule {rule} right"] = sum(pair.is_right for pair in by_rule), count
    for name, least, below in SCORES:
        of_score = [pair for pair in top if pair.found and least <= (pair.found.score or 0) < below]
        figures[f"content and speaker right, score {name}"] = (
            sum(pair.is_right and _agrees(pair, ["speaker_name"]) for pair in of_score),
            len(of_score),
        )
    return figures


def _agrees(pair: Pair, columns: Iterable[str]) -> bool:
    label, found = pair.label, pair.found
    return (
        label is not None
        and found is not None
        and all(agrees(column, label, found) for column in columns)
    )


def _table(columns: Mapping[str, Mapping[str, Figures]], names: Iterable[str]) -> str:
    """Write figures as a table; a column has those of its articles."""
    lines = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for name in names:
        cells = [
            _cell([figures.get(name, (0, 0)) for figures in column.values()])
            for column in columns.values()
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(counts: Sequence[tuple[int, int]]) -> str:
    part, whole = (sum(each) for each in zip(*counts, strict=True))
    if not whole:
        return "none"
    interval = f"; {between(counts, share)}" if whole >= FEWEST else ""
    return f"{100 * part / whole:.1f} ({part} of {whole}{interval})"


def _print_errors(corpora: Path, pairs: Iterable[Pair]) -> None:
    for pair in pairs:
        text = text_of(corpora, pair.article)
        if pair.found is None and pair.label is not None:
            if not pair.label.nested:
                print(f"{pair.article}\n  missed: {_shown(text, pair.label)}")
        elif pair.label is None and pair.found is not None:
            nested = "nested " if pair.found.nested else ""
            print(f"{pair.article}\n  {nested}spurious ({pair.found.rule}): ", end="")
            print(_shown(text, pair.found))
        elif pair.label is not None and pair.found is not None:
            _print_differences(text, pair, pair.label, pair.found)


def _print_differences(text: str, pair: Pair, label: Row, found: Row) -> None:
    wrong = [column for column in COLUMNS if not agrees(column, label, found)]
    if pair.is_right and not wrong:
        return
    print(
        f"{pair.article} ({found.rule}{', nested' if found.nested else ''}) {_shown(text, found)}"
    )
    if not pair.is_right:
        print(f"  boundary, should be: {_shown(text, label)}")
    for column in wrong:
        print(f"  {column}: {_value(found, column)} should be {_value(label, column)}")


def _value(row: Row, column: str) -> Any:
    value = row.values[column]
    return sorted(value, key=str) if isinstance(value, frozenset) else value


def _shown(text: str, row: Row) -> str:
    first, last = min(row.words), max(row.words)
    return " ".join(text[first : last + 12].split())[:160]


if __name__ == "__main__":
    sys.exit(main())

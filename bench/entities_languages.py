"""Entities by language, against labels: mentions that overlap, and their countries.

    python -m bench.entities_languages                  the table of each language
    python -m bench.entities_languages --errors         what is missed and wrong, by language

Each labelled mention is paired with at most one that was found, those that share most first. A
folder of the corpus is a language (ISO 639-1); ``entities/NAME.jsonl`` has the labels of
``text/NAME.txt``.
"""

import argparse
import collections
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.corpora import CORPORA, is_absent, language_folders
from claimwire.language.reader import Findings, Reader
from claimwire.schemas.entities import Entity


class Label(NamedTuple):
    """A mention as labelled; the country is an ISO 3166-1 alpha-3 code or None."""

    start: int
    end: int
    text: str
    kind: str
    country: str | None


Pair = tuple[Label | None, Entity | None]


def main() -> int:
    """Score the entities of each language.

    Returns:
        0, or 2 if the corpus is not there.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=CORPORA / "claims-french-spanish")
    parser.add_argument("--errors", action="store_true", help="print what is missed and wrong")
    options = parser.parse_args()
    if is_absent(options.corpus):
        return 2
    reader = Reader()
    print("| language | gold | found | P | R | F1 | country right | kind right |")
    print("|---|---|---|---|---|---|---|---|")
    errors: list[str] = []
    everything: list[Pair] = []
    for language, folder in language_folders(options.corpus).items():
        pairs = [
            pair
            for path in sorted((folder / "text").glob("*.txt"))
            for pair in pairs_of(path, reader, language)
        ]
        everything += pairs
        print(_row(language, pairs))
        errors += _errors(language, pairs)
    print(_row("all", everything))
    if options.errors:
        print("\n".join(["", *errors]))
    return 0


def pairs_of(path: Path, reader: Reader, language: str) -> Iterator[Pair]:
    """Pair the labels of a text with the mentions that are found in it."""
    text = path.read_bytes().decode()
    labels = path.parents[1] / "entities" / f"{path.stem}.jsonl"
    gold = [_label(json.loads(line)) for line in labels.read_text(encoding="utf-8").splitlines()]
    found = reader.read(text, language=language)
    assert isinstance(found, Findings)
    return pair_up(gold, found.mentions)


def pair_up(gold: Sequence[Label], found: Sequence[Entity]) -> Iterator[Pair]:
    """Pair labels with mentions that overlap them, those that share most first."""
    shares = [
        (_share(label, mention), i, j)
        for i, label in enumerate(gold)
        for j, mention in enumerate(found)
        if _share(label, mention) > 0
    ]
    of_gold: dict[int, int] = {}
    of_found: dict[int, int] = {}
    for _, i, j in sorted(shares, key=lambda each: (-each[0], each[1], each[2])):
        if i not in of_gold and j not in of_found:
            of_gold[i], of_found[j] = j, i
    for i, label in enumerate(gold):
        yield label, found[of_gold[i]] if i in of_gold else None
    for j, mention in enumerate(found):
        if j not in of_found:
            yield None, mention


def _share(label: Label, mention: Entity) -> float:
    shared = min(label.end, mention.end) - max(label.start, mention.start)
    return shared / (max(label.end, mention.end) - min(label.start, mention.start))


def _label(fields: dict[str, Any]) -> Label:
    return Label(*(fields[name] for name in Label._fields))


def _row(name: str, pairs: Sequence[Pair]) -> str:
    gold = [label for label, _ in pairs if label is not None]
    found = [mention for _, mention in pairs if mention is not None]
    both = [(label, mention) for label, mention in pairs if label and mention]
    placed = [(label, mention) for label, mention in both if label.country]
    country = sum(label.country == mention.country for label, mention in placed)
    kind = sum(label.kind == mention.kind for label, mention in both)
    precision, recall = len(both) / max(len(found), 1), len(both) / max(len(gold), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    shares = " | ".join(f"{100 * each:.1f}" for each in (precision, recall, f1))
    return (
        f"| {name} | {len(gold)} | {len(found)} | {shares} | "
        f"{_percent(country, len(placed))} | {_percent(kind, len(both))} |"
    )


def _percent(part: int, whole: int) -> str:
    return f"{part} of {whole}: {100 * part / max(whole, 1):.1f} %"


def _errors(language: str, pairs: Sequence[Pair]) -> list[str]:
    counts: collections.Counter[str] = collections.Counter()
    for label, mention in pairs:
        if label is None and mention is not None:
            counts[f"{language} spurious {mention.kind}: {mention.text} ({mention.entity_id})"] += 1
        elif label is not None and mention is None:
            counts[f"{language} missed {label.kind}: {label.text} ({label.country})"] += 1
        elif label is not None and mention is not None and label.country != mention.country:
            told = f"{label.country}, found {mention.text} as {mention.country}"
            counts[f"{language} country of {label.kind} {label.text}: {told}"] += 1
    return [f"{count} {what}" for what, count in sorted(counts.items())]


if __name__ == "__main__":
    sys.exit(main())

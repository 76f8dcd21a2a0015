"""Accuracy and speed of near-duplicate detection: ``python -m bench.stories [--scale]``.

Needs ``datasketch`` and ``rensa`` for the comparison.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import stories_peers as peers
from bench.corpora import CORPORA
from bench.stories_scale import SIZES, measure
from bench.stories_score import Pairs, claimwire_pairs, kept_apart, score
from bench.stories_texts import Labelled, labelled_set, read_sources
from claimwire.stories.signature import sign

_NEGATIVE = (
    "article",
    "article on the same subject",
    "shared footer",
    "templated report",
    "other names and numbers",
)
_SIGNED = 500
"""Number of texts that are signed to compare the speed."""


def print_accuracy(texts: Sequence[Labelled]) -> None:
    """Run all finders over the labelled set and print what they find."""
    plain = [each.text for each in texts]
    finders: dict[str, Callable[[], Pairs]] = {
        "claimwire": lambda: claimwire_pairs(plain),
        "datasketch, words": lambda: peers.datasketch_pairs(plain, peers.words),
        "datasketch, shingles": lambda: peers.datasketch_pairs(plain, peers.shingles),
        "rensa, words": lambda: peers.rensa_pairs(plain, peers.words),
        "rensa, shingles": lambda: peers.rensa_pairs(plain, peers.shingles),
    }
    pairs = {name: find() for name, find in finders.items()}
    negative = [kind for kind in _NEGATIVE if any(each.kind == kind for each in texts)]
    columns = " | ".join(pairs)
    rule = "|---" * (len(pairs) + 1) + "|"

    print(f"{len(texts)} texts: {sum(t.kind in negative for t in texts)} that are no copies.\n")
    print(f"| recall, copies by what was done (percent changed) | {columns} |\n{rule}")
    kinds = sorted({(each.kind, each.changed) for each in texts if each.kind not in negative})
    for kind, changed in kinds:
        values = [
            score(texts, found, lambda t, k=(kind, changed): (t.kind, t.changed) == k).recall
            for found in pairs.values()
        ]
        print(_line(f"{kind} ({changed})", values))
    for limit in (20, 35, 50):
        values = [
            score(texts, found, lambda t, m=limit: t.kind not in negative and t.changed <= m).recall
            for found in pairs.values()
        ]
        print(_line(f"**all up to {limit} percent**", values))

    print(f"\n| share kept apart, no copies by kind | {columns} |\n{rule}")
    for kind in negative:
        print(_line(kind, [kept_apart(texts, found, kind) for found in pairs.values()]))

    print(f"\n| overall | {columns} |\n{rule}")
    totals = [score(texts, found, lambda _: True) for found in pairs.values()]
    print(_line("precision", [each.precision for each in totals]))
    print(_line("recall", [each.recall for each in totals]))
    print(_line("F1", [each.f1 for each in totals]))


def print_speed(texts: Sequence[Labelled]) -> None:
    """Time the signing of plain texts, from text to signature."""
    plain = [each.text for each in texts[:: max(1, len(texts) // _SIGNED)]]
    shingle = peers.shingles
    signers: dict[str, Callable[[str], object]] = {
        "claimwire": sign,
        "datasketch, `update`": lambda text: peers.datasketch_signature(shingle(text)),
        "datasketch, `update_batch`": lambda text: peers.datasketch_batch_signature(shingle(text)),
        "rensa, `update`": lambda text: peers.rensa_signature(shingle(text)),
    }
    print("\n| signing | microseconds a text | times claimwire's |\n|---|---|---|")
    base = 0.0
    for name, signer in signers.items():
        spent = min(_seconds(lambda s=signer: [s(text) for text in plain]) for _ in range(3))
        base = base or spent
        print(f"| {name} | {spent / len(plain) * 1e6:.0f} | {spent / base:.1f} |")


def _line(name: str, values: Sequence[float]) -> str:
    return f"| {name} | " + " | ".join(f"{value:.4f}" for value in values) + " |"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--articles",
        type=Path,
        default=CORPORA / "article-extraction" / "ground-truth.json",
        help="folder of text files, or JSON file of page bodies, to make copies of",
    )
    parser.add_argument(
        "--distractors",
        type=Path,
        default=CORPORA / "polnear" / "train" / "text",
        help="folder of text files to stand beside them",
    )
    parser.add_argument(
        "--scale",
        type=int,
        nargs="*",
        metavar="N",
        help=f"measure the cost with look-backs of N articles instead (default: {SIZES})",
    )
    chosen = parser.parse_args()
    if not chosen.articles.exists():
        print(
            f"bench.stories: {chosen.articles} is absent; name one by --articles", file=sys.stderr
        )
        return 2
    sources = read_sources(chosen.articles, chosen.distractors)
    if chosen.scale is not None:
        measure(sources, chosen.scale or SIZES)
        return 0
    print(f"datasketch {version('datasketch')}, rensa {version('rensa')}\n")
    texts = labelled_set(sources)
    print_accuracy(texts)
    print_speed(texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())

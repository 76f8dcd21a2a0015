"""Benchmark of a worker's memory by number of articles read: `python -m bench.memory`."""

import argparse
import resource
from pathlib import Path

from bench import news, section
from bench.annotate import read_all
from bench.compared import slope

_STEP = 100


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--quick", action="store_true", help="300 articles, nothing written")
    chosen = parser.parse_args()
    told = measure(300 if chosen.quick else chosen.articles)
    if chosen.quick:
        print(told)
    else:
        section.write("Memory of a worker", told)


def measure(articles: int) -> str:
    """Return as Markdown how resident memory develops after the first fifth."""
    points: list[tuple[float, float]] = []
    for first in range(0, articles, _STEP):
        read_all(news.texts(_STEP, first), first)
        points.append(((first + _STEP) / 1_000, _resident()))
        print(f"{first + _STEP:,} articles: {points[-1][1]:.0f} MB", flush=True)
    later = [each for each in points if each[0] >= articles / 5_000]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"`python -m bench.memory`: one process reads {articles:,} articles of some 500 "
        f"words, once. The peak is {peak:.0f} MB. From {articles // 5:,} articles on memory goes "
        f"from {later[0][1]:.0f} to {later[-1][1]:.0f} MB; the fitted line rises by "
        f"{slope(later):.2f} MB for each 1,000 articles."
    )


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()

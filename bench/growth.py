"""Benchmark of a run's time by number of articles: `python -m bench.growth`."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench import section
from bench.compared import log_slope
from bench.news_server import PER_FEED, serve
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import read_manifests

SIZES = (200, 500, 1_000, 2_000, 4_000)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out larger runs")
    parser.add_argument("--quick", action="store_true", help="100 and 200, nothing written")
    chosen = parser.parse_args()
    sizes = (100, 200) if chosen.quick else [each for each in SIZES if each <= chosen.largest]
    points = []
    with serve() as base:
        for size in sizes:
            points.append((size, run(base, size)))
            print(f"{size:,} articles: {points[-1][1]:.1f} s", flush=True)
    rows = "\n".join(f"| {size:,} | {each:.1f} | {size / each:.1f} |" for size, each in points)
    told = (
        "`python -m bench.growth`: whole runs, one of each size, startup included. The time grows "
        f"with the articles to the power of {log_slope(points):.2f}.\n\n"
        f"| articles | s | articles/s |\n|---|---|---|\n{rows}"
    )
    print(told) if chosen.quick else section.write("Growth of a run", told)


def run(base: str, articles: int, *options: str) -> float:
    """Do a whole run over new articles, a multiple of a hundred; return its seconds.

    Raises:
        CalledProcessError: if the run fails.
        ValueError: if not all articles were published, so that nothing is measured.
    """
    with tempfile.TemporaryDirectory() as folder:
        feeds = Path(folder) / "feeds.toml"
        feeds.write_text(
            "\n".join(
                f'[[feed]]\nurl = "{base}/feed/{number}.xml"\n'
                for number in range(articles // PER_FEED)
            )
        )
        claimwire = Path(sys.executable).with_name("claimwire")
        local = ["--allow_private_addresses", "--gap_seconds", "0", "--quiet"]
        words = ["run", "--feeds", feeds, "--output", f"{folder}/out", *local, *options]
        started = perf_counter()
        subprocess.run([claimwire, *words], check=True, stdout=subprocess.DEVNULL)
        seconds = perf_counter() - started
        (manifest,) = read_manifests(open_store(f"{folder}/out"))
        published = sum(file.rows for file in manifest.files if file.table == "articles")
        if published != articles:
            raise ValueError(f"{published} of {articles} articles were published")
        return seconds


if __name__ == "__main__":
    main()

"""Benchmark of a run's time and memory by number of articles: `python -m bench.growth`.

The largest size takes twenty minutes and more.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench import section
from bench.compared import log_slope
from bench.load import peak_memory_of
from bench.news_server import PER_FEED, serve
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import read_manifests

_EVERY_S = 2
"""Seconds between samples of memory, so that taking them hardly shows in the time."""
SIZES = (200, 500, 1_000, 2_000, 4_000, 16_000)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out larger runs")
    parser.add_argument("--quick", action="store_true", help="100 and 200, nothing written")
    chosen = parser.parse_args()
    sizes = (100, 200) if chosen.quick else [each for each in SIZES if each <= chosen.largest]
    runs = []
    with serve() as base:
        for size in sizes:
            runs.append((size, *run(base, size)))
            print("{:,} articles: {:.1f} s, {:.0f} MB".format(*runs[-1]), flush=True)
    power = log_slope([(size, seconds) for size, seconds, _ in runs])
    rows = "\n".join(
        f"| {size:,} | {seconds:.1f} | {size / seconds:.1f} | {peak:,.0f} |"
        for size, seconds, peak in runs
    )
    told = (
        f"`python -m bench.growth --largest {sizes[-1]}`: whole runs, one of each size, startup "
        f"included. The time grows with the articles to the power of {power:.2f}. Memory is that "
        "of all processes of a run together.\n\n"
        f"| articles | s | articles/s | peak MB |\n|---|---|---|---|\n{rows}"
    )
    print(told) if chosen.quick else section.write("Growth of a run", told)


def run(base: str, articles: int, *options: str) -> tuple[float, float]:
    """Do a whole run over new articles, a multiple of a hundred.

    Returns:
        Its seconds, and the peak of its memory in MB.

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
        process = subprocess.Popen([claimwire, *words], stdout=subprocess.DEVNULL)
        with peak_memory_of(process.pid, _EVERY_S) as peak:
            code = process.wait()
        seconds = perf_counter() - started
        if code:
            raise subprocess.CalledProcessError(code, process.args)
        (manifest,) = read_manifests(open_store(f"{folder}/out"))
        published = sum(file.rows for file in manifest.files if file.table == "articles")
        if published != articles:
            raise ValueError(f"{published} of {articles} articles were published")
        return seconds, max(peak)


if __name__ == "__main__":
    main()

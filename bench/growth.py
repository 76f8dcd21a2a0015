"""How the time of a whole run grows with its articles: `python -m bench.growth`."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench import section
from bench.compared import log_slope
from bench.news_server import PER_FEED, serve

SIZES = (200, 500, 1_000, 2_000, 4_000)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 and 200, nothing written")
    sizes = (100, 200) if (quick := parser.parse_args().quick) else SIZES
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
    print(told) if quick else section.write("Growth of a run", told)


def run(base: str, articles: int) -> float:
    """Do a whole run over new articles, a multiple of a hundred; answer its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        feeds = Path(folder) / "feeds.toml"
        feeds.write_text(
            "\n".join(
                f'[[feed]]\nurl = "{base}/feed/{number}.xml"\n'
                for number in range(articles // PER_FEED)
            )
        )
        claimwire = Path(sys.executable).with_name("claimwire")
        options = ["--allow_private_addresses", "--gap_seconds", "0", "--quiet"]
        started = perf_counter()
        subprocess.run(
            [claimwire, "run", "--feeds", feeds, "--output", f"{folder}/out", *options], check=True
        )
        return perf_counter() - started


if __name__ == "__main__":
    main()

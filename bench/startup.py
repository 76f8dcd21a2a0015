"""Benchmark of what every command pays before it works: `python -m bench.startup`.

It measures, from the command to its exit, a run that finds nothing new on the example site, and
`claimwire extract` of one sentence.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from bench import section
from examples.serve import serve

_SENTENCE = "Foreign Minister Anna Kovac said on Monday that talks would resume in Geneva.\n"
_MB = 1024
"""Kilobytes, in which Linux tells the largest memory of a process."""


class Spent(NamedTuple):
    """What a command took.

    Attributes:
        seconds: from its start to its exit.
        processor_s: of it and its processes, in seconds.
        peak_mb: largest memory of one of its processes, in MB.
    """

    seconds: float
    processor_s: float
    peak_mb: float


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="1 round, nothing written")
    chosen = parser.parse_args()
    told = measure(1 if chosen.quick else chosen.rounds)
    print(told) if chosen.quick else section.write("Start", told)


def measure(rounds: int) -> str:
    """Return the medians as Markdown."""
    claimwire = str(Path(sys.executable).with_name("claimwire"))
    with serve() as site, tempfile.TemporaryDirectory() as folder:
        feeds, text = Path(folder) / "feeds.toml", Path(folder) / "text.txt"
        site.write_feed_list(feeds)
        text.write_text(_SENTENCE, encoding="utf-8")
        local = ["--allow_private_addresses", "--gap_seconds", "0", "--quiet"]
        run = [claimwire, "run", "--feeds", str(feeds), "--output", f"{folder}/out", *local]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        ways = {
            "a run without news": run,
            "`claimwire extract` of one sentence": [claimwire, "extract", str(text)],
        }
        rows = "\n".join(_row(name, command, rounds) for name, command in ways.items())
    return (
        f"`python -m bench.startup --rounds {rounds}`: from the command to its exit; medians.\n\n"
        "| command | s | processor s | peak MB of a process |\n|---|---|---|---|\n"
        f"{rows}"
    )


def _row(name: str, command: Sequence[str], rounds: int) -> str:
    laps = [_spent(command) for _ in range(rounds)]
    seconds, processor_s, peak_mb = map(statistics.median, zip(*laps, strict=True))
    return f"| {name} | {seconds:.1f} | {processor_s:.1f} | {peak_mb:.0f} |"


def _spent(command: Sequence[str]) -> Spent:
    started = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MB)


if __name__ == "__main__":
    main()

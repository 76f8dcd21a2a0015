"""Load test: a run of many feeds with many new pages completes, in bounded memory.

    python -m bench.load                 1,000 feeds of 20 new pages each
    python -m bench.load --feeds 50      a smaller run

Half of the articles are reports made from a few templates, which are alike in everything but names
and numbers and are no copies. It prints the seconds, the rows, and the peak memory of the run with
all its processes, and how many articles were taken for copies. It fails if an article is
missing, and, once it has printed the figures, if one was taken for a copy.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench import section
from bench.news_server import PER_LOAD_FEED, serve
from claimwire.schemas import ARTICLES
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import read_columns, read_manifests


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--quick", action="store_true", help="10 feeds, nothing written")
    chosen = parser.parse_args()
    told, copies = measure(10 if chosen.quick else chosen.feeds)
    print(told) if chosen.quick else section.write("A run of many feeds", told)
    if copies:
        sys.exit(f"{copies} articles were taken for copies; none is one")


def measure(feeds: int) -> tuple[str, int]:
    """Return the figures of a run over so many feeds, as Markdown.

    Raises:
        CalledProcessError: if the run fails.
        ValueError: if not all articles were published.
    """
    wanted = feeds * PER_LOAD_FEED
    with serve() as base, tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "feeds.toml"
        listed.write_text(
            "\n".join(f'[[feed]]\nurl = "{base}/load/{number}.xml"\n' for number in range(feeds))
        )
        # All feeds are of one host here, whose limits would end the run.
        options = ["--gap_seconds", "0", "--connections_per_domain", "16", "--quiet"]
        options += ["--allow_private_addresses", "--fetch_minutes", "60", "--domain_minutes", "60"]
        command = [sys.executable, "-m", "claimwire", "run", "--feeds", str(listed)]
        started = perf_counter()
        run = subprocess.Popen([*command, "--output", f"{folder}/out", *options])
        with peak_memory_of(run.pid) as peak:
            code = run.wait()
        seconds = perf_counter() - started
        if code:
            raise subprocess.CalledProcessError(code, command)
        store = open_store(f"{folder}/out")
        (manifest,) = read_manifests(store)
        files = [file for file in manifest.files if file.table == ARTICLES.name]
        rows = read_columns(store, ARTICLES, files, ("article_id", "copy_of"))
        copies = rows.num_rows - rows["copy_of"].null_count
        if rows.num_rows != wanted:
            raise ValueError(f"{rows.num_rows} of {wanted} articles were published")
    told = (
        f"`python -m bench.load --feeds {feeds}`: {feeds:,} feeds with {PER_LOAD_FEED} new pages "
        f"each, half of them reports from a few templates. The run published all {wanted:,} "
        f"articles in {seconds / 60:.1f} minutes, {copies} of them as copies. "
        f"Peak memory of all its processes together: {max(peak):.0f} MB."
    )
    return told, copies


@contextlib.contextmanager
def peak_memory_of(process: int, every_s: float = 0.5) -> Iterator[list[float]]:
    """Watch the memory of a process and of those that it starts.

    Args:
        process: its id.
        every_s: seconds between samples. One takes tens of milliseconds of a large process.

    Yields:
        Samples in MB, proportional set sizes (``/proc/PID/smaps_rollup``), which count memory that
        processes share once.
    """
    samples = [0.0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(every_s):
            samples.append(sum(map(_proportional_mb, _family(process))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield samples
    finally:
        over.set()
        watcher.join()


def _family(process: int) -> list[int]:
    """List a process and its descendants."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int(folder.joinpath("stat").read_text("utf-8").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    family = [process]
    for each in family:
        family += children.get(each, [])
    return family


def _proportional_mb(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()

"""One run over articles that are meant to stop it: the good ones beside them are published."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow.parquet as pq
import pytest

from bench import news
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import read_manifests
from tests.fakes.loopback import LoopbackServer, Quiet

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_800)]

MOST_BYTES = 4 << 30
"""Memory of the shipped container."""

GOOD = {f"good {number}": news.text(number) for number in range(3)}
HOSTILE = {
    "quotation marks": '"' * 100_000,
    "sums": "+=" * 200_000,
    "genitives": "'s" * 200_000,
    "stretches": " ".join("=$" * 249 + str(number) for number in range(1_000)),
    "prose": "\n".join(news.texts(2_000))[:990_000],
    "one sentence": "and the minister " * 50_000,
    "lines": "He left.\n" * 60_000,
}
# Each begins like other news: in English, and as no copy of another.
ARTICLES = GOOD | {
    name: f"{news.text(10_000 + number)}\n{text}"
    for number, (name, text) in enumerate(HOSTILE.items())
}


def body(number: int) -> bytes:
    """Write a feed of one article."""
    name, text = list(ARTICLES.items())[number]
    text = escape(escape(text))
    return (
        f'<rss version="2.0"><channel><title>F</title><item><title>{name}</title>'
        f"<guid>{name}</guid><description>{text}</description></item></channel></rss>"
    ).encode()


class Feeds(Quiet, BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        feed = body(int(self.path.strip("/")))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(feed)))
        self.end_headers()
        self.wfile.write(feed)


def test_good_articles_beside_hostile_ones_are_published(tmp_path: Path) -> None:
    with LoopbackServer(Feeds) as server:
        feeds = tmp_path / "feeds.toml"
        feeds.write_text(
            "".join(
                f'[[feed]]\nurl = "{server.url}/{number}"\nfetch_pages = false\n'
                for number in range(len(ARTICLES))
            )
        )
        words = ["--feeds", str(feeds), "--output", str(tmp_path / "out"), "--processes", "2"]
        words += ["--allow_private_addresses", "--gap_seconds", "0"]
        with subprocess.Popen([sys.executable, "-m", "claimwire", "run", *words]) as run:
            peak = watch(run)
    assert run.returncode == 0
    assert peak < MOST_BYTES, f"{peak >> 20} MB"
    titles = {row["article_id"]: row["title"] for row in rows(tmp_path / "out", "articles")}
    assert set(titles.values()) == set(ARTICLES)
    claimed = {titles[row["article_id"]] for row in rows(tmp_path / "out", "claims")}
    assert set(GOOD) <= claimed
    rejections = rows(tmp_path / "out", "rejections")
    rejected = {titles[row["article_id"]]: row["reason"] for row in rejections}
    # One that was killed from outside costs no article.
    assert set(rejected.values()) <= {"too_long"}
    assert not set(rejected) & {*GOOD, "prose"}


def watch(run: "subprocess.Popen[bytes]") -> int:
    """Wait for the end; kill the first reader that is seen; answer the most memory of all."""
    peak, killed = 0, False
    while run.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(0.2)
        family = [run.pid, *children(run.pid)]
        peak = max(peak, sum(map(memory, family)))
        for pid in family[1:]:
            if not killed and command(pid) == command(run.pid):
                os.kill(pid, signal.SIGKILL)
                killed = True
    assert killed
    return peak


def children(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for listed in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, listed.read_text().split()):
                yield child
                yield from children(child)


def command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def memory(pid: int) -> int:
    """Bytes of a process; what it shares counts in part, so that a sum counts it once."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def rows(output: Path, table: str) -> list[dict[str, object]]:
    return [
        row
        for manifest in read_manifests(LocalStore(str(output)))
        for file in manifest.files
        if file.table == table
        for row in pq.read_table(output / file.path, partitioning=None).to_pylist()
    ]

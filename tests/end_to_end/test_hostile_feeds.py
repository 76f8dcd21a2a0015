"""One run over hosts that mean harm: each ends with its reason, and the good feed is read."""

import dataclasses
import gzip
import http.server
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.run import run
from claimwire.pipeline.settings import prepare
from claimwire.web import politeness, robots
from claimwire.web.fetch_options import WebOptions
from claimwire.web.polite_client import PoliteWeb
from tests.fakes.loopback import LoopbackServer, Quiet
from tests.fakes.records import from_parquet

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STORY = "The ministry said on Monday that the talks would go on in Geneva next week. " * 8
GOOD = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Good</title>
<item><title>Talks go on</title><guid>1</guid><description>{STORY}</description></item>
</channel></rss>"""

REASONS = {
    "/bomb": "too_large",
    "/endless": "too_large",
    "/drip": "timeout",
    "/loop": "too_many_redirects",
    "/file": "bad_url",
    "/page": "not_a_feed",
    "/empty": "not_a_feed",
    "/garbage": "bad_encoding",
    "/cut": "disconnected",
    "/missing": "http_4xx",
    "/broken": "http_5xx",
}


class Hostile(Quiet, http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    stop = threading.Event()

    def do_GET(self) -> None:
        answer = getattr(self, "answer_" + self.path.strip("/").replace(".txt", ""), None)
        if answer is None:
            self.send(b"", status=404)
        else:
            answer()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/xml", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_good(self) -> None:
        self.send(GOOD.encode())

    def answer_utf16(self) -> None:
        body = GOOD.replace("Talks go on", "Gespräche gehen weiter").encode("utf-16")
        self.send(body, Content_Type="text/xml; charset=iso-8859-1")

    def answer_bomb(self) -> None:
        self.send(gzip.compress(b" " * 40_000_000), Content_Encoding="gzip")

    def answer_endless(self) -> None:
        self.send(b"")
        block = b"<item>" * 10_000
        while not self.stop.is_set():
            self.wfile.write(block)

    def answer_drip(self) -> None:
        self.send(b"<rss>")
        while not self.stop.wait(0.05):
            self.wfile.write(b" ")

    def answer_loop(self) -> None:
        self.send(b"", status=302, Location="/loop")

    def answer_file(self) -> None:
        self.send(b"", status=302, Location="file:///etc/passwd")

    def answer_page(self) -> None:
        self.send(b"<!doctype html><title>Hello</title><p>No feed here", Content_Type="text/html")

    def answer_empty(self) -> None:
        self.send(b"")

    def answer_garbage(self) -> None:
        self.send(b"\x1f\x8b" + b"\xff" * 100, Content_Encoding="gzip")

    def answer_cut(self) -> None:
        self.send(b"<rss>", Content_Length="1000")

    def answer_broken(self) -> None:
        self.send(b"", status=503)


@pytest.fixture
def base() -> Iterator[str]:
    Hostile.stop.clear()
    with LoopbackServer(Hostile) as server:
        yield server.url
        Hostile.stop.set()


def test_each_hostile_feed_has_its_reason_and_the_good_ones_are_read(
    base: str, tmp_path: Path
) -> None:
    politeness.SHARED.clear()
    robots.SHARED.clear()
    feeds = tmp_path / "feeds.toml"
    paths = ["/good", "/utf16", *REASONS]
    feeds.write_text("".join(f'[[feed]]\nurl = "{base}{path}"\n' for path in paths))
    options = parse_options(["--feeds", str(feeds), "--output", str(tmp_path / "out")])
    settings = prepare(options, FixedClock(NOW), "000000")
    web = PoliteWeb(
        WebOptions(
            gap_s=0, connections_per_domain=20, total_timeout_s=3, allow_private_addresses=True
        )
    )
    manifest = run(dataclasses.replace(settings, web=web), options)
    assert manifest is not None

    def rows(table: str) -> list[Any]:
        files = [file for file in manifest.files if file.table == table]
        return [row for file in files for row in read(tmp_path / "out" / file.path)]

    found = {row["url"].removeprefix(base): row["reason"] for row in rows("rejections")}
    assert found == REASONS
    outcomes = {row["feed_url"].removeprefix(base): row["outcome"] for row in rows("feeds")}
    assert {path for path, outcome in outcomes.items() if outcome == "read"} == {
        "/good",
        "/utf16",
    }
    assert sorted(row["title"] for row in rows("articles")) == [
        "Gespräche gehen weiter",
        "Talks go on",
    ]


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = from_parquet(path.read_bytes()).to_pylist()
    return rows

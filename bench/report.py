"""Benchmark of a report's size and speed: `python -m bench.report out/demo --copies 176`.

Copies the rows of an output, makes the report, and opens it in headless Chromium. Copied texts
compress better than different ones, so the size is also printed for the output itself.
"""

import argparse
import base64
import gzip
import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.chromium import NoChromium, chromium, path_of_chromium
from bench.many_claims import publish_copies
from claimwire.pipeline.report.content import report_content
from claimwire.pipeline.report.page import render_page
from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.storage.local_store import LocalStore
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import published_files
from claimwire.storage.store import Store

_FILTER = """([name, value]) => new Promise((done) => {
  const started = performance.now();
  const shown = () => requestAnimationFrame(() => done(performance.now() - started));
  new MutationObserver(shown).observe(document.querySelector("#claims .told"), {childList: true});
  const field = document.getElementById("filters").elements[name];
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
})"""
"""Sets a filter; returns the milliseconds until the result is shown, with a pause of 150."""


def main() -> int:
    """Measure and print.

    Returns:
        0, or 2 if there is no output or no Chromium.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", help="an output of one run, such as out/demo")
    parser.add_argument("--copies", type=int, default=176)
    chosen = parser.parse_args()
    store = open_store(chosen.output)
    try:
        path_of_chromium()
    except NoChromium as error:
        print(f"bench.report: {error}", file=sys.stderr)
        return 2
    if not published_files(store):
        print(f"bench.report: nothing is published at {chosen.output}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        measure(store, chosen.copies, Path(folder))
    return 0


def measure(store: Store, copies: int, folder: Path) -> None:
    """Print sizes and times.

    Args:
        store: the output.
        copies: of its claims that a large report has.
        folder: an empty one to write into.
    """
    content = report_content(read_rows(store, Choice()), Choice(), {})
    claims = len(content["claims"]["id"])
    packed = gzip.compress(json.dumps(content, ensure_ascii=False).encode(), compresslevel=6)
    share = len(base64.b64encode(packed)) / claims
    empty = _size(LocalStore(str(folder / "none"))) / 1e6
    print(f"empty: {empty:.2f} MB; 10,000 claims add {share / 100:.2f} MB")
    many = LocalStore(str(folder / "many"))
    publish_copies(store, many, copies)
    started = perf_counter()
    page = render_page(report_content(read_rows(many, Choice()), Choice(), {}))
    print(f"{claims * copies:,} claims made in {perf_counter() - started:.1f} s")
    with chromium() as opened:
        file = folder / "report.html"
        file.write_bytes(page)
        started = perf_counter()
        opened.open(file)
        print(f"opened and drawn in {perf_counter() - started:.1f} s")
        for field, value in (
            ("text", "black sea"),
            ("text", ""),
            ("act", "denial"),
            ("act", ""),
            ("speaker", "China"),
        ):
            seconds = opened.page.evaluate(_FILTER, [field, value]) / 1000
            print(f"{field} = {value!r}: {seconds:.2f} s until the table shows it")


def _size(store: Store) -> int:
    return len(render_page(report_content(read_rows(store, Choice()), Choice(), {})))


if __name__ == "__main__":
    sys.exit(main())

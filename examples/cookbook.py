"""Writes ``docs/cookbook.md``: the cookbook's queries, with their results on the example site.

python -m examples.cookbook > docs/cookbook.md
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from claimwire.clock import FixedClock
from claimwire.pipeline.inspection.cookbook import cookbook_markdown, load_cookbook
from claimwire.pipeline.inspection.query import query
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.run import run
from claimwire.pipeline.settings import prepare
from claimwire.storage.opening import open_store
from claimwire.storage.store import Store
from examples.serve import DOMAIN, Site, serve

_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def page(store: Store, site: Site) -> str:
    """Render the page from an output of a run over the site, which names its outlets."""

    def answer(sql: str) -> pa.Table:
        with query(store, sql) as rows:
            return rows.read_all()

    text = cookbook_markdown(load_cookbook(), answer)
    for name, base in site.bases.items():
        text = text.replace(base.removeprefix("http://"), f"{name}{DOMAIN}")
    return text


def run_once(site: Site, folder: str) -> str:
    """Run over the site in a given folder and return the output's path."""
    feeds = Path(folder) / "feeds.toml"
    site.write_feed_list(feeds)
    words = ["--feeds", str(feeds), "--output", f"{folder}/out", "--gap_seconds", "0"]
    options = parse_options([*words, "--allow_private_addresses"])
    run(prepare(options, FixedClock(_NOW), "cookbook"), options)
    return f"{folder}/out"


def main() -> None:
    """Run over the site once and print the page."""
    with serve() as site, tempfile.TemporaryDirectory() as folder:
        print(page(open_store(run_once(site, folder)), site), end="")


if __name__ == "__main__":
    main()

"""Runs of the whole pipeline over the example site."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.clock import FixedClock
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.run import run
from claimwire.pipeline.settings import prepare
from claimwire.schemas import TABLES
from claimwire.storage.manifest import Manifest
from claimwire.storage.opening import open_store
from claimwire.web import politeness, robots
from examples.serve import Site

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclasses.dataclass
class Runs:
    """Runs over one output, an hour apart.

    Attributes:
        site: what is read.
        folder: for the feed list, and for the output unless ``root`` names another.
        root: the output, for example ``gs://bucket/prefix``.
        manifests: of the runs so far.
        unpublished: how many runs published nothing, whose hours and names are not taken again.
    """

    site: Site
    folder: Path
    root: str = ""
    manifests: list[Manifest] = dataclasses.field(default_factory=list)
    unpublished: int = 0

    @property
    def output(self) -> str:
        return self.root or str(self.folder / "out")

    def words(self, *options: str) -> list[str]:
        """Write the feed list, and say what follows ``claimwire run``."""
        feeds = self.folder / "feeds.toml"
        self.site.write_feed_list(feeds)
        words = ["--feeds", str(feeds), "--output", self.output, "--gap_seconds", "0"]
        return [*words, "--allow_private_addresses", *options]

    def one_feed(self, path: str) -> str:
        """Write a feed list with one feed of the site, for runs that need few articles."""
        feeds = self.folder / "one.toml"
        feeds.write_text(f'[[feed]]\nurl = "{self.site.url(path)}"\n', encoding="utf-8")
        return str(feeds)

    def run(self, *options: str) -> Manifest:
        """Run once more."""
        politeness.SHARED.clear()
        robots.SHARED.clear()
        parsed = parse_options(self.words(*options))
        number = len(self.manifests) + self.unpublished
        clock = FixedClock(START + timedelta(hours=number))
        manifest = run(prepare(parsed, clock, f"{number:06x}"), parsed)
        assert manifest is not None
        self.manifests.append(manifest)
        return manifest

    def rows(self, table: str, run: int | None = None) -> list[dict[str, Any]]:
        """Read the rows that the manifests name, of all runs or of one."""
        chosen = self.manifests if run is None else [self.manifests[run]]
        schema = {each.name: each.schema for each in TABLES}[table]
        store = open_store(self.output)
        rows: list[dict[str, Any]] = []
        for manifest in chosen:
            for file in manifest.files:
                if file.table == table:
                    content = pa.BufferReader(store.read(file.path))
                    rows += pq.read_table(content, schema=schema).to_pylist()
        return rows

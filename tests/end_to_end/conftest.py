"""The example site, run through the whole pipeline on this machine."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from examples.serve import Site, serve
from pipeline.options import parse_options
from pipeline.run import run
from pipeline.settings import prepare
from schemas import TABLES
from transforms.clock import FixedClock
from transforms.tables.manifest import Manifest
from transforms.web import limits, robots

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclasses.dataclass
class Runs:
    """Runs over one output, an hour apart."""

    site: Site
    folder: Path
    manifests: list[Manifest] = dataclasses.field(default_factory=list)

    @property
    def output(self) -> str:
        return str(self.folder / "out")

    def run(self, *options: str) -> Manifest:
        """Run once more."""
        limits.SHARED.clear()
        robots.SHARED.clear()
        feeds = self.folder / "feeds.toml"
        self.site.write_feed_list(feeds)
        words = ["--feeds", str(feeds), "--output", self.output, "--gap_seconds", "0"]
        parsed = parse_options([*words, "--allow_private_addresses", *options])
        number = len(self.manifests)
        clock = FixedClock(START + timedelta(hours=number))
        manifest = run(prepare(parsed, clock, f"{number:06x}"), parsed)
        assert manifest is not None
        self.manifests.append(manifest)
        return manifest

    def rows(self, table: str, run: int | None = None) -> list[dict[str, Any]]:
        """Read the rows that the manifests name, of all runs or of one."""
        chosen = self.manifests if run is None else [self.manifests[run]]
        paths = [
            f"{self.output}/{file.path}"
            for manifest in chosen
            for file in manifest.files
            if file.table == table
        ]
        schema = {each.name: each.schema for each in TABLES}[table]
        return ds.dataset(paths, schema=schema).to_table().to_pylist() if paths else []


@pytest.fixture(scope="session")
def start_runs(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], Runs]]:
    """Serve the site; each call begins a new output."""
    with serve() as site:
        yield lambda: Runs(site, tmp_path_factory.mktemp("runs"))

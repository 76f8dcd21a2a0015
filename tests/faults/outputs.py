"""What readers find in an output, checked as a distrustful reader would."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from claimwire.schemas import TABLES
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import manifest_path
from claimwire.storage.published_files import read_manifests

KEYS = {
    "articles": ("article_id",),
    "sightings": ("article_id", "feed_url", "guid", "url", "seen_at"),
    "entities": ("article_id", "mention_id"),
    "claims": ("claim_id",),
    "feeds": ("feed_url", "polled_at"),
    "rejections": ("stage", "reason", "url", "feed_url", "article_id", "occurred_at"),
    "actors": ("actor_id", "first_day", "run_id"),
    "statements": ("statement_id", "first_seen_at", "run_id"),
}
"""The columns that no two published rows may share."""

_CIRCUMSTANCES = {"first_seen_at", "fetched_at", "seen_at", "polled_at", "occurred_at", "run_id"}
_SCHEMAS = {table.name: table.schema for table in TABLES}


def check(output: Path) -> None:
    """Check that all that is published is there, whole and only once."""
    rows: Counter[tuple[Any, ...]] = Counter()
    for manifest in read_manifests(LocalStore(str(output))):
        for file in manifest.files:
            place = output / file.path
            assert place.stat().st_size == file.bytes
            content = pq.read_table(place, partitioning=None)
            assert content.schema.equals(_SCHEMAS[file.table])
            assert content.num_rows == file.rows
            for row in content.select(list(KEYS[file.table])).to_pylist():
                rows[(file.table, *row.values())] += 1
    assert {key: count for key, count in rows.items() if count > 1} == {}
    for place in output.glob("[a-z]*/dt=*/part-*"):
        # Also what is not published is whole: nothing half-written has a final name.
        pq.read_table(place, partitioning=None)


def published(output: Path) -> dict[str, bytes]:
    """Answer the content of every manifest and of every file that one names."""
    store = LocalStore(str(output))
    manifests = read_manifests(store)
    paths = [manifest_path(manifest.run_id) for manifest in manifests]
    paths += [file.path for manifest in manifests for file in manifest.files]
    return {path: store.read(path) for path in paths}


def fences(output: Path) -> set[str]:
    """Answer the paths of what keeps runs that have lost their lease from publishing."""
    store = LocalStore(str(output))
    return {
        path
        for path in (each.path for each in store.list("_runs/"))
        if b'"fenced_by": ' in store.read(path)
    }


def findings(output: Path, table: str) -> list[str]:
    """Answer the published rows of a table but for when and by which run they were found."""
    manifests = read_manifests(LocalStore(str(output)))
    files = [file.path for each in manifests for file in each.files if file.table == table]
    rows = [
        row for path in files for row in pq.read_table(output / path, partitioning=None).to_pylist()
    ]
    return sorted(
        repr({name: value for name, value in row.items() if name not in _CIRCUMSTANCES})
        for row in rows
    )


def everything(output: Path) -> dict[str, bytes]:
    """Answer the content of every file, whatever it is."""
    return {
        str(place.relative_to(output)): place.read_bytes()
        for place in sorted(output.rglob("*"))
        if place.is_file()
    }

"""Tables without rows, for engines that read folders and no manifests."""

import dataclasses
import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pytest

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.cleaning import leftovers
from claimwire.storage.compaction import compact_day
from claimwire.storage.data_files import replacement_path
from claimwire.storage.file_lists import list_path, write_file_lists
from claimwire.storage.lease import acquire
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo, from_json, manifest_path, to_json
from claimwire.storage.publication import publish, publish_replacement, write_data
from claimwire.storage.published_files import published_files
from claimwire.storage.repair import repair
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, an_article
from tests.fakes.runs import write_rows
from tests.fakes.store import MemoryStore

CLOCK = FixedClock(NOW)
HOUR = timedelta(hours=1)
NAMES = [table.name for table in TABLES]


def publish_articles(store: Store, run_id: str = "run1", articles: int = 1) -> None:
    """Publish a run that has found articles and nothing else."""
    acquire(store, run_id, CLOCK, HOUR)
    rows = [an_article(article_id=f"{run_id}-{number}") for number in range(articles)]
    files = [write_rows(store, ARTICLES, rows, run_id=run_id)] if rows else []
    publish(store, RunInfo(run_id, NOW), files, [], clock=CLOCK, lease_duration=HOUR)
    write_file_lists(store)
    store.delete("_lease.json")


def empty_files(store: Store) -> dict[str, Sequence[TableFile]]:
    """Return the published files without rows, by table."""
    found = [file for file in published_files(store) if not file.rows]
    return {name: [file for file in found if file.table == name] for name in NAMES}


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_readers_of_folders_find_every_table(tmp_path: Path, table: object) -> None:
    publish_articles(LocalStore(str(tmp_path)), articles=0)
    name, columns = table.name, [*table.schema.names, "dt"]  # type: ignore[attr-defined]
    read = f"from read_parquet('{tmp_path}/{name}/*/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(read).columns == columns
    assert duckdb.sql(read).fetchall() == []
    frame = pd.read_parquet(tmp_path / name)
    assert (list(frame.columns), len(frame)) == (columns, 0)
    dataset = ds.dataset(tmp_path / name, partitioning="hive")
    assert (dataset.schema.names, dataset.count_rows()) == (columns, 0)
    (line,) = (tmp_path / list_path(name)).read_text().splitlines()
    assert (tmp_path / line).is_file()


def test_only_a_table_without_a_published_file_gets_one(store: Store) -> None:
    publish_articles(store, "run1")
    first = empty_files(store)
    assert [name for name, files in first.items() if not files] == ["articles"]
    assert all(len(files) == 1 for name, files in first.items() if name != "articles")
    publish_articles(store, "run2")
    assert empty_files(store) == first


def test_an_output_of_an_older_version_gets_what_it_lacks() -> None:
    store = MemoryStore()
    publish_articles(store, "run1")
    manifest = from_json(store.read(manifest_path("run1")))
    files = [file for file in manifest.files if file.rows]
    for file in empty_files(store)["statements"]:
        store.delete(file.path)
    older = dataclasses.replace(manifest, files=files)
    store.write(manifest_path("run1"), to_json(older))
    publish_articles(store, "run2")
    assert len(empty_files(store)["statements"]) == 1


def test_a_table_whose_rows_were_all_removed_keeps_its_folder() -> None:
    store = MemoryStore()
    publish_articles(store, "run1")
    replaced = [file.path for file in published_files(store) if file.table == ARTICLES.name]
    run = RunInfo("gone1", NOW)
    acquire(store, "gone1", CLOCK, HOUR)
    path = replacement_path(STATEMENTS, "2024-05-01", "gone1", 0)
    other = write_data(
        store, STATEMENTS, path, "2024-05-01", STATEMENTS.schema.empty_table(), replaces=replaced
    )
    publish_replacement(store, run, [other], replaced, clock=CLOCK)
    assert [file.path for file in empty_files(store)["articles"]] == [
        replacement_path(ARTICLES, "2024-05-01", "gone1", 0)
    ]
    assert replaced == [each.path for each in leftovers(store)]


def test_cleaning_keeps_and_compacting_joins_them() -> None:
    store = MemoryStore()
    publish_articles(store, "run1", articles=0)
    assert leftovers(store) == []
    publish_articles(store, "run2")
    compact_day(store, RunInfo("compact1", NOW), "2024-05-01", clock=CLOCK)
    assert [file.rows for file in published_files(store) if file.table == "articles"] == [1]
    assert [len(files) for files in empty_files(store).values()] == [
        int(name != "articles") for name in NAMES
    ]


def test_a_damaged_manifest_is_rebuilt_with_them() -> None:
    store = MemoryStore()
    publish_articles(store, "run1")
    before = published_files(store)
    store.write(manifest_path("run1"), b"{")
    repair(store, "repair1", CLOCK)
    assert published_files(store) == before


def test_a_run_that_died_before_it_published_leaves_them_for_cleaning() -> None:
    class Dying(MemoryStore):
        def create(self, path: str, data: bytes) -> str:
            if path.startswith("_runs/"):
                raise KeyboardInterrupt
            return super().create(path, data)

    store = Dying()
    with pytest.raises(KeyboardInterrupt):
        publish_articles(store)
    left = {each.path.partition("/")[0] for each in leftovers(store)}
    assert left == set(NAMES)


def test_a_damaged_manifest_keeps_no_run_from_publishing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = MemoryStore()
    store.write(manifest_path("old"), b"{")
    acquire(store, "run1", CLOCK, HOUR)
    with caplog.at_level(logging.WARNING):
        publish(store, RunInfo("run1", NOW), [], [], clock=CLOCK, lease_duration=HOUR)
    assert from_json(store.read(manifest_path("run1"))).files == []
    assert "claimwire repair" in caplog.text

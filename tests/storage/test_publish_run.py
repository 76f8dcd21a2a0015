from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile, Tally
from claimwire.storage.lease import LEASE_PATH, LeaseLost, acquire, release, verify
from claimwire.storage.manifest import Manifest, RunInfo, from_json, manifest_path
from claimwire.storage.publication import publish
from claimwire.storage.store import Store
from claimwire.transforms.publish_run import PublishRun
from claimwire.transforms.write_table import WriteTable
from tests.fakes.rows import NOW, a_tick, an_article
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
CLOCK = FixedClock(NOW + HOUR / 2)
RUN = RunInfo("run1", NOW, {"shards": 1})
FILE = TableFile("claims", "claims/dt=2024-05-01/part-run1-p0-s0.parquet", "2024-05-01", 1, 9)


OTHERS = {table.name for table in TABLES} - {FILE.table}
"""The tables of which the run has no rows."""


def publish_run(store: Store, run: RunInfo = RUN) -> Manifest:
    return publish(store, run, [FILE], [Tally("a", 1)], clock=CLOCK, lease_duration=HOUR)


def test_the_manifest_is_written_and_the_lease_renewed(store: Store) -> None:
    acquire(store, "run1", FixedClock(NOW), HOUR)
    manifest = publish_run(store)
    assert manifest == from_json(store.read(manifest_path("run1")))
    assert (manifest.run_id, manifest.started_at, manifest.published_at) == ("run1", NOW, CLOCK.at)
    assert (FILE in manifest.files, manifest.tallies) == (True, {"a": 1})
    assert {file.table: file.rows for file in manifest.files} == {"claims": 1} | dict.fromkeys(
        OTHERS, 0
    )
    assert verify(store, "run1").expires_at == CLOCK.at + HOUR
    assert {each.path for each in store.list("")} == {
        manifest_path("run1"),
        LEASE_PATH,
        *(file.path for file in manifest.files if file != FILE),
    }


def test_publishing_again_changes_nothing(store: Store) -> None:
    acquire(store, "run1", FixedClock(NOW), HOUR)
    published = publish_run(store)
    release(store, "run1")
    before = list(store.list(""))
    acquire(store, "run2", FixedClock(NOW), HOUR)
    assert publish_run(store) == published
    assert [each for each in store.list("") if each.path != LEASE_PATH] == before
    assert verify(store, "run2").run_id == "run2"


@pytest.mark.parametrize("holder", [None, "run2"])
def test_a_run_that_lost_its_lease_publishes_nothing(store: Store, holder: str | None) -> None:
    if holder:
        acquire(store, holder, FixedClock(NOW), HOUR)
    with pytest.raises(LeaseLost, match="Nothing was published"):
        publish_run(store)
    assert [each.path for each in store.list("")] == ([LEASE_PATH] if holder else [])


@pytest.mark.parametrize("rows", [[], [("2024-05-01", an_article())]])
def test_a_run_is_published_after_its_files_and_also_without_any(rows: list[object]) -> None:
    store = MemoryStore()
    acquire(store, "run1", FixedClock(NOW), HOUR)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        files = pipeline | "Rows" >> beam.Create(rows) | WriteTable(ARTICLES, store, "run1")
        tallies = pipeline | "Tallies" >> beam.Create([Tally("a", 2)])
        ticks = pipeline | "Ticks" >> beam.Create([a_tick()])
        manifest = {"ticks": ticks, "files": files, "tallies": tallies} | (
            PublishRun(store, RUN, CLOCK)
        )
        assert_that(manifest, equal_to([manifest_path("run1")]))
    manifest = from_json(store.read(manifest_path("run1")))
    assert manifest.tallies == {"a": 2}
    assert sum(file.rows for file in manifest.files) == len(rows)
    assert [file.path for file in manifest.files if file.table == "articles"] == [
        each.path for each in store.list("articles")
    ]
    assert LEASE_PATH not in store.files


def test_the_loss_of_the_lease_fails_the_run_with_its_own_words() -> None:
    store = MemoryStore()
    pipeline = TestPipeline(runner="FnApiRunner")
    files = pipeline | "Files" >> beam.Create([FILE])
    tallies = pipeline | "Tallies" >> beam.Create([Tally("a", 2)])
    ticks = pipeline | "Ticks" >> beam.Create([a_tick()])
    _ = {"ticks": ticks, "files": files, "tallies": tallies} | PublishRun(store, RUN, CLOCK)
    with pytest.raises(LeaseLost, match=r"the lease of run run1 on .* is gone"):
        pipeline.run()
    assert store.files == {}


def test_a_run_that_ignores_a_damaged_manifest_is_published() -> None:
    store = MemoryStore()
    store.write(manifest_path("old"), b"{")
    acquire(store, "run1", FixedClock(NOW), HOUR)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        files = pipeline | "Files" >> beam.Create([FILE])
        tallies = pipeline | "Tallies" >> beam.Create([Tally("a", 2)])
        ticks = pipeline | "Ticks" >> beam.Create([a_tick()])
        _ = {"ticks": ticks, "files": files, "tallies": tallies} | PublishRun(store, RUN, CLOCK)
    assert from_json(store.read(manifest_path("run1"))).files == [FILE]
    assert LEASE_PATH not in store.files

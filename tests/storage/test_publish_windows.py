"""A stream is published window by window, and what comes late beside its window."""

from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.test_stream import TestStream as Stream
from apache_beam.transforms.window import TimestampedValue

from claimwire.clock import FixedClock
from claimwire.pipeline.head import tick
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import Tally
from claimwire.storage.cleaning import leftovers
from claimwire.storage.lease import acquire, release, verify
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import published_files, read_manifests
from claimwire.storage.records import from_arrow
from claimwire.transforms.publish_run import PublishRun
from claimwire.transforms.windows import in_windows
from claimwire.transforms.write_table import WriteTable
from tests.fakes.records import from_parquet
from tests.fakes.rows import NOW, RUN, an_article
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = NOW.date().isoformat()


def seconds(minutes: int) -> float:
    return (NOW + minutes * MINUTE).timestamp()


def article(minutes: int) -> TimestampedValue:
    row = an_article(article_id=f"{minutes:032x}", first_seen_at=NOW + minutes * MINUTE)
    return TimestampedValue(row, seconds(minutes))


def publish(stream: Stream) -> MemoryStore:
    """Publish a stream of articles, and of ticks (None), in windows of ten minutes."""
    store, run = MemoryStore(), RunInfo(RUN, NOW)
    clock = FixedClock(NOW + HOUR)
    acquire(store, RUN, FixedClock(NOW), HOUR)
    options = PipelineOptions(streaming=True)
    with TestPipeline(runner="BundleBasedDirectRunner", options=options) as pipeline:
        windows = pipeline | stream | "Windows" >> in_windows(10 * MINUTE)
        ticks = windows | "IsTick" >> beam.Filter(lambda each: each is None)
        rows = windows | "IsRow" >> beam.Filter(lambda each: each is not None)
        files = rows | "Day" >> beam.Map(lambda row: (DAY, row)) | WriteTable(ARTICLES, store, RUN)
        tallies = ticks | "Tally" >> beam.Map(lambda _: Tally("polls_read", 1))
        _ = {
            "ticks": ticks | "Tick" >> beam.Map(tick, RUN),
            "files": files,
            "tallies": tallies,
        } | PublishRun(store, run, clock, HOUR, keep_lease=True)
    return store


def minutes_of(store: MemoryStore) -> list[int]:
    rows = [
        row
        for file in published_files(store)
        for row in from_arrow(ARTICLES, from_parquet(store.read(file.path)))
    ]
    return sorted(int(row.article_id, 16) for row in rows)


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    stream = (
        Stream()
        .advance_watermark_to(seconds(0))
        .add_elements([TimestampedValue(None, seconds(0)), article(1)])
        .add_elements([TimestampedValue(None, seconds(5)), article(6)])
        .advance_watermark_to(seconds(10))
        .add_elements([TimestampedValue(None, seconds(10))])
        .advance_watermark_to(seconds(20))
        .add_elements([article(2)])
        .add_elements([article(11)])
        .advance_watermark_to_infinity()
    )
    return publish(stream)


def test_each_window_has_a_manifest_also_an_empty_one(store: MemoryStore) -> None:
    manifests = {each.run_id: each for each in read_manifests(store)}
    first, second = manifests["run1-w20240501T120000Z"], manifests["run1-w20240501T121000Z"]
    assert [file.rows for file in first.files if file.rows] == [2]
    assert (first.started_at, second.started_at) == (NOW, NOW + 10 * MINUTE)
    assert second.files == []


def test_what_comes_late_is_written_beside_its_window_and_published(store: MemoryStore) -> None:
    assert minutes_of(store) == [1, 2, 6, 11]
    late = [each for each in read_manifests(store) if "-p" in each.run_id]
    assert sorted(each.run_id for each in late) == [
        "run1-w20240501T120000Z-p1",
        "run1-w20240501T121000Z-p1",
    ]
    files = [file for each in read_manifests(store) for file in each.files]
    assert len({file.path for file in files}) == len(files)
    assert len([file for file in files if file.rows]) == 3


def test_the_lease_is_renewed_by_each_window_and_kept(store: MemoryStore) -> None:
    assert verify(store, RUN).expires_at == NOW + 2 * HOUR


def test_a_dead_streams_windows_stay_and_what_it_had_not_published_can_be_cleaned(
    store: MemoryStore,
) -> None:
    files = published_files(store)
    assert leftovers(store) == []
    store.delete("_runs/run1-w20240501T120000Z-p1.json")
    try:
        (left,) = leftovers(store)
        assert left.path in {file.path for file in files}
        assert minutes_of(store) == [1, 6, 11]
    finally:
        release(store, RUN)

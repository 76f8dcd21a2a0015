import hashlib
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import GlobalWindow, IntervalWindow
from apache_beam.utils.windowed_value import PANE_INFO_UNKNOWN, PaneInfo, PaneInfoTiming

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of
from claimwire.storage.local_store import LocalStore
from claimwire.storage.publication import write_file
from claimwire.storage.records import from_arrow
from claimwire.storage.store import Store, StoreError
from claimwire.transforms.write_table import WriteTable, file_path, key_by_shard
from tests.fakes.records import from_parquet
from tests.fakes.rows import FEED, RUN, URL, a_poll, a_rejection, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

DAY = "2024-05-01"


def test_a_name_is_made_of_run_window_pane_and_shard() -> None:
    def name(window: object, pane: PaneInfo, shard: int) -> str:
        return file_path("claims", DAY, "run1", window=window, pane=pane, shard=shard)

    first = name(GlobalWindow(), PANE_INFO_UNKNOWN, 0)
    assert first == "claims/dt=2024-05-01/part-run1-p0-s0.parquet"
    late = PaneInfo(False, False, PaneInfoTiming.LATE, 2, 1)
    second = name(IntervalWindow(1714564800, 1714565400), late, 3)
    assert second == "claims/dt=2024-05-01/part-run1-w20240501T120000Z-p2-s3.parquet"


def test_the_rows_of_an_article_share_a_shard() -> None:
    keys = {
        key_by_shard((DAY, row), 16)[0]
        for row in (an_article(), a_rejection(article_id=an_article().article_id, feed_url="x"))
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (a_poll(), FEED),
        (a_rejection(article_id=None), FEED),
        (a_rejection(article_id=None, feed_url=None), URL),
        (a_rejection(article_id=None, feed_url=None, url=None), ""),
    ],
)
def test_rows_without_article_have_a_shard_too(row: object, key: str) -> None:
    assert key_by_shard((DAY, row), 16)[0] == (DAY, bucket_of(key, 16))


def test_a_file_tells_its_size_and_checksum() -> None:
    store = MemoryStore()
    file = write_file(store, FEEDS, "feeds/x", DAY, [a_poll(), a_poll()])
    content = store.read("feeds/x")
    digest = hashlib.sha256(content).hexdigest()
    assert file == TableFile("feeds", "feeds/x", DAY, 1, len(content), digest)


def read_all(store: Store) -> list[object]:
    paths = [each.path for each in store.list("")]
    return [row for path in paths for row in from_arrow(ARTICLES, from_parquet(store.read(path)))]


@pytest.mark.parametrize("mode", ["in_memory", "multi_processing"])
def test_every_row_is_in_one_file_of_its_day(tmp_path: Path, mode: str) -> None:
    store = LocalStore(str(tmp_path))
    rows = [an_article(article_id=f"{number:032x}") for number in range(40)]
    keyed = [(f"2024-05-0{number % 2 + 1}", row) for number, row in enumerate(rows)]
    options = PipelineOptions(direct_running_mode=mode, direct_num_workers=2)
    with TestPipeline(runner="FnApiRunner", options=options) as pipeline:
        files = pipeline | beam.Create(keyed) | WriteTable(ARTICLES, store, RUN, shards=3)
        names = files | beam.Map(lambda file: file.path)
        expected = [
            f"articles/dt={day}/part-run1-p0-s{shard}.parquet"
            for day in ("2024-05-01", "2024-05-02")
            for shard in range(3)
        ]
        assert_that(names, equal_to(expected))
    assert sorted(each.path for each in store.list("")) == sorted(expected)
    assert sorted(read_all(store), key=lambda row: row.article_id) == rows


def test_a_second_run_writes_beside_the_first_and_a_repeated_one_over_itself() -> None:
    store = MemoryStore()
    contents = []
    for run_id in ("run1", "run2", "run1"):
        with TestPipeline(runner="FnApiRunner") as pipeline:
            _ = (
                pipeline
                | beam.Create([(DAY, an_article(run_id=run_id))])
                | WriteTable(ARTICLES, store, run_id)
            )
        contents.append({each.path: store.read(each.path) for each in store.list("")})
    assert len(contents[1]) == 2
    assert contents[2] == contents[1]


def test_what_is_published_is_not_written_again() -> None:
    store = MemoryStore()
    published = publish_rows(store, {ARTICLES: [an_article()]}, run_id=RUN)
    before = dict(store.files)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        rows = pipeline | beam.Create([(DAY, an_article(title="Changed since"))])
        assert_that(rows | WriteTable(ARTICLES, store, RUN), equal_to(published))
    assert store.files == before


def test_a_file_that_cannot_be_written_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("in the way")
    pipeline = TestPipeline(runner="FnApiRunner")
    rows = pipeline | beam.Create([(DAY, an_article())])
    _ = rows | WriteTable(ARTICLES, LocalStore(str(tmp_path)), RUN)
    with pytest.raises(StoreError, match=r"/articles/dt=.*: cannot write it: File exists"):
        pipeline.run()


def test_no_rows_give_no_files() -> None:
    store = MemoryStore()
    with TestPipeline(runner="FnApiRunner") as pipeline:
        files = pipeline | beam.Create([]) | WriteTable(ARTICLES, store, RUN)
        assert_that(files, equal_to([]))
    assert store.files == {}

"""The lists of published files, for engines that read no manifests."""

from pathlib import Path

import duckdb
import pytest

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.storage.compaction import compact_day
from claimwire.storage.file_lists import file_lists, list_path, write_file_lists
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from claimwire.storage.repair import repair
from claimwire.storage.store import Conflict
from tests.fakes.rows import NOW, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.store import MemoryStore

CLOCK = FixedClock(NOW)


def listed(store: LocalStore) -> list[str]:
    return store.read(list_path("articles")).decode().splitlines()


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An output with two published files, and one of a run that died."""
    store = LocalStore(str(tmp_path))
    publish_rows(store, {ARTICLES: [an_article(article_id="a")]}, run_id="run1")
    publish_rows(store, {ARTICLES: [an_article(article_id="b")]}, run_id="run2")
    write_rows(store, ARTICLES, [an_article(article_id="c")], run_id="died")
    write_file_lists(store)
    return store


def test_an_engine_that_reads_the_list_sees_each_row_once(
    store: LocalStore, tmp_path: Path
) -> None:
    def ids() -> list[str]:
        paths = [str(tmp_path / line) for line in listed(store)]
        sql = "select article_id from read_parquet($paths) order by 1"
        return [row[0] for row in duckdb.execute(sql, {"paths": paths}).fetchall()]

    assert ids() == ["a", "b"]
    compact_day(store, RunInfo("compact1", NOW, {}), "2024-05-01", clock=CLOCK)
    assert len(listed(store)) == 1
    assert ids() == ["a", "b"]


def test_every_table_has_a_list_also_without_files(store: LocalStore) -> None:
    assert set(file_lists(store)) == {list_path(table.name) for table in TABLES}
    assert store.read(list_path("claims")) == b""


def test_lines_of_a_bucket_are_addresses() -> None:
    class Bucket(MemoryStore):
        root = "gs://bucket/prefix/"  # type: ignore[assignment]

    bucket = Bucket()
    publish_rows(bucket, {ARTICLES: [an_article()]}, run_id="run1")
    write_file_lists(bucket)
    (line,) = bucket.read(list_path("articles")).decode().splitlines()
    assert line.startswith("gs://bucket/prefix/articles/dt=2024-05-01/part-run1")


def test_a_list_that_is_out_of_date_is_written_anew(store: LocalStore) -> None:
    right = listed(store)
    store.write(list_path("articles"), b"articles/gone.parquet\n")
    repair(store, "repair1", CLOCK)
    assert listed(store) == right


def test_the_last_writer_has_seen_what_all_have_published(store: LocalStore) -> None:
    class Slow(LocalStore):
        """Another run publishes between the look at the list and the writing."""

        interrupted = False

        def replace(self, path: str, data: bytes, generation: str) -> str:
            if path == list_path("articles") and not Slow.interrupted:
                Slow.interrupted = True
                publish_rows(store, {ARTICLES: [an_article(article_id="d")]}, run_id="run3")
                write_file_lists(store)
            return super().replace(path, data, generation)

    store.write(list_path("articles"), b"")
    write_file_lists(Slow(store.root))
    assert Slow.interrupted
    assert any("run3" in line for line in listed(store))


def test_a_list_that_others_keep_writing_is_an_error(store: LocalStore) -> None:
    class Busy(LocalStore):
        def replace(self, path: str, data: bytes, generation: str) -> str:
            raise Conflict("it changes", self.root, path)

    store.write(list_path("articles"), b"")
    with pytest.raises(Conflict, match="try again"):
        write_file_lists(Busy(store.root))

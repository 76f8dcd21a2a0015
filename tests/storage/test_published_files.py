import contextlib
import dataclasses
import threading
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.table import Table
from claimwire.storage.published_files import (
    StateError,
    _read_manifest,
    in_parallel,
    last_rows,
    published_files,
    read_columns,
    read_manifests,
)
from claimwire.storage.store import Store
from tests.fakes.rows import a_poll, a_sighting, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.store import MemoryStore

FOREIGN = (b"{}", b"[1, 2]", b"null", b'{"version": 2, "files": ["minutes.odt"], "options": {}}')


class CountingStore:
    """Notes which files are read whole."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.reads: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        return self.inner.read(path)


def test_only_files_of_published_runs_count(store: Store) -> None:
    published = publish_rows(store, {ARTICLES: [an_article()], FEEDS: [a_poll()]})
    write_rows(store, ARTICLES, [an_article()], run_id="died")
    assert published_files(store) == sorted(published, key=lambda file: file.path)


def test_files_of_earlier_days_are_left_out() -> None:
    store = MemoryStore()
    for number in (1, 2, 3):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=f"run{number}", day=f"2024-05-0{number}")
    days = [file.day for file in published_files(store, date(2024, 5, 2))]
    assert days == ["2024-05-02", "2024-05-03"]


def test_a_new_output_has_no_state(store: Store) -> None:
    assert published_files(store) == []


def test_a_damaged_manifest_is_named_with_the_way_out(store: Store) -> None:
    store.write("_runs/run1.json", b'{"run_id": "run1"')
    with pytest.raises(StateError, match=r"/_runs/run1\.json cannot be read: .*--ignore_state"):
        published_files(store)


@pytest.mark.parametrize("content", FOREIGN)
def test_a_foreign_file_that_is_called_like_a_manifest_is_named_and_passed_over(
    store: Store, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    _read_manifest.cache_clear()
    (file,) = publish_rows(store, {ARTICLES: [an_article()]})
    store.write("_runs/notes.json", content)
    assert published_files(store) == [file]
    assert published_files(store) == [file]
    assert caplog.text.count("/_runs/notes.json is no manifest; it is passed over.") == 1


@pytest.mark.parametrize("manifest", ["run1", "run1-p2"])
@pytest.mark.parametrize("content", FOREIGN)
def test_what_stands_for_a_run_with_data_files_is_a_damaged_manifest(
    store: Store, manifest: str, content: bytes
) -> None:
    write_rows(store, ARTICLES, [an_article()], run_id="run1")
    store.write(f"_runs/{manifest}.json", content)
    with pytest.raises(StateError, match=f"{manifest}.json cannot be read: JSON without"):
        published_files(store)


@pytest.mark.parametrize(
    "content",
    [b"", b"notes", b'{"a": 1', b"\xff", b"[" * 100_000],
    # The emulator's roots are named after the tests, and a root has no backslash.
    ids=["empty", "words", "cut off", "no UTF-8", "deep"],
)
def test_what_is_no_json_counts_as_damaged(store: Store, content: bytes) -> None:
    store.write("_runs/notes.json", content)
    with pytest.raises(StateError, match="notes"):
        published_files(store)


@given(st.data())
@settings(max_examples=50)
def test_a_manifest_with_one_changed_byte_is_never_taken_for_a_foreign_file(data) -> None:
    store = MemoryStore()
    (file,) = publish_rows(store, {ARTICLES: [an_article()]})
    content = bytearray(store.read("_runs/run1.json"))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    store.delete(file.path)
    store.write("_runs/run1.json", bytes(content))
    with contextlib.suppress(StateError):
        assert len(read_manifests(store)) == 1


def test_a_process_reads_a_manifest_once_until_it_is_another(store: Store) -> None:
    publish_rows(store, {FEEDS: [a_poll()]}, run_id="run1")
    publish_rows(store, {FEEDS: [a_poll()]}, run_id="run2")
    counting = CountingStore(store)
    first = read_manifests(counting)
    assert sorted(counting.reads) == ["_runs/run1.json", "_runs/run2.json"]
    assert read_manifests(counting) == first
    assert len(counting.reads) == 2
    store.write("_runs/run2.json", store.read("_runs/run1.json"))
    assert read_manifests(counting) == [first[0], first[0]]
    assert counting.reads[2:] == ["_runs/run2.json"]


def test_columns_of_all_files_of_the_table_are_read(store: Store) -> None:
    files = [
        write_rows(store, ARTICLES, [an_article(article_id="b", title=None)], run_id="run2"),
        write_rows(store, FEEDS, [a_poll()]),
        write_rows(store, ARTICLES, [an_article(article_id="a", title="t")], run_id="run1"),
    ]
    found = read_columns(store, ARTICLES, files, ["title", "article_id"])
    assert found.to_pydict() == {"title": ["t", None], "article_id": ["a", "b"]}


def test_without_files_the_columns_are_empty() -> None:
    found = read_columns(MemoryStore(), ARTICLES, [], ["article_id", "first_seen_at"])
    assert found.num_rows == 0
    assert found.schema.types == [pa.string(), pa.timestamp("us", "UTC")]


def test_a_column_that_a_file_is_too_old_to_have_is_null() -> None:
    store = MemoryStore()
    names = [field.name for field in dataclasses.fields(a_sighting()) if field.name != "title"]
    old_row = dataclasses.make_dataclass("OldSighting", names)
    old = Table(
        "sightings",
        "",
        old_row,
        pa.schema([SIGHTINGS.schema.field(name) for name in names]),
        ("article_id",),
    )
    row = old_row(**{name: getattr(a_sighting(), name) for name in names})
    files = [
        write_rows(store, old, [row], run_id="old"),
        write_rows(store, SIGHTINGS, [a_sighting(title="t")], run_id="young"),
    ]
    found = read_columns(store, SIGHTINGS, files, ["title", "url"])
    assert found["title"].to_pylist() == [None, "t"]
    assert found["url"].to_pylist() == [a_sighting().url] * 2


@pytest.mark.parametrize("damage", ["missing", "cut", "empty", "other rows"])
def test_a_damaged_data_file_is_named_with_the_way_out(store: Store, damage: str) -> None:
    file = write_rows(store, ARTICLES, [an_article()])
    if damage == "missing":
        store.delete(file.path)
    elif damage == "cut":
        store.write(file.path, store.read(file.path)[:-20])
    elif damage == "empty":
        store.write(file.path, b"")
    else:
        write_rows(store, ARTICLES, [an_article(), an_article(title="other")])
    with pytest.raises(StateError, match=r"part-run1-.* cannot be read: .*--ignore_state") as found:
        read_columns(store, ARTICLES, [file], ["article_id"])
    assert found.value.path == file.path


def test_a_damaged_page_is_an_error() -> None:
    store = MemoryStore()
    file = write_rows(store, ARTICLES, [an_article(article_id=f"{n:032x}") for n in range(99)])
    content = bytearray(store.read(file.path))
    content[4:200] = bytes(196)
    store.write(file.path, bytes(content))
    with pytest.raises(StateError):
        read_columns(store, ARTICLES, [file], ["article_id", "url"])


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.none() | st.integers(0, 3)))
)
def test_last_rows_are_those_a_plain_maximum_finds(rows: list[tuple[str, int, int | None]]) -> None:
    table = pa.table(
        {
            "key": pa.array([row[0] for row in rows], pa.string()),
            "first": pa.array([row[1] for row in rows], pa.int32()),
            "second": pa.array([row[2] for row in rows], pa.int32()),
        }
    )
    found = last_rows(table, "key", ("first", "second")).to_pylist()

    def order(row: tuple[str, int, int | None]) -> tuple[int, float]:
        # Arrow puts nulls last.
        return row[1], 9 if row[2] is None else row[2]

    expected = {key: max((r for r in rows if r[0] == key), key=order) for key, *_ in rows}
    assert {tuple(row.values()) for row in found} == set(expected.values())
    assert len(found) == len(expected)


@pytest.mark.parametrize("size", [0, 1, 2, 50])
def test_parallel_results_are_in_order(size: int) -> None:
    assert in_parallel(str, range(size), 3) == [str(number) for number in range(size)]


def test_no_more_work_is_done_at_once_than_asked_for() -> None:
    busy = threading.Semaphore(3)

    def work(number: int) -> bool:
        free = busy.acquire(blocking=False)
        if free:
            busy.release()
        return free

    assert all(in_parallel(work, range(200), 3))


def test_a_failure_among_parallel_work_is_raised() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        in_parallel(int, ["1", "x", "2"], 3)


def test_a_file_of_another_table_is_passed_over() -> None:
    other = TableFile("claims", "claims/nowhere", "2024-05-01", 1, 1)
    assert read_columns(MemoryStore(), ARTICLES, [other], ["article_id"]).num_rows == 0

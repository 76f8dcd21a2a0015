import contextlib
import dataclasses
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage import compaction
from claimwire.storage.cleaning import clean
from claimwire.storage.compaction import compact_day, days_to_compact
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, acquire
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.records import from_arrow
from claimwire.storage.store import Store
from claimwire.transforms.read_memory import remembered_files
from tests.fakes.rows import NOW, a_poll, a_rejection, a_sighting, a_tick, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.stopping_store import Killed, StoppingStore
from tests.fakes.store import MemoryStore

DAY = "2024-05-01"
HOUR = timedelta(hours=1)
CLOCK = FixedClock(NOW)
LATER = FixedClock(NOW + 2 * HOUR)
COMPACTION = RunInfo("compact-1", NOW)


def page(site: str, path: str, **changes: Any) -> Any:
    url = f"https://{site}/{path}"
    return an_article(article_id=stable_id(url), url=url, canonical_url=url, site=site, **changes)


def publish_three_runs(store: Store) -> None:
    for number, site in enumerate(["c.example", "a.example", "b.example"]):
        pages = [page(site, "1"), page(site, "2")]
        seen = [a_sighting(article_id=each.article_id, url=each.url) for each in pages]
        publish_rows(
            store,
            {
                ARTICLES: pages,
                SIGHTINGS: [*seen, a_sighting(article_id=f"gone{number}")],
                FEEDS: [a_poll(polled_at=NOW + number * HOUR)],
                REJECTIONS: [a_rejection(article_id=None)],
            },
            run_id=f"run{number}",
        )


def publish_two_runs(store: Store) -> None:
    for number, site in enumerate(["b.example", "a.example"]):
        tables = {ARTICLES: [page(site, "1")], FEEDS: [a_poll(polled_at=NOW + number * HOUR)]}
        publish_rows(store, tables, run_id=f"run{number}")


def rows_of(store: Store, files: list[TableFile] | None = None) -> Counter[str]:
    """What a reader sees: every row, however often."""
    seen: Counter[str] = Counter()
    for table in TABLES:
        found = read_columns(
            store, table, published_files(store) if files is None else files, table.schema.names
        )
        seen.update(f"{table.name} {row}" for row in from_arrow(table, found))
    return seen


def test_a_day_becomes_one_file_a_table_with_the_same_rows(store: Store) -> None:
    publish_three_runs(store)
    before = rows_of(store)
    replaced, written = compact_day(store, COMPACTION, DAY, clock=CLOCK)
    with_rows = [file for file in published_files(store) if file.rows]
    assert with_rows == sorted(written, key=lambda file: file.path)
    assert {file.table for file in written} == {"articles", "sightings", "feeds", "rejections"}
    assert len(written) == 4
    assert len(replaced) == 12
    assert rows_of(store) == before
    assert LEASE_PATH not in {each.path for each in store.list("")}


def test_rows_are_sorted_by_site_and_then_as_always() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    compact_day(store, COMPACTION, DAY, clock=CLOCK)
    files = published_files(store)
    articles = read_columns(store, ARTICLES, files, ["site", "article_id"]).to_pylist()
    order = [(row["site"], row["article_id"]) for row in articles]
    assert order == sorted(order)
    ids = [row["article_id"] for row in articles]
    sighted = read_columns(store, SIGHTINGS, files, ["article_id"])["article_id"].to_pylist()
    assert sighted == [*ids, "gone0", "gone1", "gone2"]


def test_compacting_again_changes_nothing() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    assert days_to_compact(store, date(2024, 5, 2)) == [DAY]
    compact_day(store, COMPACTION, DAY, clock=CLOCK)
    before = dict(store.files)
    assert days_to_compact(store, date(2024, 5, 2)) == []
    assert compact_day(store, RunInfo("compact-2", NOW), DAY, clock=CLOCK) == ([], [])
    assert store.files == before


def test_only_days_before_the_given_one_with_small_files_are_compacted() -> None:
    store = MemoryStore()
    for number, day in enumerate(["2024-04-29", "2024-04-30", "2024-04-30", DAY, DAY]):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=f"run{number}", day=day)
    assert days_to_compact(store, date(2024, 5, 1)) == ["2024-04-30"]


def test_rows_that_come_late_are_compacted_with_what_was_compacted_before() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    compact_day(store, COMPACTION, DAY, clock=CLOCK)
    publish_rows(store, {ARTICLES: [page("d.example", "late")]}, run_id="run9")
    before = rows_of(store)
    _, written = compact_day(store, RunInfo("compact-2", NOW), DAY, clock=CLOCK)
    assert [(file.table, file.rows) for file in written] == [("articles", 7)]
    assert rows_of(store) == before


def test_large_files_stay_and_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    long = " ".join(stable_id(str(number)) for number in range(5000))
    files = []
    for number, text in enumerate(["short", "short", long, "short", "short"]):
        rows = [page("a.example", f"{number}", text=text)]
        files += publish_rows(store, {ARTICLES: rows}, run_id=f"run{number}")
    monkeypatch.setattr(compaction, "_LARGEST", files[2].bytes)
    replaced, written = compact_day(store, COMPACTION, DAY, clock=CLOCK)
    assert [file.rows for file in written] == [2, 2]
    assert replaced == [files[number].path for number in (0, 1, 3, 4)]
    assert sum(file.rows for file in published_files(store)) == 5


def test_an_active_run_is_left_alone() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    acquire(store, "run3", CLOCK, HOUR)
    with pytest.raises(LeaseHeld, match="run3"):
        compact_day(store, COMPACTION, DAY, clock=CLOCK)


def test_a_row_of_an_older_schema_gets_null_in_the_new_columns() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    older = dataclasses.replace(
        FEEDS, schema=FEEDS.schema.remove(FEEDS.schema.names.index("title"))
    )
    publish_rows(store, {older: [a_poll(title="lost")]}, run_id="run9")
    compact_day(store, COMPACTION, DAY, clock=CLOCK)
    (file,) = (each for each in published_files(store) if each.table == "feeds")
    titles = read_columns(store, FEEDS, [file], ["title"])["title"].to_pylist()
    assert titles == [None] * 4


def test_replaced_files_stay_for_readers_who_listed_them_before() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    listed = published_files(store)
    before = rows_of(store)
    compact_day(store, COMPACTION, DAY, clock=CLOCK)
    assert clean(store, "clean-1", FixedClock(NOW + HOUR / 2), grace=HOUR) == []
    assert rows_of(store, listed) == before
    removed = {each.path for each in clean(store, "clean-2", LATER, grace=HOUR)}
    assert removed == {file.path for file in listed}
    assert rows_of(store) == before


def test_the_look_back_is_counted_from_the_last_run_and_not_from_a_compaction() -> None:
    store = MemoryStore()
    publish_three_runs(store)
    later = NOW + timedelta(days=60)
    compact_day(store, RunInfo("compact-1", later), DAY, clock=FixedClock(later))
    files = remembered_files(a_tick(at=later), store, timedelta(days=30)).files
    assert {file.day for file in files if file.rows} == {DAY}


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_compaction_killed_at_any_operation_leaves_every_row_once(done: bool) -> None:
    counting, unharmed = StoppingStore(MemoryStore()), MemoryStore()
    publish_two_runs(counting.inner)
    publish_two_runs(unharmed)
    before = rows_of(unharmed)
    compact_day(counting, COMPACTION, DAY, clock=CLOCK)
    for last in range(1, counting.operations + 1):
        store = MemoryStore()
        publish_two_runs(store)
        with pytest.raises(Killed):
            compact_day(StoppingStore(store, last, done), COMPACTION, DAY, clock=CLOCK)
        assert rows_of(store) == before
        # The next one begins when the lease of the dead one has run out.
        compact_day(store, RunInfo("compact-2", NOW), DAY, clock=LATER)
        clean(store, "clean-1", FixedClock(NOW + 9 * HOUR))
        assert rows_of(store) == before
        tables = [file.table for file in published_files(store)]
        assert sorted(set(tables)) == sorted(tables)
        stored = {each.path for each in store.list("") if each.path.endswith(".parquet")}
        assert stored == {file.path for file in published_files(store)}


def test_a_reader_during_a_compaction_sees_every_row_once() -> None:
    store = MemoryStore()
    publish_two_runs(store)
    before, looks = rows_of(store), []

    def look() -> None:
        looks.append(rows_of(store) == before)

    watched = StoppingStore(store, watch=look)
    compact_day(watched, COMPACTION, DAY, clock=CLOCK)
    clean(watched, "clean-1", LATER)
    assert len(looks) > 30
    assert all(looks)


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.lists(st.integers(0, 20), min_size=1, max_size=4)),
        st.tuples(st.just("die"), st.integers(1, 40)),
        st.tuples(st.just("compact"), st.none()),
        st.tuples(st.just("clean"), st.none()),
    ),
    max_size=6,
)


@given(_STEPS)
@settings(max_examples=40)
def test_whatever_happens_in_whatever_order_every_published_row_is_there_once(steps: Any) -> None:
    store = MemoryStore()
    expected: Counter[str] = Counter()
    for number, (step, value) in enumerate(steps):
        clock = FixedClock(NOW + number * 3 * HOUR)
        if step == "run":
            rows = [page(f"{n % 3}.example", str(n), run_id=f"run{number}") for n in set(value)]
            files = publish_rows(store, {ARTICLES: rows}, run_id=f"run{number}")
            expected.update(rows_of(store, files))
        elif step == "die":
            write_rows(store, ARTICLES, [page("dead.example", "1")], run_id=f"dead{number}")
            with contextlib.suppress(Killed):
                dying = StoppingStore(store, value)
                compact_day(dying, RunInfo(f"compact-{number}", clock.at), DAY, clock=clock)
        elif step == "compact":
            compact_day(store, RunInfo(f"compact-{number}", clock.at), DAY, clock=clock)
        else:
            clean(store, f"clean-{number}", clock)
        assert rows_of(store) == expected

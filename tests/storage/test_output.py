"""The published tables for Arrow, DuckDB and pandas: each row once, and no other."""

import importlib.util
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from claimwire.clock import FixedClock
from claimwire.errors import ClaimwireError
from claimwire.schemas import ACTORS, ARTICLES, CLAIMS, FEEDS, TABLES
from claimwire.storage.compaction import compact_day
from claimwire.storage.manifest import RunInfo
from claimwire.storage.output import NoTables, Output, open_output
from claimwire.storage.sql_views import StoreFiles
from claimwire.storage.store import Store
from tests.fakes.rows import a_claim, a_poll, an_actor, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.store import MemoryStore

LATER = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two runs on two days, and what a third has left that died."""
    for number in (1, 2):
        articles = [an_article(article_id=f"{number}{letter}") for letter in "ab"]
        day = f"2024-05-0{number}"
        publish_rows(store, {ARTICLES: articles}, run_id=f"run{number}", day=day)
    write_rows(store, ARTICLES, [an_article(article_id="dead")], run_id="died")
    return store


def ids(rows: pa.Table) -> list[str]:
    return sorted(rows["article_id"].to_pylist())


def test_a_dataset_has_the_rows_of_published_runs_alone(filled: Store) -> None:
    output = Output(filled)
    rows = output.articles.dataset().to_table()
    assert ids(rows) == ["1a", "1b", "2a", "2b"]
    assert rows.schema.names == [*ARTICLES.schema.names, "dt"]
    assert set(rows["dt"].to_pylist()) == {date(2024, 5, 1), date(2024, 5, 2)}
    assert output.articles.rows == 4


def test_a_dataset_can_be_asked_for_days_and_columns(filled: Store) -> None:
    chosen = Output(filled).articles.dataset()
    rows = chosen.to_table(["article_id"], filter=ds.field("dt") == date(2024, 5, 2))
    assert rows.to_pydict() == {"article_id": ["2a", "2b"]}


def test_a_relation_has_the_same_rows(filled: Store) -> None:
    with Output(filled) as output:
        found = output.articles.relation().order("article_id")
        assert found.columns == output.articles.schema.names
        assert [row[0] for row in found.fetchall()] == ["1a", "1b", "2a", "2b"]
        (counted,) = output.sql(
            "select count(*) from articles left join claims using (article_id)"
        ).fetchall()
        assert counted == (4,)


@pytest.fixture
def nested(store: Store) -> Store:
    """A claim, one that goes on with it, and one that is nested in it."""
    within = [
        a_claim(claim_id=each, parent_id="outer", relation=each) for each in ("continues", "nested")
    ]
    publish_rows(store, {ARTICLES: [an_article()], CLAIMS: [a_claim(claim_id="outer"), *within]})
    return store


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select claim_id from claims", ["outer"]),
        ("select claim_id from all_claims", ["continues", "nested", "outer"]),
        ("SELECT claims.claim_id FROM Claims", ["outer"]),
        ("select All_Claims.claim_id from ALL_CLAIMS", ["continues", "nested", "outer"]),
        ("select claims.claim_id from all_claims as claims", ["continues", "nested", "outer"]),
        (
            "select a.claim_id from all_claims a anti join claims using (claim_id)",
            ["continues", "nested"],
        ),
        ("with all_claims as (from claims) select claim_id from all_claims", ["outer"]),
        (
            "select c.claim_id from all_claims c join claims p on c.parent_id = p.claim_id",
            ["continues", "nested"],
        ),
        (
            "from all_claims join articles using (article_id) select claim_id where sentence = 0",
            ["continues", "nested", "outer"],
        ),
        ("select claim_id as all_claims from claims", ["outer"]),
    ],
)
def test_claims_leave_out_the_rows_that_are_part_of_another(
    nested: Store, sql: str, found: list[str]
) -> None:
    with Output(nested) as output:
        assert sorted(row[0] for row in output.sql(sql).fetchall()) == found


def test_a_published_table_has_the_parts_too(nested: Store) -> None:
    with Output(nested) as output:
        claims = output.claims
        assert claims.rows == claims.dataset().count_rows() == len(claims.relation()) == 3
        assert output.sql("from claims").columns == output.sql("from all_claims").columns


def test_both_views_have_the_columns_of_a_table_without_rows() -> None:
    store = MemoryStore()
    publish_rows(store, {})
    with Output(store) as output:
        for view in ("claims", "all_claims"):
            assert output.sql(f"from {view}").columns == output.claims.schema.names


def test_actors_are_put_together_from_the_rows_of_all_runs() -> None:
    store = MemoryStore()
    for run_id in ("run1", "run2"):
        publish_rows(store, {ACTORS: [an_actor(run_id=run_id)]}, run_id=run_id)
    with Output(store) as output:
        assert output.sql("select articles, same_as from actors").fetchall() == [(2, [])]
        assert output.actors.rows == len(output.sql("from all_actors")) == 2


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_without_rows_is_empty_and_has_its_columns(table: object) -> None:
    store = MemoryStore()
    publish_rows(store, {})
    with Output(store) as output:
        empty = output.tables[table.name]  # type: ignore[attr-defined]
        rows = empty.dataset().to_table()
        assert (rows.num_rows, rows.schema) == (0, empty.schema)
        assert empty.relation().columns == empty.schema.names
        assert empty.rows == 0


def test_rows_that_a_compaction_has_replaced_are_there_once() -> None:
    store = MemoryStore()
    for run in ("run1", "run2"):
        publish_rows(store, {FEEDS: [a_poll(feed_url=run)]}, run_id=run, day="2024-05-01")
    before = Output(store)
    compact_day(store, RunInfo("compact-1", LATER), "2024-05-01", clock=FixedClock(LATER))
    for output in (before, Output(store)):
        rows = output.feeds.dataset().to_table(["feed_url"])
        assert sorted(rows["feed_url"].to_pylist()) == ["run1", "run2"]


def test_an_output_shows_what_was_published_when_it_was_opened(filled: Store) -> None:
    output = Output(filled)
    publish_rows(filled, {ARTICLES: [an_article(article_id="3a")]}, run_id="run3")
    assert output.articles.dataset().count_rows() == 4
    assert Output(filled).articles.dataset().count_rows() == 5


def test_every_table_has_a_name_of_its_own(filled: Store) -> None:
    output = Output(filled)
    assert [getattr(output, table.name).table for table in TABLES] == list(TABLES)
    assert list(output.tables) == [table.name for table in TABLES]
    assert "<articles: 4 rows>" in repr(output)


def test_sql_reads_nothing_but_the_tables(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException), Output(filled) as output:
        output.sql(f"from '{tmp_path}/secret.csv'").fetchall()


def test_closing_ends_the_database(filled: Store) -> None:
    output = Output(filled)
    relation = output.articles.relation()
    output.close()
    with pytest.raises(duckdb.Error):
        relation.fetchall()


def test_where_there_is_nothing_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoTables, match=f"no tables at {tmp_path}") as raised:
        open_output(str(tmp_path))
    assert isinstance(raised.value, ClaimwireError)


def test_a_folder_is_opened_by_its_name(tmp_path: Path) -> None:
    from claimwire.storage.local_store import LocalStore

    publish_rows(LocalStore(str(tmp_path)), {CLAIMS: [a_claim()]})
    output = open_output(str(tmp_path))
    assert output.root == str(tmp_path)
    assert output.claims.dataset().count_rows() == 1


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")
def test_a_data_frame_has_the_same_rows(filled: Store) -> None:
    frame = Output(filled).articles.to_pandas()
    assert sorted(frame["article_id"]) == ["1a", "1b", "2a", "2b"]


def test_threads_that_share_a_file_read_where_they_sought() -> None:
    store = MemoryStore()
    store.write("file", bytes(range(100)))
    file = StoreFiles(store).open("file")
    sought = threading.Barrier(2)

    def read(offset: int) -> bytes:
        file.seek(offset)
        sought.wait(timeout=30)
        return bytes(file.read(3))

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(read, [10, 50]))
    assert found == [bytes([10, 11, 12]), bytes([50, 51, 52])]

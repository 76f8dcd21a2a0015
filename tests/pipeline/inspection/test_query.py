"""``claimwire query``: SQL over exactly what is published, and nothing else."""

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimwire.clock import FixedClock
from claimwire.errors import UsageError
from claimwire.pipeline.command_line import BAD_USAGE, DONE, FAILED, main
from claimwire.pipeline.inspection.query import query
from claimwire.pipeline.inspection.query_formats import write_rows
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.storage.compaction import compact_day
from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from claimwire.storage.store import NotFound, Store
from tests.fakes.gcs_server import BUCKET, GcsServer
from tests.fakes.rows import NOW, a_poll, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.runs import write_rows as write_table_rows
from tests.fakes.store import MemoryStore


def ask(store: Store, sql: str) -> list[dict[str, Any]]:
    with query(store, sql) as rows:
        return rows.read_all().to_pylist()


def written(rows: pa.Table, form: str) -> bytes:
    to = io.BytesIO()
    write_rows(rows.to_reader(), form, to)
    return to.getvalue()


@pytest.fixture
def local(tmp_path: Path) -> LocalStore:
    store = LocalStore(str(tmp_path / "it's *out*"))
    publish_rows(store, {ARTICLES: [an_article(word_count=7)]}, run_id="run1")
    publish_rows(store, {ARTICLES: [an_article(article_id="b")]}, run_id="run2", day="2024-05-02")
    write_table_rows(store, ARTICLES, [an_article(article_id="c")], run_id="died")
    return store


def test_only_published_files_are_seen_once_also_after_a_compaction(local: LocalStore) -> None:
    sql = "select dt::varchar as day, count(*) as n from articles group by dt order by dt"
    days = [{"day": "2024-05-01", "n": 1}, {"day": "2024-05-02", "n": 1}]
    assert ask(local, sql) == days
    publish_rows(local, {ARTICLES: [an_article(article_id="d")]}, run_id="run3")
    days[0]["n"] = 2
    assert ask(local, sql) == days
    compact_day(local, RunInfo("compact-1", NOW), "2024-05-01", clock=FixedClock(NOW))
    assert ask(local, sql) == days


def test_tables_in_cloud_storage_are_read_through_the_emulator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with GcsServer() as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        store = GcsStore(f"gs://{BUCKET}/some/prefix")
        publish_rows(store, {ARTICLES: [an_article()], FEEDS: [a_poll()]})
        assert ask(store, "select site, outcome from articles, feeds") == [
            {"site": "news.example", "outcome": "read"}
        ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_without_files_is_empty_and_has_its_columns(table: Any) -> None:
    with query(MemoryStore(), f"from {table.all_rows}") as rows:
        assert rows.schema.names == [*table.schema.names, "dt"]
        assert rows.read_all().num_rows == 0


def test_a_file_from_before_a_column_was_added_has_null_there() -> None:
    store = MemoryStore()
    without = FEEDS.schema.remove(FEEDS.schema.names.index("title"))
    publish_rows(store, {dataclasses.replace(FEEDS, schema=without): [a_poll()]}, run_id="run1")
    publish_rows(store, {FEEDS: [a_poll(title="News")]}, run_id="run2")
    titles = [row["title"] for row in ask(store, "select title from feeds order by title")]
    assert titles == ["News", None]


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('{file}')",
        "select * from read_parquet('claimwire://_runs/run1.json')",
        "select * from glob('/*')",
        "copy articles to '{file}'",
        "attach '{file}' as x",
        "insert into articles select * from articles",
        "drop view articles",
        "set enable_external_access = true",
        "install httpfs",
        "update extensions",
        "select 1; select 2",
        "",
    ],
)
def test_nothing_but_reading_the_tables_is_possible(
    sql: str, local: LocalStore, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text("secret")
    with pytest.raises(UsageError):
        ask(local, sql.format(file=file))
    assert file.read_text() == "secret"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("selec 1", "syntax error"),
        ("select sit from articles", "site"),
        ("from article", "articles"),
        ("select title::int from articles", "Talks resume"),
    ],
)
def test_a_mistake_is_explained(sql: str, told: str, local: LocalStore) -> None:
    with pytest.raises(UsageError, match=told):
        ask(local, sql)


def test_a_missing_file_is_named(local: LocalStore) -> None:
    (Path(local.root) / "articles/dt=2024-05-02/part-run2-p0-s0.parquet").unlink()
    with pytest.raises(NotFound, match="part-run2"):
        ask(local, "from articles")


ROWS = pa.table(
    {
        "n": [1, 2],
        "share": [0.5, float("nan")],
        "text": ["a,\n[b]é", None],
        "about": [["x", "y"], []],
        "at": pa.array([NOW, None], pa.timestamp("us", "UTC")),
        "day": [NOW.date(), None],
        "raw": [b"\x00\xff", None],
    }
)


def test_csv_is_read_back_by_a_spreadsheet() -> None:
    header, first, second = csv.reader(io.StringIO(written(ROWS, "csv").decode(), newline=""))
    assert header == ROWS.column_names
    assert first == [
        "1", "0.5", "a,\n[b]é", '["x", "y"]', "2024-05-01 12:00:00", "2024-05-01", "AP8="
    ]  # fmt: skip
    assert second == ["2", "", "", "[]", "", "", ""]


FORMULAS = ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1"]


def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    rows = pa.table({"text": [*FORMULAS, "a=1"], "number": [-1, 2, 3, 4, 5, 6, 7]})
    cells = list(csv.reader(io.StringIO(written(rows, "csv").decode(), newline="")))[1:]
    assert [cell[0] for cell in cells] == [*("'" + each for each in FORMULAS), "a=1"]
    assert cells[0][1] == "-1"
    raw = list(csv.reader(io.StringIO(written(rows, "csv_raw").decode(), newline="")))[1:]
    assert [cell[0] for cell in raw] == [*FORMULAS, "a=1"]


def test_a_table_does_not_steer_the_terminal() -> None:
    shown = written(pa.table({"text": ["\x1b[2Jgone\x9b1m"]}), "table").decode()
    assert "[2Jgone1m" in shown
    assert not {"\x1b", "\x9b"} & set(shown)


def test_json_is_an_object_a_line() -> None:
    first, second = map(json.loads, written(ROWS, "json").splitlines())
    assert first == {
        "n": 1,
        "share": 0.5,
        "text": "a,\n[b]é",
        "about": ["x", "y"],
        "at": "2024-05-01 12:00:00",
        "day": "2024-05-01",
        "raw": "AP8=",
    }
    assert (second["share"], second["about"], second["at"]) == (None, [], None)


def test_parquet_keeps_the_types() -> None:
    found = pq.read_table(io.BytesIO(written(ROWS, "parquet")))
    assert found.schema.types == ROWS.schema.types
    assert found["about"].to_pylist() == ROWS["about"].to_pylist()


def test_a_table_shows_text_as_it_is_and_says_when_there_is_more() -> None:
    shown = written(ROWS.select(["text", "n"]), "table").decode()
    assert "[b]é" in shown
    many = written(pa.table({"n": range(500)}), "table").decode()
    assert "199" in many
    assert "200 " not in many.replace("first 200", "")
    assert "Only the first 200 rows" in many


def test_two_columns_of_one_name_are_refused_where_they_would_be_lost() -> None:
    twice = pa.Table.from_arrays([[1], [2]], names=["a", "a"])
    assert written(twice, "table")
    with pytest.raises(UsageError, match="two columns are named a"):
        written(twice, "json")


def test_the_command_writes_files_whole_or_not_at_all(
    local: LocalStore, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    to = tmp_path / "rows.parquet"
    words = ["--output", local.root, "--format", "parquet", "--to", str(to)]
    assert main(["query", "from articles", *words]) == DONE
    assert pq.read_table(to).num_rows == 2
    assert main(["query", "select title::int from articles", *words]) == BAD_USAGE
    assert pq.read_table(to).num_rows == 2
    missing = str(tmp_path / "no" / "rows")
    assert main(["query", "select 1", *words[:-1], missing]) == FAILED
    assert b"cannot write" in capsysbinary.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {to.name, Path(local.root).name}


def test_rows_go_to_standard_output(
    local: LocalStore, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["query", "select 1 as one", "--output", local.root, "--format", "csv"]) == DONE
    assert capsysbinary.readouterr().out == b"one\r\n1\r\n"


@pytest.mark.parametrize("words", [["query"], ["query", "select 1"], ["query", "--output", "x"]])
def test_what_is_missing_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == BAD_USAGE
    assert "claimwire query" in capsys.readouterr().err


def test_the_examples_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--examples"]) == DONE
    printed = capsys.readouterr().out
    assert "-- Who denied what?" in printed
    assert printed.count(";\n") >= 10


def test_rows_too_wide_for_a_table_are_shown_one_below_the_other() -> None:
    columns = {f"column_{number}": [f"value {number}"] for number in range(20)}
    shown = written(pa.table({**columns, "nothing": pa.nulls(1)}), "table").decode()
    lines = [line.split() for line in shown.splitlines() if line.strip()]
    assert lines == [[f"column_{number}", "value", str(number)] for number in range(20)]

"""The external tables: generated, and taken by an SQL engine where the dialects agree."""

import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimwire.schemas import TABLES
from claimwire.schemas.bigquery import column_type, columns, ddl, fields
from claimwire.schemas.table import Table
from claimwire.storage.arrow import to_arrow

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
sqlglot = pytest.importorskip("sqlglot", reason="sqlglot is not installed")

FOLDER = Path(__file__).parents[2] / "deploy" / "bigquery"
EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_the_committed_statements_are_the_generated_ones() -> None:
    assert (FOLDER / "tables.sql").read_text(encoding="utf-8") == ddl(), "run make docs"


@EACH
def test_the_committed_schema_is_the_generated_one(table: Table) -> None:
    committed = json.loads((FOLDER / f"{table.name}.json").read_text(encoding="utf-8"))
    assert committed == fields(table.schema), "run make docs"
    assert [field["name"] for field in committed] == table.schema.names


def test_every_table_has_one_statement() -> None:
    made = re.findall(r"^CREATE OR REPLACE EXTERNAL TABLE `DATASET\.(\w+)`", ddl(), re.MULTILINE)
    assert made == [table.name for table in TABLES]


@EACH
def test_an_sql_engine_makes_the_columns_and_reads_our_parquet_into_them(
    table: Table, tmp_path: Path
) -> None:
    # DuckDB knows no external tables: the same columns are made as a table of its own.
    create = f"CREATE TABLE {table.name} (\n{columns(table)}\n)"
    file = tmp_path / "part.parquet"
    pq.write_table(to_arrow(table, []), file)
    with duckdb.connect() as engine:
        engine.execute(sqlglot.transpile(create, read="bigquery", write="duckdb")[0])
        engine.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM read_parquet('{file}')")
        made = engine.execute(f"SELECT column_name FROM (DESCRIBE {table.name})").fetchall()
    assert [name for (name,) in made] == table.schema.names


def test_an_unknown_type_is_an_error_and_no_guess() -> None:
    with pytest.raises(KeyError):
        column_type(pa.duration("s"))

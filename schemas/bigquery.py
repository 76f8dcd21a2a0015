"""BigQuery definitions of the tables: external tables over the published Parquet.

``make docs`` writes ``deploy/bigquery/tables.sql`` and one schema file per table, for Terraform.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from claimwire.schemas import TABLES
from claimwire.schemas.table import Table

_HEAD = """\
-- External tables over the published Parquet. Generated from schemas/ by `make docs`; do not edit.
--
-- Replace ROOT (gs://bucket/prefix) and DATASET (project.dataset), for example with sed:
--   sed -e 's#ROOT#gs://bucket/prefix#' -e 's#DATASET#project.dataset#' tables.sql \\
--     | bq query --use_legacy_sql=false
--
-- ROOT/_files/ lists the published files of each table. Each publication writes the lists anew, so
-- a row is read once, whatever runs that died or compactions have left in the folders.
"""

_NAMES = {
    pa.string(): "STRING",
    pa.bool_(): "BOOL",
    pa.int32(): "INT64",
    pa.int64(): "INT64",
    pa.float32(): "FLOAT64",
    pa.float64(): "FLOAT64",
    pa.date32(): "DATE",
    pa.binary(): "BYTES",
}


def ddl() -> str:
    """Return the statements that create all external tables (GoogleSQL)."""
    return "\n".join([_HEAD, *(_create(table) for table in TABLES)])


def fields(schema: pa.Schema | pa.StructType) -> list[dict[str, Any]]:
    """Return the columns as the BigQuery API's ``TableFieldSchema``."""
    return [_field(field) for field in schema]


def column_type(kind: pa.DataType) -> str:
    """Return the GoogleSQL name of an Arrow type.

    Raises:
        KeyError: if BigQuery has no such type, or no table uses it.
    """
    if pa.types.is_list(kind):
        return f"ARRAY<{column_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"STRUCT<{', '.join(f'{each.name} {column_type(each.type)}' for each in kind)}>"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMP"
    if pa.types.is_fixed_size_binary(kind):
        return "BYTES"
    return _NAMES[kind]


def columns(table: Table) -> str:
    """Return the columns of a table in GoogleSQL, one per line."""
    return ",\n".join(f"  `{field.name}` {column_type(field.type)}" for field in table.schema)


def _create(table: Table) -> str:
    return f"""\
CREATE OR REPLACE EXTERNAL TABLE `DATASET.{table.name}` (
{columns(table)}
)
WITH PARTITION COLUMNS (dt DATE)
OPTIONS (
  format = 'PARQUET',
  file_set_spec_type = 'NEW_LINE_DELIMITED_MANIFEST',
  uris = ['ROOT/_files/{table.name}.txt'],
  hive_partition_uri_prefix = 'ROOT/{table.name}',
  enable_list_inference = TRUE,
  description = 'One row is {table.one_row_is}.'
);
"""


def _field(field: pa.Field) -> dict[str, Any]:
    kind, mode = field.type, "NULLABLE" if field.nullable else "REQUIRED"
    if pa.types.is_list(kind):
        kind, mode = kind.value_type, "REPEATED"
    described: dict[str, Any] = {"name": field.name, "mode": mode}
    if pa.types.is_struct(kind):
        described |= {"type": "RECORD", "fields": fields(kind)}
    else:
        described["type"] = column_type(kind)
    if field.metadata:
        described["description"] = field.metadata[b"description"].decode()
    return described


def write(folder: Path) -> None:
    """Write the statements, and each table's schema as JSON."""
    (folder / "tables.sql").write_text(ddl(), encoding="utf-8")
    for table in TABLES:
        text = json.dumps(fields(table.schema), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{table.name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

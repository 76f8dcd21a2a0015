"""An output of many claims, made by copying the rows of a small one."""

import io
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import Table
from claimwire.storage.manifest import RunInfo, build_manifest, manifest_path, to_json
from claimwire.storage.published_files import published_files
from claimwire.storage.store import Store

_PUBLISHED_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
_IDS = (
    "article_id",
    "claim_id",
    "copy_of",
    "mention_id",
    "parent_id",
    "statement_id",
    "story_id",
)


def publish_copies(source: Store, to: Store, copies: int) -> None:
    """Publish articles, claims, entities and statements of an output repeatedly, with new ids."""
    files = []
    for table in (ARTICLES, CLAIMS, ENTITIES, STATEMENTS):
        (file,) = (each for each in published_files(source) if each.table == table.name)
        rows = pq.read_table(io.BytesIO(source.read(file.path)), schema=table.schema)
        rename = _renamed_within if table is STATEMENTS else _renamed
        many = pa.concat_tables([rename(rows, f"{number:04x}") for number in range(copies)])
        files.append(_write(to, table, file.day, many))
    manifest = build_manifest(RunInfo("run1", _PUBLISHED_AT), _PUBLISHED_AT, files, {})
    to.write(manifest_path("run1"), to_json(manifest))


def _renamed(rows: pa.Table, prefix: str) -> pa.Table:
    for name in set(_IDS) & set(rows.column_names):
        at = rows.column_names.index(name)
        renamed = pc.binary_join_element_wise(
            prefix, pc.utf8_slice_codeunits(rows[name], len(prefix)), ""
        )
        rows = rows.set_column(at, rows.schema.field(at), renamed)
    return rows


def _renamed_within(rows: pa.Table, prefix: str) -> pa.Table:
    """Rename also the ids in lists of structures."""

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {
            name: f"{prefix}{each[len(prefix) :]}" if name in _IDS and each else renamed(each)
            for name, each in value.items()
        }

    return pa.Table.from_pylist([renamed(row) for row in rows.to_pylist()], schema=rows.schema)


def _write(to: Store, table: Table, day: str, rows: Any) -> TableFile:
    content = io.BytesIO()
    pq.write_table(rows, content, compression="zstd")
    path = f"{table.name}/dt={day}/part-run1-p0-s0.parquet"
    to.write(path, content.getvalue())
    return TableFile(table.name, path, day, rows.num_rows, len(content.getvalue()))

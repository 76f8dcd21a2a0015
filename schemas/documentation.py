"""Writes ``docs/tables.md`` from the schemas, so that the two cannot drift apart."""

import textwrap

import pyarrow as pa

from claimwire.schemas import TABLES
from claimwire.schemas.codebook import categories
from claimwire.schemas.rejections import Reason
from claimwire.schemas.table import Table

_HEAD = """# Tables

This page is generated from `schemas/` by `make docs`; do not edit it.

Each table is stored under `<output>/<table>/dt=YYYY-MM-DD/part-….parquet`. `dt` is the UTC day on
which the story first appeared in a feed, so no run changes the rows of a closed day. Columns are
only ever added. Timestamps are UTC. Offsets count Unicode code points of `articles.text` from 0;
the end is exclusive. Identifiers are the first 32 hexadecimal characters of a SHA-256.

Read the files that the manifests list. `_runs/<run_id>.json` exists only for published runs; it
lists their `files` (with size and SHA-256) and, for `claimwire compact`, `reread` and `forget`, the
files that it `replaces`. The files that are listed and not replaced hold each row exactly once. The
folders may also hold files of runs that died and files that were replaced, until `claimwire clean`
removes them. An engine that reads no manifests takes `_files/<table>.txt`, which names the files to
read, one a line: addresses in a bucket, paths below the output on a disk. A table of which no run
has had a row has one file without rows.

Arrow and pandas read `dt` as text unless they are told its type. As a date, with
`import pyarrow as pa, pyarrow.dataset as ds`:

    days = ds.partitioning(pa.schema([("dt", pa.date32())]), flavor="hive")
    ds.dataset("out/claims", partitioning=days)
    pd.read_parquet("out/claims", partitioning=days)
"""


def tables_markdown() -> str:
    """Render the documentation of all tables as Markdown."""
    return "\n".join([_HEAD, *(_section(table) for table in TABLES), _acts(), _reasons()])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", f"One row is {table.one_row_is}.", ""]
    if table.view is not None:
        shown = (
            f"In `claimwire query` and `Output.sql`, `{table.name}` has {table.view_shows}. "
            f"`{table.all_rows}` has all rows, as the files have, and what reads them directly."
        )
        lines += [*textwrap.wrap(shown, 100, break_long_words=False), ""]
    lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
    for field in table.schema:
        description = field.metadata[b"description"].decode()
        null = "yes" if field.nullable else "no"
        lines.append(f"| `{field.name}` | {_type(field.type)} | {null} | {description} |")
    return "\n".join(lines) + "\n"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        inner = ", ".join(f"{each.name} {_type(each.type)}" for each in kind)
        return f"({inner})"
    if pa.types.is_timestamp(kind):
        return "timestamp"
    if pa.types.is_date(kind):
        return "date"
    return str(kind)


def _acts() -> str:
    lines = [
        "## Acts",
        "",
        "`claims.act` is one of the following speech acts. [codebook.md](codebook.md) has examples",
        "of each, and of the values of other columns.",
        "",
        "| act | meaning |",
        "|---|---|",
    ]
    lines += [f"| `{act.name}` | {act.meaning} |" for act in categories("act")]
    return "\n".join(lines) + "\n"


def _reasons() -> str:
    lines = ["## Rejection reasons", "", "`rejections.reason` is one of:", ""]
    lines += ["| reason | meaning |", "|---|---|"]
    lines += [f"| `{reason.value}` | {reason.meaning} |" for reason in Reason]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(tables_markdown(), end="")  # noqa: T201 - the command's output

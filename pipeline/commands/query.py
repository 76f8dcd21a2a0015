"""``claimwire query``: run SQL on the tables of an output."""

import argparse
import sys
from pathlib import Path
from typing import Any

from claimwire.errors import UsageError
from claimwire.pipeline.whole_file import write_whole

_EXAMPLES = """\
The tables are articles, sightings, entities, claims, feeds, rejections, actors and statements, with
the columns of docs/tables.md and the partition day as dt. Only published rows are visible. claims
has each attribution once; all_claims also has the rows that continue another or are nested in one.
actors has one row for each person and body, statements one for each statement that claims report;
all_actors and all_statements have what the articles of each day and run tell.

  claimwire query "select act, count(*) from claims group by act" --output out/demo
  claimwire query "from claims where speaker_country = 'ETH'" --output out/demo --format csv
  claimwire query "from all_claims where relation = 'nested'" --output out/demo
  claimwire query "describe claims" --output out/demo
  claimwire query --examples
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "query",
        help="run SQL on the tables",
        description="Run one SQL statement, in DuckDB's dialect, on the published tables.\nThe "
        "session is read-only and has access to nothing else.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "sql", nargs="?", metavar="SQL", help="the statement; - reads standard input"
    )
    parser.add_argument(
        "--output", metavar="ROOT", help="folder, gs://bucket/prefix or s3://bucket/prefix"
    )
    parser.add_argument(
        "--format",
        choices=("table", "csv", "csv_raw", "json", "parquet"),
        default="table",
        help="table prints the first 200 rows; csv, json (an object a line) and parquet write all "
        "rows; csv puts an apostrophe before text that a spreadsheet would take for a formula, "
        "csv_raw does not (default: table)",
    )
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="write to this file instead of standard output"
    )
    parser.add_argument(
        "--examples", action="store_true", help="print the queries of docs/cookbook.md"
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print or write the rows.

    Raises:
        UsageError: if the statement is wrong or there are no tables at the output.
        ClaimwireError: if the tables cannot be read or the file cannot be written.
    """
    from claimwire.pipeline.inspection.cookbook import load_cookbook  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415
    from claimwire.pipeline.inspection.query import query  # noqa: PLC0415
    from claimwire.pipeline.inspection.query_formats import write_rows  # noqa: PLC0415

    if chosen.examples:
        for recipe in load_cookbook():
            print(f"-- {recipe.question}\n{recipe.sql};\n")  # noqa: T201 - the command's output
        return
    if not chosen.sql or not chosen.output:
        raise UsageError('what to ask? claimwire query "select …" --output ROOT, or --examples')
    if chosen.format == "parquet" and chosen.to is None and sys.stdout.isatty():
        raise UsageError("parquet is not for a terminal. Add --to FILE.")
    sql = sys.stdin.read() if chosen.sql == "-" else chosen.sql
    store = store_of_output(chosen.output)
    with query(store, sql) as rows:
        if chosen.to is None:
            sys.stdout.flush()
            write_rows(rows, chosen.format, sys.stdout.buffer)
        else:
            write_whole(chosen.to, lambda file: write_rows(rows, chosen.format, file))

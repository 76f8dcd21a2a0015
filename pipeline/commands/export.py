"""``claimwire export``: write claims as events, or articles as references."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from claimwire.pipeline.arguments import add_output_argument, day, share
from claimwire.pipeline.whole_file import write_whole

_EVENT_FORMATS = ("plover", "cameo")
_FORMATS = (*_EVENT_FORMATS, "ris", "csl")
_LEAST_SCORE = 0.5

_EXAMPLES = """\
plover and cameo write CSV, a row for each claim by a known actor at a known actor; docs/codebook.md
says which class each act has. ris and csl (JSON) are for citation managers such as Zotero.

  claimwire export --output out/demo --format plover --to events.csv
  claimwire export --output out/demo --format ris --to articles.ris
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "export",
        help="write claims as events, or articles as references",
        description="Write the claims as events of an ontology of political science, or the "
        "articles as references.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument("--format", required=True, choices=_FORMATS, help="what to write")
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="write to this file instead of standard output"
    )
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only articles that appeared on this day or later, for example 2026-11-01",
    )
    parser.add_argument(
        "--min_score",
        type=share,
        default=_LEAST_SCORE,
        metavar="S",
        help="only events whose claim has this score or a higher one, from 0 to 1 "
        f"(default: {_LEAST_SCORE})",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Write the rows.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if the tables cannot be read or the file cannot be written.
    """
    from claimwire.pipeline.inspection.export import (  # noqa: PLC0415 - slow to import
        write_events,
        write_references,
    )
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415

    store = store_of_output(chosen.output)
    if chosen.format in _EVENT_FORMATS:
        write = partial(
            write_events, store, chosen.format, least_score=chosen.min_score, since=chosen.since
        )
    else:
        write = partial(write_references, store, chosen.format, since=chosen.since)
    if chosen.to is None:
        sys.stdout.flush()
        write(sys.stdout.buffer)
    else:
        write_whole(chosen.to, write)

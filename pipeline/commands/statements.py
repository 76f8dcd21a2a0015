"""``claimwire statements``: list the statements that most outlets report."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import STATEMENTS_SHOWN, add_output_argument, day, positive


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "statements",
        help="list what was said, by how many outlets report it",
        description="List the statements that most outlets report: the number of outlets, who said "
        "it, the first outlet, the time over which it spread, its wordings side by side, and what "
        "contradicts it.",
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--about",
        metavar="TEXT",
        help="only statements with these words, or about this entity_id, such as country:ETH",
    )
    parser.add_argument(
        "--by",
        metavar="TEXT",
        help="only of this speaker: part of a name, role or body, or an entity_id",
    )
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only those with a new report on or after this day, for example 2026-11-01",
    )
    parser.add_argument(
        "--contradicted", action="store_true", help="only those that another contradicts"
    )
    parser.add_argument(
        "--top",
        type=positive,
        default=STATEMENTS_SHOWN,
        metavar="N",
        help=f"number of statements (default: {STATEMENTS_SHOWN})",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the statements.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if they cannot be read.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415
    from claimwire.pipeline.inspection.said import (  # noqa: PLC0415
        Asked,
        said_table,
        widest_reported,
    )

    asked = Asked(chosen.about, chosen.by, chosen.since, chosen.contradicted)
    found = widest_reported(store_of_output(chosen.output), asked, chosen.top)
    if found:
        Console().print(said_table(found))
    else:
        Console().print("No statement is like that.")

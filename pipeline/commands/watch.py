"""``claimwire watch``: write the statements of a standing question as an Atom feed."""

import argparse
from pathlib import Path
from typing import Any

from claimwire.pipeline.arguments import STATEMENTS_WATCHED, add_output_argument, positive

_EXAMPLE = """\
After each run, for a feed reader or the feed integration of a chat:

  claimwire watch --output out/world --to out/threats.xml \\
    --where "act = 'threat' and speaker_country = 'IRN'"
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "watch",
        help="write the statements of a standing question as an Atom feed",
        description="Write the statements for which a condition holds as an Atom feed: an entry a "
        "statement,\nthe latest reported first. An entry keeps its id, and is updated as reports "
        "come.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--where",
        required=True,
        metavar="SQL",
        help="a condition on the columns of the view statements, in DuckDB's dialect; "
        '`claimwire query "describe statements"` lists them',
    )
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument(
        "--json", action="store_true", help="write an object a line instead of a feed"
    )
    parser.add_argument("--title", metavar="TEXT", help="the feed's title (default: the condition)")
    parser.add_argument(
        "--top",
        type=positive,
        default=STATEMENTS_WATCHED,
        metavar="N",
        help=f"number of statements (default: {STATEMENTS_WATCHED})",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Write the file.

    Raises:
        UsageError: if the condition is wrong or there are no tables at the output.
        ClaimwireError: if the tables cannot be read or the file cannot be written.
    """
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow
    from claimwire.pipeline.inspection.standing_question import (  # noqa: PLC0415
        as_atom,
        as_lines,
        matching,
    )
    from claimwire.pipeline.whole_file import write_whole  # noqa: PLC0415

    found = matching(store_of_output(chosen.output), chosen.where, chosen.top)
    if chosen.json:
        content = as_lines(found)
    else:
        content = as_atom(found, chosen.where, chosen.title or chosen.where)
    write_whole(chosen.to, lambda file: file.write(content))

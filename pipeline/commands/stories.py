"""``claimwire stories``: the widest-spread stories of an output."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import STORIES_SHOWN, add_output_argument, day, positive


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "stories",
        help="the stories that most outlets carried",
        description="Lists the stories that most outlets carried: how many outlets, which was "
        "first, over what time it spread, and the headlines that differ.",
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only stories that a page has joined since that day, for example 2026-11-01",
    )
    parser.add_argument(
        "--top",
        type=positive,
        default=STORIES_SHOWN,
        metavar="N",
        help=f"how many stories (default: {STORIES_SHOWN})",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the stories.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if they cannot be read.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from claimwire.pipeline.inspection.outputs import open_output  # noqa: PLC0415
    from claimwire.pipeline.inspection.stories import spread_table, widest_spread  # noqa: PLC0415

    store = open_output(chosen.output)
    found = widest_spread(store, chosen.since, chosen.top)
    if found:
        Console().print(spread_table(found))
    else:
        Console().print("No story was carried by more than one page.")

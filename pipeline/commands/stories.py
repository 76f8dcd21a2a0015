"""``claimwire stories``: list the stories that most outlets carried."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import STORIES_SHOWN, add_output_argument, day, positive


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "stories",
        help="list the stories that most outlets carried",
        description="List the stories that most outlets carried: the number of outlets, the first "
        "of them, the time over which the story spread, and its different headlines.",
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only stories with a new page on or after this day, for example 2026-11-01",
    )
    parser.add_argument(
        "--top",
        type=positive,
        default=STORIES_SHOWN,
        metavar="N",
        help=f"number of stories (default: {STORIES_SHOWN})",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the stories.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if they cannot be read.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415
    from claimwire.pipeline.inspection.stories import stories_table, widest_spread  # noqa: PLC0415

    store = store_of_output(chosen.output)
    found = widest_spread(store, chosen.since, chosen.top)
    if found:
        Console().print(stories_table(found))
    else:
        Console().print("No story was carried by more than one page.")

"""``claimwire entities``: list names that no list has, and offices whose holder may be another."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import NAMES_SHOWN, add_output_argument, positive


def add_parser(commands: Any) -> None:
    """Describe the command."""
    entities = commands.add_parser("entities", help="find entities to add", allow_abbrev=False)
    actions = entities.add_subparsers(title="actions", metavar="ACTION", required=True)
    unknown = actions.add_parser(
        "unknown",
        help="list the most frequent speakers and organisations without a link",
        description="List the speakers and organisations that most articles name and that are "
        "not linked to an entity, as TOML for --knowledge.",
        allow_abbrev=False,
    )
    add_output_argument(unknown)
    unknown.add_argument(
        "--top",
        type=positive,
        default=NAMES_SHOWN,
        metavar="N",
        help=f"number of names (default: {NAMES_SHOWN})",
    )
    unknown.set_defaults(execute=print_unknown)
    due = actions.add_parser(
        "due",
        help="list offices whose holder may be another by now",
        description="List the offices whose last listed term has ended before the last article, "
        "and those whose holder the articles name otherwise, as TOML for --knowledge.",
        allow_abbrev=False,
    )
    add_output_argument(due)
    due.set_defaults(execute=print_due)


def print_unknown(chosen: argparse.Namespace) -> None:
    """Print the names.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if they cannot be read.
    """
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.inspection.unknown import as_toml, unknown_entities  # noqa: PLC0415

    store = store_of_output(chosen.output)
    found = unknown_entities(store, limit=chosen.top)
    print(as_toml(found), end="")  # noqa: T201 - the command's output


def print_due(chosen: argparse.Namespace) -> None:
    """Print the offices.

    Raises:
        UsageError: if there are no tables at the output.
        ClaimwireError: if they cannot be read.
    """
    from claimwire.pipeline.inspection.due import as_toml, due_offices  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import

    print(as_toml(due_offices(store_of_output(chosen.output))), end="")  # noqa: T201 - the command's output

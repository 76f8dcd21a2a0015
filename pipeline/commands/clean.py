"""``claimwire clean``: remove data files that no reader needs."""

import argparse
import os
from datetime import timedelta
from typing import Any

from claimwire.pipeline.arguments import add_output_argument, not_negative
from claimwire.pipeline.interruption import end_like_ctrl_c


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "clean",
        help="remove files left over by dead runs and compactions",
        description="Remove data files that no manifest lists, and those that a compaction has "
        "replaced. Refuses to work while a run is active.",
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--grace_minutes",
        type=not_negative,
        default=60,
        metavar="N",
        help="keep files that were replaced within the last N minutes, for readers that opened "
        "them before (default: 60)",
    )
    parser.add_argument(
        "--dry_run", action="store_true", help="list the files without removing them"
    )
    parser.set_defaults(
        execute=execute,
        interrupted="interrupted; the files removed so far are gone, and no reader needs them. "
        "Run it again for the rest.",
    )


def execute(chosen: argparse.Namespace) -> None:
    """Remove the leftover files and list them.

    Raises:
        UsageError: if the output cannot be opened.
        ClaimwireError: if a run is active or a manifest is damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.user_inputs import run_id  # noqa: PLC0415
    from claimwire.storage.cleaning import clean  # noqa: PLC0415

    name = f"clean-{run_id(system_clock(), os.urandom(3).hex())}"
    store = store_of_output(chosen.output)
    end_like_ctrl_c()
    grace = timedelta(minutes=chosen.grace_minutes)
    removed = clean(store, name, system_clock, grace=grace, dry_run=chosen.dry_run)
    for each in removed:
        print(each.path)  # noqa: T201 - the command's output
    verb = "would be removed" if chosen.dry_run else "removed"
    print(f"{len(removed)} files {verb}.")  # noqa: T201

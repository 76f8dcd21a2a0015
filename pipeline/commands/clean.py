"""``claimwire clean``: removes data files that no reader needs."""

import argparse
import os
from datetime import timedelta
from typing import Any

from claimwire.pipeline.arguments import add_output_argument, not_negative
from claimwire.pipeline.errors import RunFailed
from claimwire.pipeline.interruption import end_like_ctrl_c


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "clean",
        help="remove what dead runs and compactions have left behind",
        description="Removes data files that no published run names, and those that a compaction "
        "has replaced. Refuses while a run is active.",
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--grace_minutes",
        type=not_negative,
        default=60,
        metavar="N",
        help="keep what was replaced within the last N minutes, for whoever began to read before "
        "(default: 60)",
    )
    parser.add_argument("--dry_run", action="store_true", help="only list them")
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Remove the leavings and list them.

    Raises:
        UsageError: if the output cannot be opened.
        RunFailed: if a run is active or a manifest is damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.outputs import open_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.settings import run_id  # noqa: PLC0415
    from claimwire.storage.cleaning import clean  # noqa: PLC0415
    from claimwire.storage.lease import LeaseDamaged, LeaseHeld  # noqa: PLC0415
    from claimwire.storage.published_files import StateError  # noqa: PLC0415
    from claimwire.storage.store import StoreError  # noqa: PLC0415

    name = f"clean-{run_id(system_clock(), os.urandom(3).hex())}"
    store = open_output(chosen.output)
    end_like_ctrl_c()
    try:
        grace = timedelta(minutes=chosen.grace_minutes)
        removed = clean(store, name, system_clock, grace=grace, dry_run=chosen.dry_run)
    except (LeaseHeld, LeaseDamaged, StateError, StoreError) as error:
        raise RunFailed(str(error)) from error
    for each in removed:
        print(each.path)  # noqa: T201 - the command's output
    verb = "would be removed" if chosen.dry_run else "removed"
    print(f"{len(removed)} files {verb}.")  # noqa: T201

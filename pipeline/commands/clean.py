"""``claimwire clean``: removes what runs that died have left behind."""

import argparse
import os
from typing import Any

from pipeline.errors import RunFailed


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "clean",
        help="remove what runs that died have left behind",
        description="Removes data files that no published run names. Refuses while a run is "
        "active.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--output", required=True, metavar="ROOT", help="folder or gs://bucket/prefix"
    )
    parser.add_argument("--dry_run", action="store_true", help="only list them")
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Remove the leavings and list them.

    Raises:
        UsageError: if the output cannot be opened.
        RunFailed: if a run is active or a manifest is damaged.
    """
    from pipeline.outputs import open_output  # noqa: PLC0415 - slow to import
    from pipeline.settings import run_id  # noqa: PLC0415
    from transforms.clock import system_clock  # noqa: PLC0415
    from transforms.tables.clean import clean  # noqa: PLC0415
    from transforms.tables.lease import LeaseDamaged, LeaseHeld  # noqa: PLC0415
    from transforms.tables.read_state import StateError  # noqa: PLC0415
    from transforms.tables.store import StoreError  # noqa: PLC0415

    name = f"clean-{run_id(system_clock(), os.urandom(3).hex())}"
    store = open_output(chosen.output)
    try:
        removed = clean(store, name, system_clock, dry_run=chosen.dry_run)
    except (LeaseHeld, LeaseDamaged, StateError, StoreError) as error:
        raise RunFailed(str(error)) from error
    for each in removed:
        print(each.path)  # noqa: T201 - the command's output
    verb = "would be removed" if chosen.dry_run else "removed"
    print(f"{len(removed)} files {verb}.")  # noqa: T201

"""``claimwire compact``: makes the many small files of closed days few."""

import argparse
import os
from typing import Any

from claimwire.pipeline.arguments import add_output_argument, day
from claimwire.pipeline.errors import RunFailed, UsageError
from claimwire.pipeline.interruption import end_like_ctrl_c

_EXAMPLE = """\
Each day is compacted on its own, so what is done stays done if it is interrupted. Replaced files
remain for whoever is reading them; until `claimwire clean` removes them, readers that go by
folder instead of by manifest see their rows twice.

  claimwire compact --output out/world --before 2026-11-01
  claimwire clean --output out/world
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "compact",
        help="make the many small files of closed days few",
        description="Rewrites the small files of each closed day into one a table, with the same "
        "rows,\nsorted by site. Refuses while a run is active.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--before",
        type=day,
        metavar="DAY",
        help="only days before that one (default: today, UTC)",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Compact the days and tell of each.

    Raises:
        UsageError: if the output cannot be opened or a day is not over yet.
        RunFailed: if a run is active, or a file is missing or damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.outputs import open_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.settings import run_id  # noqa: PLC0415
    from claimwire.storage.compaction import compact_day, days_to_compact  # noqa: PLC0415
    from claimwire.storage.lease import LeaseDamaged, LeaseHeld, LeaseLost  # noqa: PLC0415
    from claimwire.storage.manifest import RunInfo  # noqa: PLC0415
    from claimwire.storage.published_files import StateError  # noqa: PLC0415
    from claimwire.storage.store import StoreError  # noqa: PLC0415

    now = system_clock()
    before = chosen.before or now.date()
    if before > now.date():
        raise UsageError(f"--before {before} is later than today: a day must be over, in UTC.")
    name = f"compact-{run_id(now, os.urandom(3).hex())}"
    store = open_output(chosen.output)
    end_like_ctrl_c()
    days = 0
    try:
        for each in days_to_compact(store, before):
            run = RunInfo(f"{name}-{each}", now, {"compacted": each})
            replaced, written = compact_day(store, run, each, clock=system_clock)
            days += bool(written)
            print(f"{each}: {len(replaced)} files became {len(written)}")  # noqa: T201 - output
    except (LeaseHeld, LeaseLost, LeaseDamaged, StateError, StoreError) as error:
        raise RunFailed(str(error)) from error
    print(f"Days compacted: {days}.")  # noqa: T201

"""``claimwire compact``: merge the small files of closed days."""

import argparse
import os
from typing import Any

from claimwire.errors import UsageError
from claimwire.pipeline.arguments import CATALOG_HELP, add_output_argument, day
from claimwire.pipeline.commands.catalog import check_catalog, committed
from claimwire.pipeline.interruption import end_like_ctrl_c

_EXAMPLE = """\
Each day is committed on its own: after an interruption, the finished days stay compacted. Replaced
files stay for readers that have them open. Until `claimwire clean` removes them, readers that list
folders instead of manifests see their rows twice.

  claimwire compact --output out/world --before 2026-11-01
  claimwire clean --output out/world
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "compact",
        help="merge the small files of closed days",
        description="Merge the small files of each closed day into one per table, with the same "
        "rows,\nsorted by site. Refuses to work while a run is active.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument("--catalog", metavar="NAME", help=CATALOG_HELP)
    parser.add_argument(
        "--before",
        type=day,
        metavar="DAY",
        help="only days before this one (default: today, UTC)",
    )
    parser.set_defaults(
        execute=execute,
        interrupted="interrupted; the days listed above are compacted, the others are as they "
        "were. Run it again for the rest.",
    )


def execute(chosen: argparse.Namespace) -> None:
    """Compact the days and print a line for each.

    Raises:
        UsageError: if the output cannot be opened or a day is not over yet.
        ClaimwireError: if a run is active, or a file is missing or damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.user_inputs import run_id  # noqa: PLC0415
    from claimwire.storage.compaction import compact_day, days_to_compact  # noqa: PLC0415
    from claimwire.storage.manifest import RunInfo  # noqa: PLC0415

    check_catalog(chosen.catalog)
    now = system_clock()
    before = chosen.before or now.date()
    if before > now.date():
        raise UsageError(f"--before {before} is later than today: a day must be over, in UTC.")
    name = f"compact-{run_id(now, os.urandom(3).hex())}"
    store = store_of_output(chosen.output)
    end_like_ctrl_c()
    days = 0
    for each in days_to_compact(store, before):
        run = RunInfo(f"{name}-{each}", now, {"compacted": each})
        replaced, written = compact_day(store, run, each, clock=system_clock)
        days += bool(written)
        print(f"{each}: {len(replaced)} files became {len(written)}")  # noqa: T201 - output
    print(f"Days compacted: {days}.")  # noqa: T201
    print(committed(chosen.catalog, store), end="")  # noqa: T201

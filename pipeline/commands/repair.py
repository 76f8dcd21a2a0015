"""``claimwire repair``: rebuilds manifests that are damaged or missing."""

import argparse
import os
from typing import Any

from claimwire.pipeline.arguments import add_output_argument
from claimwire.pipeline.errors import RunFailed
from claimwire.pipeline.interruption import end_like_ctrl_c

_RULE = """\
The files of a run count only if its manifest, _runs/<run>.json, names them. A damaged manifest is
rebuilt from the run's files and kept as _runs/<run>.json.damaged. A missing one is rebuilt if later
runs have built upon what the run published, by showing its articles again for example. Otherwise
the run died before it published: what it had found is found again, and claimwire clean removes its
files.

  claimwire repair --output out/world --dry_run
  claimwire repair --output out/world
  claimwire verify --output out/world
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "repair",
        help="rebuild damaged or missing manifests from the data files",
        description="Rebuilds manifests that are damaged or missing, and prints a line for each. "
        "Refuses while a\nrun is active.",
        epilog=_RULE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument("--dry_run", action="store_true", help="only tell what would be rebuilt")
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Rebuild the manifests and list them.

    Raises:
        UsageError: if the output cannot be opened.
        RunFailed: if a run is active or a data file is damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.outputs import open_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.settings import run_id  # noqa: PLC0415
    from claimwire.storage.lease import LeaseDamaged, LeaseHeld, LeaseLost  # noqa: PLC0415
    from claimwire.storage.manifest import manifest_path  # noqa: PLC0415
    from claimwire.storage.published_files import StateError  # noqa: PLC0415
    from claimwire.storage.repair import repair  # noqa: PLC0415
    from claimwire.storage.store import StoreError  # noqa: PLC0415

    name = f"repair-{run_id(system_clock(), os.urandom(3).hex())}"
    store = open_output(chosen.output)
    end_like_ctrl_c()
    try:
        rebuilt = repair(store, name, system_clock, dry_run=chosen.dry_run)
    except (LeaseHeld, LeaseLost, LeaseDamaged, StateError, StoreError) as error:
        raise RunFailed(str(error)) from error
    for each in rebuilt:
        files = each.manifest.files
        was = "damaged" if each.was_damaged else "missing"
        rows = sum(file.rows for file in files)
        path = manifest_path(each.manifest.run_id)
        print(f"{path} was {was}: {len(files)} files, {rows:,} rows")  # noqa: T201 - output
    verb = "would be rebuilt" if chosen.dry_run else "rebuilt"
    print(f"{len(rebuilt)} manifests {verb}.")  # noqa: T201

"""``claimwire repair``: rebuild manifests that are damaged or missing."""

import argparse
import os
from typing import Any

from claimwire.pipeline.arguments import add_output_argument
from claimwire.pipeline.interruption import end_like_ctrl_c

_RULE = """\
The files of a run count only if its manifest, _runs/<run>.json, names them. A damaged manifest is
rebuilt from the run's files and kept as _runs/<run>.json.damaged. A missing one is rebuilt if later
runs refer to what the run published, for example by sightings of its articles. Otherwise the run
died before it published: the next run finds its entries again, and claimwire clean removes its
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
        description="Rebuild manifests that are damaged or missing, and print a line for each. "
        "Refuses while a\nrun is active.",
        epilog=_RULE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--dry_run", action="store_true", help="list the manifests without rebuilding them"
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Rebuild the manifests and list them.

    Raises:
        UsageError: if the output cannot be opened.
        ClaimwireError: if a run is active or a data file is damaged.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.user_inputs import run_id  # noqa: PLC0415
    from claimwire.storage.manifest import manifest_path  # noqa: PLC0415
    from claimwire.storage.repair import repair  # noqa: PLC0415

    name = f"repair-{run_id(system_clock(), os.urandom(3).hex())}"
    store = store_of_output(chosen.output)
    end_like_ctrl_c()
    rebuilt = repair(store, name, system_clock, dry_run=chosen.dry_run)
    for each in rebuilt:
        files = each.manifest.files
        was = "damaged" if each.was_damaged else "missing"
        rows = sum(file.rows for file in files)
        path = manifest_path(each.manifest.run_id)
        print(f"{path} was {was}: {len(files)} files, {rows:,} rows")  # noqa: T201 - output
    verb = "would be rebuilt" if chosen.dry_run else "rebuilt"
    print(f"{len(rebuilt)} manifests {verb}.")  # noqa: T201

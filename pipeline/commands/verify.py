"""``claimwire verify``: is everything there, whole and consistent?"""

import argparse
from typing import Any

from claimwire.pipeline.arguments import add_output_argument
from claimwire.pipeline.errors import RunFailed

_CHECKED = """\
Checked are: the manifests; that each published file is there, can be read, and has the columns,
rows, size and SHA-256 that it should; that rows are on the day they belong to and there once; that
articles, entities and parents that rows refer to exist; that texts stand at their offsets.
A damaged manifest is rebuilt by claimwire repair.

  claimwire verify --output out/world
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="check that all that was published is there, whole and consistent",
        description="Reads all that was published and prints what is wrong, a line each: file, "
        "row, cause.\nEnds with exit code 1 if anything is.",
        epilog=_CHECKED,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print what is wrong.

    Raises:
        UsageError: if the output cannot be opened.
        RunFailed: if anything is wrong or cannot be checked.
    """
    from claimwire.pipeline.outputs import open_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.verify import verify  # noqa: PLC0415
    from claimwire.storage.store import StoreError  # noqa: PLC0415

    store = open_output(chosen.output)
    try:
        found = verify(store)
    except StoreError as error:
        raise RunFailed(str(error)) from error
    for problem in found.problems:
        print(problem)  # noqa: T201 - the command's output
    if found.problems:
        skipped = "" if found.rows_compared else " The rows were not compared."
        raise RunFailed(f"problems found at {chosen.output}: {len(found.problems)}.{skipped}")
    print(f"All is well: {found.files:,} files, {found.rows:,} rows.")  # noqa: T201

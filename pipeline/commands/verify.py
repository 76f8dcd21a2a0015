"""``claimwire verify``: is everything there, whole and consistent?"""

import argparse
from typing import Any

from claimwire.errors import RunFailed
from claimwire.pipeline.arguments import add_output_argument

_CHECKED = """\
Checked are: the manifests; that each published file is there, can be read, and has the columns,
rows and size that it should; that rows are on the day they belong to and there once; that
articles, entities and parents that rows refer to exist; that texts stand at their offsets.

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
        RunFailed: if anything is wrong.
        ClaimwireError: if it cannot be checked.
    """
    from claimwire.pipeline.inspection.outputs import open_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.inspection.verify import verify  # noqa: PLC0415

    store = open_output(chosen.output)
    found = verify(store)
    for problem in found.problems:
        print(problem)  # noqa: T201 - the command's output
    if found.problems:
        skipped = "" if found.rows_compared else " The rows were not compared."
        raise RunFailed(f"problems found at {chosen.output}: {len(found.problems)}.{skipped}")
    print(f"All is well: {found.files:,} files, {found.rows:,} rows.")  # noqa: T201

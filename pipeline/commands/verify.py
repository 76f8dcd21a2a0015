"""``claimwire verify``: check that published data are complete and consistent."""

import argparse
from typing import Any

from claimwire.errors import RunFailed
from claimwire.pipeline.arguments import add_output_argument

_CHECKED = """\
The checks: manifests can be read; each published file exists, can be read, and has the columns,
rows, size and SHA-256 in its manifest; each row is in the partition of its day, and there once;
articles, entities and parent claims that rows refer to exist; texts match their offsets.
claimwire repair rebuilds a damaged manifest.

  claimwire verify --output out/world
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="check that published data are complete and consistent",
        description="Read everything that was published and print each problem on a line: file, "
        "row, cause.\nThe exit code is 1 if there are problems.",
        epilog=_CHECKED,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the problems.

    Raises:
        UsageError: if the output cannot be opened.
        RunFailed: if anything is wrong.
        ClaimwireError: if it cannot be checked.
    """
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.inspection.verify import verify  # noqa: PLC0415

    store = store_of_output(chosen.output)
    found = verify(store)
    for problem in found.problems:
        print(problem)  # noqa: T201 - the command's output
    if found.problems:
        skipped = "" if found.rows_compared else " The rows were not compared."
        raise RunFailed(f"problems found at {chosen.output}: {len(found.problems)}.{skipped}")
    print(f"All is well: {found.files:,} files, {found.rows:,} rows.")  # noqa: T201

"""``claimwire catalog``: bring an Iceberg catalog up to date with what is published."""

import argparse
import importlib.util
from typing import TYPE_CHECKING, Any

from claimwire.errors import UsageError
from claimwire.pipeline.arguments import CATALOG_HELP, add_output_argument
from claimwire.pipeline.extras import needs_extra

if TYPE_CHECKING:
    from claimwire.storage.store import Store

_EXAMPLE = """\
The tables are claimwire.articles, claimwire.claims and so on; they have the published data files,
where they are, without dt. Each run is a snapshot; what compact, reread and forget replace, they
replace in one. A snapshot can be read until `claimwire clean` removes files that it has.

  claimwire catalog --output out/world --catalog news
  claimwire run --feeds feeds.toml --output gs://bucket/world --catalog news
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "catalog",
        help="bring an Apache Iceberg catalog up to date",
        description="Commit to an Apache Iceberg catalog what has been published since the last "
        "time.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument("--catalog", required=True, metavar="NAME", help=CATALOG_HELP)
    parser.set_defaults(
        execute=execute, interrupted="interrupted; run it again for the tables that are behind"
    )


def execute(chosen: argparse.Namespace) -> None:
    """Commit, and print a line for each table that was behind.

    Raises:
        UsageError: if the output cannot be opened, or PyIceberg is not installed.
        ClaimwireError: if the catalog does not answer, or a manifest is damaged.
    """
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import

    check_catalog(chosen.catalog)
    print(committed(chosen.catalog, store_of_output(chosen.output)), end="")  # noqa: T201 - output


def committed(name: str | None, store: "Store") -> str:
    """Bring a catalog up to date, and say what was committed.

    Args:
        name: the catalog; None for none.
        store: the output.

    Raises:
        ClaimwireError: if the catalog does not answer, or a manifest is damaged.
    """
    if name is None:
        return ""
    from claimwire.storage.iceberg import bring_up_to_date, open_catalog  # noqa: PLC0415

    done = bring_up_to_date(store, open_catalog(name, store))
    lines = [
        f"{each.table}: {each.snapshots} snapshots, {each.added} files added, "
        f"{each.removed} removed\n"
        for each in done
    ]
    return "".join([*lines, f"Tables committed to {name}: {len(done)}.\n"])


def check_catalog(name: str | None, *, waits: bool = True) -> None:
    """Make sure, before anything is done, that a catalog can be committed to.

    Args:
        name: the catalog; None for none.
        waits: whether the command waits until all is published.

    Raises:
        UsageError: if it does not wait, or PyIceberg is not installed.
    """
    if name is None:
        return
    if not waits:
        raise UsageError(
            "--catalog needs a command that waits for its run; leave it out, and run claimwire "
            "catalog afterwards."
        )
    if importlib.util.find_spec("pyiceberg") is None:
        raise needs_extra("--catalog", "iceberg")

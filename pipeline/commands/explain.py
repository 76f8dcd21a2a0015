"""``claimwire explain``: show how one claim was extracted."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import add_output_argument

_EXAMPLE = """\
  claimwire query "select claim_id, text from claims where act = 'denial'" --output out/demo
  claimwire explain 4f1d --output out/demo
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "explain",
        help="show how one claim was extracted",
        description="Show a claim in its sentence with speaker, cue and content marked,\n"
        "the rule that found it and the precision of that rule, how the speaker was resolved,\n"
        "which entities were linked and why, and the pages that carry it.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "claim_id",
        metavar="CLAIM_ID",
        help="the claim's identifier, or an unambiguous prefix of it",
    )
    add_output_argument(parser)
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the explanation.

    Raises:
        UsageError: if there is no such claim, several, or no tables at the output.
        ClaimwireError: if the tables cannot be read.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to import

    from claimwire.pipeline.inspection.explain import look_up  # noqa: PLC0415
    from claimwire.pipeline.inspection.explain_text import explanation_table  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415

    store = store_of_output(chosen.output)
    found = look_up(store, chosen.claim_id)
    console = Console()
    console.print(explanation_table(found, colours=console.color_system is not None))

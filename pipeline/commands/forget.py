"""``claimwire forget``: remove articles with all their rows."""

import argparse
import os
from typing import Any

from claimwire.errors import UsageError
from claimwire.pipeline.arguments import add_output_argument, day
from claimwire.pipeline.interruption import end_like_ctrl_c

_EXAMPLE = """\
All is removed at once, or nothing. The old files stay on the disk for readers that have them open,
until `claimwire clean` deletes them. A near-copy of a removed article is another article: it stays
unless it is named too. No feed brings the articles back.

  claimwire forget --output out/world --article 3d2f0c9a5b7e41d8a6c3f1e09b8d7a62
  claimwire forget --output out/world --before 2026-01-01
  claimwire clean --output out/world --grace_minutes 0
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "forget",
        help="remove articles with all their rows",
        description="Remove articles with their text, sightings, entities, claims and reports of "
        "statements.\nRefuses to work while a run is active.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="ID",
        help="the article_id of an article; may be given several times",
    )
    parser.add_argument(
        "--before", type=day, metavar="DAY", help="all articles first seen before this day (UTC)"
    )
    parser.set_defaults(
        execute=execute,
        interrupted="interrupted; nothing was removed unless a line above says so. Run it again.",
    )


def execute(chosen: argparse.Namespace) -> None:
    """Remove the articles and print how many.

    Raises:
        UsageError: if no article is named, there is none of that name, or the output cannot be
            opened.
        ClaimwireError: if a run is active, or a file is missing or damaged.
    """
    if not chosen.article and chosen.before is None:
        raise UsageError("name what to remove: --article ID or --before DAY.")
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.forgetting.forget_articles import forget_articles  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.user_inputs import run_id  # noqa: PLC0415
    from claimwire.schemas.table import day_of  # noqa: PLC0415
    from claimwire.storage.data_files import FORGETTING  # noqa: PLC0415
    from claimwire.storage.manifest import RunInfo  # noqa: PLC0415

    now = system_clock()
    if chosen.before is not None and chosen.before > now.date():
        raise UsageError(f"--before {chosen.before} is later than today (UTC).")
    store = store_of_output(chosen.output)
    end_like_ctrl_c()
    name = f"{FORGETTING}{run_id(now, os.urandom(3).hex())}"
    options = {
        "before": chosen.before and chosen.before.isoformat(),
        "articles": len(chosen.article),
    }
    run = RunInfo(name, now, {"forgotten": options})
    done = forget_articles(store, run, chosen.article, chosen.before, clock=system_clock)
    print(f"Articles removed: {done.articles}, rows: {done.rows}.")  # noqa: T201 - output
    if done.unread:
        first = day_of(min(each.first_seen_at for each in done.unread))
        print(  # noqa: T201
            f"Near-copies that are originals now, and not read yet: {len(done.unread)}. "
            f"claimwire reread --output {chosen.output} --since {first} reads them."
        )

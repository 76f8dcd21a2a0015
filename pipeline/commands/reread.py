"""``claimwire reread``: read stored articles again."""

import argparse
import os
from typing import TYPE_CHECKING, Any

from claimwire.pipeline.arguments import (
    add_output_argument,
    add_reading_arguments,
    day,
    whole,
)
from claimwire.pipeline.interruption import end_like_ctrl_c

if TYPE_CHECKING:
    from claimwire.pipeline.rereading.reread_articles import ReadAgain

_EXAMPLE = """\
Use it after an upgrade, a new model or new knowledge. The texts are those of the table of articles;
no publisher is asked for anything, and no near-copy is looked for again. Entities, claims, actors,
statements and the rejections of the reading are replaced at once when all days are read, or not at
all. A claim with the same place in its article keeps its claim_id. A run that starts meanwhile is
refused. The days before --since stay as they are.

  claimwire reread --output out/world
  claimwire reread --output out/world --since 2026-11-01 --knowledge mine.toml
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "reread",
        help="read stored articles again with today's rules, models and knowledge",
        description="Read the stored articles again with today's rules, models and knowledge, and "
        "replace\nwhat was found in them before. Refuses to work while a run is active.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only articles first seen on this day (UTC) or later (default: all)",
    )
    add_reading_arguments(parser)
    parser.add_argument(
        "--processes",
        type=whole,
        metavar="N",
        help="worker processes that read articles; 0 reads in this process (default: one per core)",
    )
    parser.set_defaults(execute=execute, interrupted="interrupted; nothing was replaced")


def execute(chosen: argparse.Namespace) -> None:
    """Read the articles, and print a line for each day.

    Raises:
        UsageError: if the output or the knowledge cannot be read, or a model is not installed.
        ClaimwireError: if a run is active, a file is missing or damaged, or reading fails.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.language.parsing.models import as_option, read_models  # noqa: PLC0415
    from claimwire.pipeline.engines.cores import usable_cores  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.options import parse_options  # noqa: PLC0415
    from claimwire.pipeline.reading_steps import Reading  # noqa: PLC0415
    from claimwire.pipeline.rereading.reread_articles import (  # noqa: PLC0415
        Rereading,
        reread_articles,
    )
    from claimwire.pipeline.user_inputs import check_claims_model, read_knowledge, run_id  # noqa: PLC0415
    from claimwire.storage.manifest import RunInfo  # noqa: PLC0415

    store = store_of_output(chosen.output)
    models = read_models(chosen.model)
    check_claims_model(chosen.claims_model)
    reading = Reading(
        models,
        chosen.claims_model,
        read_knowledge(chosen.knowledge),
        usable_cores() if chosen.processes is None else chosen.processes,
    )
    now = system_clock()
    told = {
        "since": chosen.since and chosen.since.isoformat(),
        "model": as_option(models),
        "claims_model": chosen.claims_model,
        "knowledge": chosen.knowledge,
    }
    run = RunInfo(f"reread-{run_id(now, os.urandom(3).hex())}", now, {"reread": told})
    end_like_ctrl_c()
    rereading = Rereading(store, run, reading, chosen.since, system_clock)
    days = reread_articles(rereading, parse_options([]), _tell)
    print(f"Days read again: {days}.")  # noqa: T201 - output


def _tell(read: "ReadAgain") -> None:
    print(  # noqa: T201 - output
        f"{read.day}: {read.articles} articles; claims: {read.kept} kept, {read.new} new, "
        f"{read.gone} gone",
        flush=True,
    )

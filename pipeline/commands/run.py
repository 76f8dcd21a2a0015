"""``claimwire run``: one scheduled run, or a stream."""

import os
from collections.abc import Sequence

from claimwire.pipeline.interruption import end_like_ctrl_c


def execute(arguments: Sequence[str]) -> None:
    """Run, show how far it is meanwhile, and print what came of it.

    Args:
        arguments: the words after ``claimwire run``.

    Raises:
        UsageError: if the options are wrong; nothing was started.
        RunFailed: if the run did not succeed; nothing was published.
    """
    # Beam takes seconds to import, which only those who run should wait for.
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.options import ClaimwireOptions, LogOptions, parse_options  # noqa: PLC0415
    from claimwire.pipeline.progress.summary import show, submitted  # noqa: PLC0415
    from claimwire.pipeline.progress.watch import watched  # noqa: PLC0415
    from claimwire.pipeline.run import run  # noqa: PLC0415
    from claimwire.pipeline.settings import prepare  # noqa: PLC0415

    end_like_ctrl_c()
    options = parse_options(arguments)
    settings = prepare(options, system_clock, os.urandom(3).hex())
    with watched(settings, options):
        manifest = run(settings, options)
    if options.view_as(LogOptions).quiet:
        return
    output = options.view_as(ClaimwireOptions).output
    if manifest is None:
        submitted(settings.run.run_id, output)
    else:
        show(manifest, output)

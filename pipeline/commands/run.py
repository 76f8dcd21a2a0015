"""``claimwire run``: one scheduled run, or a stream."""

import os
import signal
from collections.abc import Sequence


def execute(arguments: Sequence[str]) -> None:
    """Run, show progress meanwhile, and print a summary.

    Args:
        arguments: the words after ``claimwire run``.

    Raises:
        UsageError: if the options are wrong; nothing was started.
        RunFailed: if the run did not succeed; nothing was published.
    """
    # Beam takes seconds to import; the other commands need not wait for it.
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.options import ClaimwireOptions, LogOptions, parse_options  # noqa: PLC0415
    from claimwire.pipeline.progress.summary import show, submitted  # noqa: PLC0415
    from claimwire.pipeline.progress.watch import watched  # noqa: PLC0415
    from claimwire.pipeline.run import run  # noqa: PLC0415
    from claimwire.pipeline.settings import prepare  # noqa: PLC0415

    # Schedulers stop a job with SIGTERM; it ends the run as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
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

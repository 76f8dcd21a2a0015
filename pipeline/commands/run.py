"""``claimwire run``: one scheduled run."""

import logging
import os
import signal
from collections.abc import Sequence


def execute(arguments: Sequence[str]) -> None:
    """Run once and print what came of it.

    Args:
        arguments: the words after ``claimwire run``.

    Raises:
        UsageError: if the options are wrong; nothing was started.
        RunFailed: if the run did not succeed; nothing was published.
    """
    # Beam takes seconds to import, which only those who run should wait for.
    from pipeline.options import ClaimwireOptions, parse_options  # noqa: PLC0415
    from pipeline.run import run  # noqa: PLC0415
    from pipeline.settings import prepare  # noqa: PLC0415
    from pipeline.summary import show, submitted  # noqa: PLC0415
    from transforms.clock import system_clock  # noqa: PLC0415

    # Whoever stops a job from outside sends SIGTERM; it ends the run as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = parse_options(arguments)
    settings = prepare(options, system_clock, os.urandom(3).hex())
    manifest = run(settings, options)
    output = options.view_as(ClaimwireOptions).output
    if manifest is None:
        submitted(settings.run.run_id, output)
    else:
        show(manifest, output)

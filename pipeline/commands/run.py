"""``claimwire run``: one scheduled run, or a stream."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence

from claimwire.errors import RunFailed
from claimwire.pipeline.interruption import end_like_ctrl_c
from claimwire.pipeline.progress.logs import OURS


def interrupted(arguments: Sequence[str]) -> str:
    """Say what a run leaves that is stopped from outside.

    Args:
        arguments: the words after ``claimwire run``.
    """
    if "--streaming" in arguments:
        return "interrupted; the windows that were published stay"
    return "interrupted; nothing was published"


def execute(arguments: Sequence[str]) -> None:
    """Run, show progress meanwhile, and print a summary.

    Args:
        arguments: the words after ``claimwire run``.

    Raises:
        UsageError: if the options are wrong; nothing was started.
        RunFailed: if the run did not succeed, or could read no feed.
    """
    # Beam takes seconds to import; the other commands need not wait for it.
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.options import ClaimwireOptions, LogOptions, parse_options  # noqa: PLC0415
    from claimwire.pipeline.progress.failed_polls import no_feed_read  # noqa: PLC0415
    from claimwire.pipeline.progress.languages_not_read import languages_not_read  # noqa: PLC0415
    from claimwire.pipeline.progress.slow_domains import slow_domains  # noqa: PLC0415
    from claimwire.pipeline.progress.summary import show, submitted  # noqa: PLC0415
    from claimwire.pipeline.progress.watch import watched  # noqa: PLC0415
    from claimwire.pipeline.run import run  # noqa: PLC0415
    from claimwire.pipeline.settings import prepare  # noqa: PLC0415

    end_like_ctrl_c()
    options = parse_options(arguments)
    settings = prepare(options, system_clock, os.urandom(3).hex())
    with watched(settings, options):
        manifest = run(settings, options)
    output = options.view_as(ClaimwireOptions).output
    if not options.view_as(LogOptions).quiet:
        with _unwritable_output_is_no_failure():
            if manifest is None:
                submitted(settings.run.run_id, output)
            else:
                show(
                    manifest,
                    output,
                    slow_domains(settings.store, manifest.files),
                    languages_not_read(settings.store, manifest.files),
                )
            sys.stdout.flush()
    if manifest is not None and (cause := no_feed_read(manifest)):
        raise RunFailed(cause)


@contextlib.contextmanager
def _unwritable_output_is_no_failure() -> Iterator[None]:
    """Warn if the summary cannot be written: by then the run has succeeded."""
    try:
        yield
    except OSError as error:
        logging.getLogger(OURS).warning(
            "the run succeeded, but its summary cannot be written: %s", error.strerror or error
        )
        # Python writes what is left in the buffer when it ends, and would fail once more.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""``claimwire run``: one scheduled run, or a stream."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from claimwire.errors import ClaimwireError, RunFailed
from claimwire.pipeline.commands.catalog import check_catalog, committed
from claimwire.pipeline.interruption import end_like_ctrl_c
from claimwire.pipeline.progress.logs import OURS

if TYPE_CHECKING:
    from apache_beam.options.pipeline_options import PipelineOptions

    from claimwire.pipeline.graph import Settings
    from claimwire.storage.manifest import Manifest
    from claimwire.storage.store import Store


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
    from claimwire.pipeline.engines.quick_beam import import_beam  # noqa: PLC0415

    import_beam(arguments)
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.pipeline.options import (  # noqa: PLC0415
        ClaimwireOptions,
        LogOptions,
        is_submitted,
        parse_options,
    )
    from claimwire.pipeline.progress.failed_polls import no_feed_read  # noqa: PLC0415
    from claimwire.pipeline.run import run  # noqa: PLC0415
    from claimwire.pipeline.settings import prepare  # noqa: PLC0415

    end_like_ctrl_c()
    options = parse_options(arguments)
    log = options.view_as(LogOptions)
    check_catalog(log.catalog, waits=not is_submitted(options))
    settings = prepare(options, system_clock, os.urandom(3).hex())
    try:
        with contextlib.nullcontext() if log.quiet else _watched(settings, options):
            manifest = run(settings, options)
    except ClaimwireError:
        if log.metrics:
            _measure_failure(log.metrics, settings.run.started_at)
        raise
    output = options.view_as(ClaimwireOptions).output
    if manifest is None:
        if not log.quiet:
            _show_submitted(settings.run.run_id, output)
        return
    committed(log.catalog, settings.store)
    failure = no_feed_read(manifest)
    if log.metrics:
        _measure(log.metrics, settings.store, manifest, succeeded=not failure)
    if not log.quiet:
        _show(settings.store, manifest, output, is_json=log.summary == "json")
    if failure:
        raise RunFailed(failure)


# What shows and measures a run is slow to import, and a run that is quiet goes without.


def _watched(settings: "Settings", options: "PipelineOptions") -> AbstractContextManager[None]:
    from claimwire.pipeline.progress.watch import watched  # noqa: PLC0415

    return watched(settings, options)


def _show_submitted(run_id: str, output: str) -> None:
    from claimwire.pipeline.progress.summary import submitted  # noqa: PLC0415

    with _unwritable_output_is_no_failure():
        submitted(run_id, output)


def _show(store: "Store", manifest: "Manifest", output: str, *, is_json: bool) -> None:
    from claimwire.pipeline.progress.languages_not_read import languages_not_read  # noqa: PLC0415
    from claimwire.pipeline.progress.slow_domains import slow_domains  # noqa: PLC0415
    from claimwire.pipeline.progress.summary import as_json, show  # noqa: PLC0415

    slow = slow_domains(store, manifest.files)
    with _unwritable_output_is_no_failure():
        if is_json:
            print(as_json(manifest, slow), flush=True)  # noqa: T201 - the command's output
        else:
            not_read = languages_not_read(store, manifest.files)
            show(manifest, output, slow, not_read)
        sys.stdout.flush()


def _measure(file: str, store: "Store", manifest: "Manifest", *, succeeded: bool) -> None:
    from claimwire.pipeline.progress.metrics import (  # noqa: PLC0415
        median_lag_s,
        metrics_of,
        write_metrics,
    )

    lag = median_lag_s(store, manifest)
    write_metrics(file, metrics_of(manifest, lag, succeeded=succeeded))


def _measure_failure(file: str, started_at: datetime) -> None:
    from claimwire.pipeline.progress.metrics import (  # noqa: PLC0415
        metrics_of_failure,
        write_metrics,
    )

    write_metrics(file, metrics_of_failure(started_at))


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

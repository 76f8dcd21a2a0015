"""The life of a run: hold the output, run the graph, say how it went."""

import logging
import re

from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.runner import PipelineResult

from claimwire.errors import ClaimwireError, RunFailed
from claimwire.pipeline.engines.panes import Pipeline
from claimwire.pipeline.engines.workers import CHANNEL_CLOSED, worker_died
from claimwire.pipeline.graph import Settings, build
from claimwire.pipeline.options import is_local, is_submitted, pin_local_runner
from claimwire.storage.heartbeat import beating
from claimwire.storage.lease import acquire, release
from claimwire.storage.manifest import Manifest, together
from claimwire.storage.process import this_process
from claimwire.storage.published_files import read_manifests

_log = logging.getLogger(__name__)

_WHILE_RUNNING = re.compile(r" *\[while running [^\]]*\]")
"""What Beam adds to every message of a step."""

_ELSEWHERE = re.compile(r".*Traceback \(most recent call last\):.*\n(?:[\w.]+: )?", re.DOTALL)
"""What precedes the message of an exception that arrives as text, from a worker of another process:
all stacks, and the exception's type."""


def run(settings: Settings, options: PipelineOptions) -> Manifest | None:
    """Run the graph while holding the lease on the output.

    A stream that is stopped from outside ends like one that has come to its end: the windows that
    are published stay, and what was on its way to the next one is found again by the next run.

    Args:
        settings: the run.
        options: Beam's options; they choose the runner.

    Returns:
        What the run has published, its windows put together; None if a service runs it and will
        publish it later.

    Raises:
        LeaseHeld: if another run holds the output.
        LeaseDamaged: if it cannot be known whether one does.
        StoreError: if the storage does not answer.
        RunFailed: if the run did not succeed.
    """
    store, run_id = settings.store, settings.run.run_id
    # A job that a service continues does not end with this process.
    process = None if is_submitted(options) else this_process()
    acquire(store, run_id, settings.clock, settings.lease_duration, process=process)
    try:
        if is_local(options):
            prepare_local_runner(options)
        if is_submitted(options):
            _start(settings, options)
            return None
        with beating(store, run_id, settings.clock, settings.lease_duration):
            _wait(_start(settings, options))
    except BaseException as error:
        _give_back(settings)
        if not was_interrupted(error):
            if isinstance(error, Exception):
                outcome = (
                    "the stream failed; the windows that were published stay"
                    if settings.streaming
                    else "the run failed, nothing was published"
                )
                raise RunFailed(f"{outcome}: {cause_of(error)}") from error
            raise
        if not settings.streaming:
            raise KeyboardInterrupt from error
    _give_back(settings)
    return together(settings.run, read_manifests(store, run_id))


def prepare_local_runner(options: PipelineOptions) -> None:
    """Choose the runner of this machine, and let it say nothing that is said better elsewhere."""
    pin_local_runner(options)
    # The worker prints each failure with its stack; unexpected errors are logged by ``cause_of``.
    logging.getLogger("apache_beam.runners.common").setLevel(logging.CRITICAL)
    # That Prism is started, and stopped after the last word of the run, is no warning.
    logging.getLogger("apache_beam.utils.subprocess_server").setLevel(logging.ERROR)


def _start(settings: Settings, options: PipelineOptions) -> PipelineResult:
    pipeline = Pipeline(options=options)
    build(pipeline, settings)
    return pipeline.run()


def _wait(result: PipelineResult) -> None:
    """Wait for the end, and cancel the job if the waiting is interrupted."""
    try:
        result.wait_until_finish()
    except KeyboardInterrupt:
        result.cancel()
        raise


def _give_back(settings: Settings) -> None:
    try:
        release(settings.store, settings.run.run_id)
    except ClaimwireError as error:
        _log.warning("the lease could not be given back: %s", error)


def was_interrupted(error: BaseException | None) -> bool:
    """Whether the user stopped the run: Beam wraps that as it wraps what steps raise."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt) or "KeyboardInterrupt" in str(error)[:40]:
            return True
        error = error.__cause__ or error.__context__
    return False


def cause_of(error: BaseException) -> str:
    """Return the cause, which Beam wraps, and log it if it is unexpected.

    The message of a ``ClaimwireError`` says all there is to say.
    """
    cause = error
    while not isinstance(cause, ClaimwireError) and cause.__cause__ is not None:
        cause = cause.__cause__
    if str(cause) == CHANNEL_CLOSED:
        cause = worker_died()
    if not isinstance(cause, ClaimwireError):
        _log.error("the run failed", exc_info=error)
    message = _ELSEWHERE.sub("", str(cause).rstrip(), count=1)
    return _WHILE_RUNNING.sub("", message) or type(cause).__name__

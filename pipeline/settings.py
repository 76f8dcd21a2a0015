"""From options to a run that can start: everything that can be wrong is found out here."""

import importlib.util
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    StandardOptions,
)

from claimwire.clock import Clock
from claimwire.errors import RunFailed, UsageError
from claimwire.language.parsing.models import Models, as_option, read_models
from claimwire.pages.fetching import TimeLimits
from claimwire.pipeline.arguments import LEASE_ON_A_SERVICE, POLL_INTERVAL, WINDOW
from claimwire.pipeline.engines.cores import usable_cores
from claimwire.pipeline.extras import needs_extra
from claimwire.pipeline.graph import Settings
from claimwire.pipeline.head import Streaming
from claimwire.pipeline.options import (
    ClaimwireOptions,
    is_local,
    is_submitted,
    waits_for_the_end_of_input,
    works_in_this_process,
)
from claimwire.pipeline.reading_steps import Reading
from claimwire.pipeline.user_inputs import (
    check_claims_model,
    polite_web,
    read_feeds,
    read_knowledge,
    run_id,
    web_options,
)
from claimwire.schemas.flow import Feed
from claimwire.storage.heartbeat import TERM
from claimwire.storage.manifest import RunInfo
from claimwire.storage.opening import open_store
from claimwire.storage.store import StoreError, Unavailable

_BUCKETS_ON_A_SERVICE = 32


def prepare(options: PipelineOptions, clock: Clock, token: str) -> Settings:
    """Check all that a run needs, and put it together.

    Args:
        options: parsed options.
        clock: answers the present instant; its first answer is the run's now.
        token: a few random characters that tell apart runs of one second.

    Raises:
        UsageError: if an option is missing or wrong, the feed list or the knowledge is broken, the
            output cannot be written or a model is not installed.
        RunFailed: if the output does not answer.
    """
    given = options.view_as(ClaimwireOptions)
    feeds = read_feeds(_required("--feeds", given.feeds))
    knowledge = read_knowledge(given.knowledge)
    output = _required("--output", given.output)
    if is_submitted(options):
        _check_dataflow(options, output)
    web = polite_web(
        clock,
        web_options(
            contact_url=given.contact_url,
            gap_s=given.gap_seconds,
            connections_per_domain=given.connections_per_domain,
            allow_private_addresses=given.allow_private_addresses,
        ),
    )
    models = read_models(given.model)
    check_claims_model(given.claims_model)
    lease_minutes = given.lease_minutes or (LEASE_ON_A_SERVICE if is_submitted(options) else None)
    lease_duration = timedelta(minutes=lease_minutes) if lease_minutes else TERM
    streaming = _streaming(options, given, lease_duration)
    try:
        store = open_store(output)
        store.check_writable()
    except Unavailable as error:
        raise RunFailed(str(error)) from error
    except StoreError as error:
        raise UsageError(str(error)) from error
    now = clock()
    return Settings(
        run=RunInfo(run_id(now, token), now, _for_manifest(given, feeds, models)),
        feeds=tuple(feeds),
        store=store,
        web=web,
        clock=clock,
        reading=Reading(
            models=models,
            claims_model=given.claims_model,
            knowledge=knowledge,
            processes=_processes(options, given.processes),
        ),
        look_back=timedelta(days=given.look_back_days),
        ignore_state=given.ignore_state,
        fetch_buckets=given.fetch_buckets or (1 if is_local(options) else _BUCKETS_ON_A_SERVICE),
        fetch_limits=_fetch_limits(options, given, lease_duration),
        min_words=given.min_words,
        shards=given.shards,
        lease_duration=lease_duration,
        streaming=streaming,
    )


def _fetch_limits(options: PipelineOptions, given: Any, lease_duration: timedelta) -> TimeLimits:
    limit = timedelta(minutes=given.fetch_minutes)
    if is_submitted(options) and limit >= lease_duration:
        raise UsageError(
            f"--fetch_minutes {given.fetch_minutes} is no shorter than the lease of "
            f"{lease_duration // timedelta(minutes=1)} minutes: the job would lose it before it "
            "publishes. Give a shorter --fetch_minutes or a longer --lease_minutes."
        )
    return TimeLimits(limit, min(timedelta(minutes=given.domain_minutes), limit))


def _processes(options: PipelineOptions, given: int | None) -> int:
    if given is not None:
        return given
    return usable_cores() if works_in_this_process(options) else 0


def _streaming(options: PipelineOptions, given: Any, lease_duration: timedelta) -> Streaming | None:
    """Read the rhythm of a stream; None for a scheduled run."""
    if not options.view_as(StandardOptions).streaming:
        for name in ("poll_interval", "window", "stop_after"):
            if getattr(given, name) is not None:
                raise UsageError(f"--{name} is about streams; add --streaming or leave it out.")
        return None
    interval = given.poll_interval or POLL_INTERVAL
    window = given.window or max(WINDOW, interval) // interval * interval
    if window % interval:
        raise UsageError(
            f"--window {window} is no multiple of --poll_interval {interval}: each window has to "
            "have the same number of polls."
        )
    if is_submitted(options) and timedelta(seconds=window) >= lease_duration:
        raise UsageError(
            f"--lease_minutes {lease_duration // timedelta(minutes=1)} is no longer than a window "
            f"of {window} s; a job on a service renews its lease once a window, so give it more."
        )
    if given.stop_after is None and waits_for_the_end_of_input(options):
        raise UsageError(
            "the runner of this machine publishes nothing before the stream ends. Give "
            "--stop_after, or run on Prism: make prism, then --runner PrismRunner "
            "--prism_location PATH (docs/running.md)."
        )
    return Streaming(
        timedelta(seconds=interval),
        timedelta(seconds=window),
        None if given.stop_after is None else timedelta(seconds=given.stop_after),
    )


def _required(flag: str, value: str | None) -> str:
    if not value:
        raise UsageError(f"{flag} is required. See claimwire run --help.")
    return value


def _check_dataflow(options: PipelineOptions, output: str) -> None:
    if importlib.util.find_spec("google.cloud.dataflow") is None:
        raise needs_extra("--runner DataflowRunner", "dataflow")
    if not output.startswith("gs://"):
        raise UsageError(
            f"Dataflow's workers cannot write to this machine's {output}. Use --output "
            "gs://bucket/prefix."
        )
    if options.view_as(GoogleCloudOptions).template_location:
        raise UsageError(
            "--template_location makes a classic template, each launch of which would be the same "
            "run and overwrite its files. Use a flex template, which starts a new run each time."
        )


def _for_manifest(given: Any, feeds: Sequence[Feed], models: Models) -> dict[str, Any]:
    own = ClaimwireOptions([]).get_all_options(current_only=True)
    options = {name: getattr(given, name) for name in sorted(own)}
    return {**options, "model": as_option(models), "feeds_listed": len(feeds)}

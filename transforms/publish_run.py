"""The last step: all that a window wrote becomes visible at once, with its manifest."""

import dataclasses
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.clock import Clock
from claimwire.counters import MANIFESTS_PUBLISHED
from claimwire.defaults import LEASE_DURATION
from claimwire.schemas.flow import TableFile, Tally, Tick
from claimwire.storage import lease
from claimwire.storage.file_lists import changed_tables, write_file_lists
from claimwire.storage.manifest import RunInfo, manifest_path
from claimwire.storage.publication import publish
from claimwire.storage.published_files import StateError
from claimwire.storage.store import Store
from claimwire.transforms.attempt import count
from claimwire.transforms.by_key import Gather, of_type
from claimwire.transforms.windows import run_of_window, window_start

_log = logging.getLogger(__name__)


@dataclasses.dataclass
class PublishRun(beam.PTransform):
    """Publish what a window holds: ``{"ticks": Tick, "files": TableFile, "tallies": Tally}``.

    Gives the paths of the manifests. It waits for all files and tallies of the window, and
    publishes also a window without files. The manifest is written last, while the lease is held.
    What comes after that, late, has a manifest of its own.

    Attributes:
        store: where the tables are.
        run: the run; its ``run_id`` must hold the lease.
        clock: answers the present instant.
        lease_duration: for how long the lease is renewed while the manifest is written.
        keep_lease: keep it for the next window; else it is given back.
    """

    store: Store
    run: RunInfo
    clock: Clock
    lease_duration: timedelta = LEASE_DURATION
    keep_lease: bool = False

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        return (
            tuple(inputs.values())
            | "Together" >> beam.Flatten()
            | "AllOfWindow" >> Gather(list)
            | "Publish" >> beam.ParDo(_Publish(self))
        )


class _Publish(beam.DoFn):
    """Publish one window."""

    def __init__(self, publishing: PublishRun) -> None:
        self._publishing = publishing

    def process(
        self,
        all_of_window: list[Tick | TableFile | Tally],
        window: Any = beam.DoFn.WindowParam,
        pane: Any = beam.DoFn.PaneInfoParam,
    ) -> Iterator[str]:
        files = list(of_type(all_of_window, TableFile))
        to, run = self._publishing, self._publishing.run
        manifest = publish(
            to.store,
            run,
            files,
            list(of_type(all_of_window, Tally)),
            clock=to.clock,
            lease_duration=to.lease_duration,
            part=dataclasses.replace(
                run,
                run_id=run_of_window(run.run_id, window, pane.index),
                started_at=window_start(window) or run.started_at,
            ),
        )
        try:
            write_file_lists(to.store, changed_tables(manifest))
        except StateError as error:
            # Only with --ignore_state does a run get here; repairing writes the lists anew.
            _log.warning("the lists of published files stay as they were: %s", error)
        count(MANIFESTS_PUBLISHED)
        yield manifest_path(manifest.run_id)
        if not to.keep_lease:
            lease.release(to.store, run.run_id)

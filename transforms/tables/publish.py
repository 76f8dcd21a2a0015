"""The last step of a run: all that it wrote becomes visible at once, with its manifest."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import apache_beam as beam
from apache_beam.pvalue import AsList, PCollection
from apache_beam.typehints.decorators import no_annotations

from schemas.flow import TableFile, Tally
from transforms.clock import Clock
from transforms.tables import lease
from transforms.tables.manifest import RunInfo, build_manifest, manifest_path, to_json
from transforms.tables.store import NotFound, Store

__all__ = ["PublishRun", "RunInfo", "publish"]


@dataclasses.dataclass
class PublishRun(beam.PTransform):
    """Publish a run: ``{"files": TableFile, "tallies": Tally}`` to the manifest's path.

    It waits for all files and tallies, and publishes also a run that wrote no file. The manifest
    is written last, while the lease is held, and then the lease is given back.

    Attributes:
        store: where the tables are.
        run: the run; its ``run_id`` must hold the lease.
        clock: answers the present instant.
        lease_duration: for how long the lease is renewed while the manifest is written.
    """

    store: Store
    run: RunInfo
    clock: Clock
    lease_duration: timedelta = timedelta(minutes=10)

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        files, tallies = inputs["files"], inputs["tallies"]
        return (
            files.pipeline
            | "OnceARun" >> beam.Create([self.run.run_id])
            | "Publish" >> beam.ParDo(_Publish(self), AsList(files), AsList(tallies))
        )


def publish(
    store: Store,
    run: RunInfo,
    files: Sequence[TableFile],
    tallies: Sequence[Tally],
    *,
    clock: Clock,
    lease_duration: timedelta,
) -> str:
    """Write a run's manifest, if the run still holds the lease, and give the lease back.

    Doing it again, after a runner has lost the answer, changes nothing.

    Returns:
        The manifest's path.

    Raises:
        LeaseLost: if another run has taken the lease; nothing is published then.
        StoreError: if the storage does not answer or refuses.
    """
    path = manifest_path(run.run_id)
    if not _exists(store, path):
        # Renewing proves that the lease is ours and keeps it so until the manifest is written.
        lease.renew(store, run.run_id, clock, lease_duration)
        counts = {tally.name: tally.count for tally in tallies}
        store.write(path, to_json(build_manifest(run, clock(), files, counts)))
    lease.release(store, run.run_id)
    return path


def _exists(store: Store, path: str) -> bool:
    try:
        store.stat(path)
    except NotFound:
        return False
    return True


class _Publish(beam.DoFn):
    """Publish the one run of the pipeline."""

    def __init__(self, publishing: "PublishRun") -> None:
        self._store = publishing.store
        self._run = publishing.run
        self._clock = publishing.clock
        self._lease_duration = publishing.lease_duration

    def process(self, _run_id: str, files: list[TableFile], tallies: list[Tally]) -> Iterator[str]:
        yield publish(
            self._store,
            self._run,
            files,
            tallies,
            clock=self._clock,
            lease_duration=self._lease_duration,
        )

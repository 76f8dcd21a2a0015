"""The sink: writes rows keyed by day to one Parquet file for each day and shard."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.utils.windowed_value import PaneInfo

from claimwire.counters import ROWS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of
from claimwire.schemas.table import Table
from claimwire.storage.data_files import replacement_path
from claimwire.storage.publication import write_file
from claimwire.storage.published_files import read_manifests
from claimwire.storage.store import Store
from claimwire.transforms.attempt import count
from claimwire.transforms.windows import run_of_window

_SHARD_BY = ("article_id", "feed_url", "url")


@dataclasses.dataclass
class WriteTable(beam.PTransform):
    """Write the rows of one table: ``(day, row)`` to ``TableFile``.

    A file's name is a pure function of run, window, pane and shard, so a retried bundle overwrites
    its own file and no run overwrites another's. Nothing refers to the files until the run's
    manifest lists them; after that they are not written again. For after a failure, a runner may
    process a window of a stream again, and the web may have changed by then.

    Attributes:
        table: the table of the rows.
        store: where to write.
        run_id: the run, part of every file name.
        shards: number of files per day, and so of workers that write one day.
        replaces: paths of the published files that the rows take the place of; None for new rows.
    """

    table: Table
    store: Store
    run_id: str
    shards: int = 1
    replaces: Sequence[str] | None = None

    def expand(self, rows: PCollection) -> PCollection:
        """Wire the steps."""
        return (
            rows
            | "KeyByShard" >> beam.Map(key_by_shard, shards=self.shards)
            | "GroupByShard" >> beam.GroupByKey()
            | "WriteFile" >> beam.ParDo(_WriteFile(self))
        )


def key_by_shard(keyed: tuple[str, Any], shards: int) -> tuple[tuple[str, int], Any]:
    """Key a row by its day and by a shard that keeps an article's rows together."""
    day, row = keyed
    names = (getattr(row, name, None) for name in _SHARD_BY)
    return (day, bucket_of(next(filter(None, names), ""), shards)), row


def file_path(table: str, day: str, run_id: str, *, window: Any, pane: PaneInfo, shard: int) -> str:
    """Return the path of a data file.

    Returns:
        For example ``articles/dt=2024-05-01/part-<run_id>-p0-s0.parquet``, or in a stream
        ``articles/dt=2024-05-01/part-<run_id>-w20240501T121000Z-p0-s0.parquet``.
    """
    part = run_of_window(run_id, window)
    return f"{table}/dt={day}/part-{part}-p{max(pane.index, 0)}-s{shard}.parquet"


class _WriteFile(beam.DoFn):
    """Write each group to its file; a failure fails the run."""

    def __init__(self, writing: WriteTable) -> None:
        self._table = writing.table
        self._store = writing.store
        self._run_id = writing.run_id
        self._replaces = writing.replaces

    def process(
        self,
        group: tuple[tuple[str, int], Iterable[Any]],
        window: Any = beam.DoFn.WindowParam,
        pane: Any = beam.DoFn.PaneInfoParam,
    ) -> Iterator[TableFile]:
        (day, shard), rows = group
        if self._replaces is not None:
            path = replacement_path(self._table, day, self._run_id, shard)
        else:
            path = file_path(
                self._table.name, day, self._run_id, window=window, pane=pane, shard=shard
            )
        file = self._published(window).get(path)
        if file is None:
            file = write_file(
                self._store, self._table, path, day, rows, replaces=self._replaces or ()
            )
            count(ROWS + self._table.name, file.rows)
        yield file

    def _published(self, window: Any) -> dict[str, TableFile]:
        manifests = read_manifests(self._store, run_of_window(self._run_id, window))
        return {file.path: file for manifest in manifests for file in manifest.files}

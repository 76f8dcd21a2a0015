"""Asking the published tables about candidates, each data file once."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.known_candidates import LOOKED_UP, Candidates, Trace, look_up
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of
from claimwire.storage.store import Store


@dataclasses.dataclass
class LookUp(beam.PTransform):
    """Find what is known of candidates.

    ``{"candidates": (article_id, url), "files": TableFile}`` to ``(article_id, Trace)``: at most
    one trace for each candidate, table and bucket. Without candidates no file is opened.

    The candidates are packed, and meet each group of files in a grouping rather than as a side
    input, which not every runner can checkpoint.

    Attributes:
        store: where the tables are.
        buckets: into how many groups the files of a table are divided, and so the number of
            workers that read them.
    """

    store: Store
    buckets: int = 8

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        candidates = (
            inputs["candidates"]
            | "Gather" >> beam.combiners.ToList().without_defaults()
            | "Pack" >> beam.Map(Candidates.of).with_output_types(Candidates)
            | "ToEveryBucket" >> beam.FlatMap(to_every_bucket, self.buckets)
        )
        files = (
            inputs["files"]
            | "OfTables" >> beam.Filter(is_looked_up)
            | "KeyByBucket" >> beam.Map(key_by_bucket, self.buckets)
        )
        return (
            {"candidates": candidates, "files": files}
            | "MeetFiles" >> beam.CoGroupByKey()
            | "LookUp" >> beam.ParDo(_LookUp(self.store))
        )


def to_every_bucket(
    candidates: Candidates, buckets: int
) -> Iterator[tuple[tuple[str, int], Candidates]]:
    """Key the candidates by each bucket of each table."""
    for table in sorted(LOOKED_UP):
        for bucket in range(buckets):
            yield (table, bucket), candidates


def is_looked_up(file: TableFile) -> bool:
    """Whether the file's table knows of articles."""
    return file.table in LOOKED_UP


def key_by_bucket(file: TableFile, buckets: int) -> tuple[tuple[str, int], TableFile]:
    """Key a data file by its table and its bucket."""
    return (file.table, bucket_of(file.path, buckets)), file


class _LookUp(beam.DoFn):
    """Ask one group of data files about all candidates."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def process(
        self, group: tuple[tuple[str, int], Mapping[str, Iterable[Any]]]
    ) -> Iterator[tuple[str, Trace]]:
        _, met = group
        # The ticks of a window list many a file once more.
        files = set(met["files"])
        for candidates in met["candidates"]:
            yield from look_up(self._store, files, candidates)

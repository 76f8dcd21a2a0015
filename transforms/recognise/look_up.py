"""Asking the published tables about candidates, each data file once."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

import apache_beam as beam
from apache_beam.pvalue import AsList, PCollection
from apache_beam.typehints.decorators import no_annotations

from schemas.flow import TableFile
from schemas.keys import bucket_of
from transforms.recognise.known import LOOKED_UP, Candidates, Trace, look_up
from transforms.tables.store import Store


@dataclasses.dataclass
class LookUp(beam.PTransform):
    """Find what is known of candidates.

    ``{"candidates": (article_id, url), "files": TableFile}`` to ``(article_id, Trace)``: at most
    one trace for each candidate, table and bucket. Without candidates no file is opened.

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
        candidates = inputs["candidates"] | "Distinct" >> beam.Distinct()
        return (
            inputs["files"]
            | "OfTables" >> beam.Filter(is_looked_up)
            | "KeyByBucket" >> beam.Map(key_by_bucket, self.buckets)
            | "GroupByBucket" >> beam.GroupByKey()
            | "LookUp" >> beam.ParDo(_LookUp(self.store), AsList(candidates))
        )


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
        self,
        group: tuple[tuple[str, int], Iterable[TableFile]],
        candidates: list[tuple[str, str]],
    ) -> Iterator[tuple[str, Trace]]:
        _, files = group
        # The ticks of a window list many a file once more.
        yield from look_up(self._store, set(files), Candidates.of(candidates))

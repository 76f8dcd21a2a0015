"""The lookup of a run's candidates in the published data files, reading each file once.

The packed candidates are joined with each group of files by a grouping rather than as a side input,
which not every runner can checkpoint. So whole groups move between workers, and every group is
joined with all candidates.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of
from claimwire.transforms.by_key import MeetByKey

BUCKETS = 8
"""Default number of groups of a table's files, and so of workers that read them."""

Group = tuple[str, int]
"""A table and a bucket of its files."""

Ask = Callable[[list[TableFile], Any], Iterable[Any]]
"""Takes data files of one table, sorted by path, and the packed candidates; gives the findings."""


@dataclasses.dataclass
class AskFiles(beam.PTransform[Any, Any]):
    """Look up packed candidates: ``{"candidates": packed, "files": TableFile}`` to findings.

    Without candidates no file is opened.

    Attributes:
        tables: names of the tables whose files are read.
        ask: what is asked of each group of files.
        buckets: number of groups of a table's files, and so of workers that read them.
    """

    tables: Collection[str]
    ask: Ask
    buckets: int = BUCKETS

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> PCollection:
        """Wire the steps."""
        return (
            (
                inputs["candidates"]
                | "ToEveryGroup" >> beam.FlatMap(to_every_group, self.tables, self.buckets),
                inputs["files"]
                | "FilesByGroup" >> beam.FlatMap(by_group, self.tables, self.buckets),
            )
            | "MeetFiles" >> MeetByKey()
            | "Ask" >> beam.ParDo(_Ask(self.ask))
        )


def to_every_group(
    candidates: Any, tables: Collection[str], buckets: int
) -> Iterator[tuple[Group, Any]]:
    """Key the packed candidates by each bucket of each table."""
    for table in sorted(tables):
        for bucket in range(buckets):
            yield (table, bucket), candidates


def by_group(
    file: TableFile, tables: Collection[str], buckets: int
) -> Iterator[tuple[Group, TableFile]]:
    """Key a data file by its table and its bucket, if it belongs to one of the tables."""
    if file.table in tables:
        yield (file.table, bucket_of(file.path, buckets)), file


class _Ask(beam.DoFn):
    """Look up all candidates in one group of data files."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def process(self, group: tuple[Group, Iterable[Any]]) -> Iterator[Any]:
        """Yield the findings."""
        met = list(group[1])
        # Several ticks of a window list the same files.
        files = {each for each in met if isinstance(each, TableFile)}
        for each in met:
            if not isinstance(each, TableFile):
                yield from self._ask(sorted(files, key=lambda file: file.path), each)

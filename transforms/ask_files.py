"""Asking the published data files about candidates of the run, each file once.

The candidates are packed, and meet each group of files in a grouping rather than as a side input,
which not every runner can checkpoint. So whole groups go from worker to worker, and every group
meets all candidates.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam

from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of

CANDIDATES, FILES = "candidates", "files"
"""What meets in a ``CoGroupByKey``, each keyed by a ``Group``."""

BUCKETS = 8
"""Into so many groups the files of a table are divided, unless given: as many workers read them."""

Group = tuple[str, int]
"""A table and a bucket of its files."""


def to_every_group(
    candidates: Any, tables: Collection[str], buckets: int
) -> Iterator[tuple[Group, Any]]:
    """Key the packed candidates by each bucket of each table."""
    for table in sorted(tables):
        for bucket in range(buckets):
            yield (table, bucket), candidates


def is_of(file: TableFile, tables: Collection[str]) -> bool:
    """Whether a data file belongs to one of the tables that are asked."""
    return file.table in tables


def by_group(file: TableFile, buckets: int) -> tuple[Group, TableFile]:
    """Key a data file by its table and its bucket."""
    return (file.table, bucket_of(file.path, buckets)), file


class AskFiles(beam.DoFn):
    """Ask one group of data files about all candidates.

    Args:
        ask: takes data files of one table, in the order of their paths, and the packed candidates;
            gives what is found.
    """

    def __init__(self, ask: Callable[[list[TableFile], Any], Iterable[Any]]) -> None:
        self._ask = ask

    def process(self, group: tuple[Group, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        """Yield what is found."""
        _, met = group
        # The ticks of a window list many a file once more.
        files = sorted(set(met[FILES]), key=lambda file: file.path)
        for candidates in met[CANDIDATES]:
            yield from self._ask(files, candidates)

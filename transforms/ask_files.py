"""The lookup of a run's candidates in the published data files, reading each file once.

The packed candidates are joined with each group of files by a grouping rather than as a side input,
which not every runner can checkpoint. So whole groups move between workers, and every group is
joined with all candidates.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam

from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import bucket_of

CANDIDATES, FILES = "candidates", "files"
"""Names of the inputs of the ``CoGroupByKey``, each keyed by a ``Group``."""

BUCKETS = 8
"""Default number of groups of a table's files, and so of workers that read them."""

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
    """Return whether a data file belongs to one of the tables."""
    return file.table in tables


def by_group(file: TableFile, buckets: int) -> tuple[Group, TableFile]:
    """Key a data file by its table and its bucket."""
    return (file.table, bucket_of(file.path, buckets)), file


class AskFiles(beam.DoFn):
    """Look up all candidates in one group of data files.

    Args:
        ask: takes data files of one table, sorted by path, and the packed candidates; returns the
            findings.
    """

    def __init__(self, ask: Callable[[list[TableFile], Any], Iterable[Any]]) -> None:
        self._ask = ask

    def process(self, group: tuple[Group, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        """Yield the findings."""
        _, met = group
        # Several ticks of a window list the same files.
        files = sorted(set(met[FILES]), key=lambda file: file.path)
        for candidates in met[CANDIDATES]:
            yield from self._ask(files, candidates)

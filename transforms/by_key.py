"""Grouping that costs few steps, since each step takes time in every run, also one without news.

``beam.CoGroupByKey`` tags the values of each input and sorts them again, which takes one step for
each input and one more. Here the types of values tell them apart.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

T = TypeVar("T")


class MeetByKey(beam.PTransform[Any, Any]):
    """Group pairs of several collections by key: ``(key, values)``, of any types, in any order."""

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: tuple[PCollection, ...]) -> PCollection:
        """Wire the steps."""
        return (
            inputs
            | "Together" >> beam.Flatten()
            | "ByKey" >> beam.GroupByKey().with_output_types(tuple[Any, Iterable[Any]])
        )


class Gather(beam.PTransform[Any, Any]):
    """Make one value of all elements of a window; nothing of none.

    Args:
        pack: makes it of a list of them.
    """

    def __init__(self, pack: Callable[[list[Any]], Any]) -> None:
        super().__init__()
        self._pack = pack

    def expand(self, elements: PCollection) -> PCollection:
        """Wire the steps."""
        return (
            elements
            | "OneKey" >> beam.WithKeys("")
            | "All" >> beam.GroupByKey()
            | "Pack" >> beam.FlatMap(_packed, self._pack)
        )


def of_type(values: Iterable[Any], kind: type[T]) -> Iterator[T]:
    """Yield the values of one type."""
    return (value for value in values if isinstance(value, kind))


def _packed(gathered: tuple[str, Iterable[Any]], pack: Callable[[list[Any]], Any]) -> Iterator[Any]:
    yield pack(list(gathered[1]))

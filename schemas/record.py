"""Rows on their way between processes."""

import dataclasses
import functools
from collections.abc import Callable
from operator import attrgetter
from typing import Any


class Record:
    """A dataclass of two or more fields that is pickled as its values alone.

    Each row of a run is pickled several times. What ``dataclasses`` does for classes with slots
    takes twice as long, since it looks the fields up for each object.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Make it again of its values, in the order of the fields."""
        kind: Any = type(self)
        return kind, _values_of(kind)(self)


@functools.cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in dataclasses.fields(kind)))

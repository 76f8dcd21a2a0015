"""The time of day as a parameter, so that no transform reads the wall clock by itself."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present instant, in UTC."""


def system_clock() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclasses.dataclass(frozen=True)
class FixedClock:
    """A clock that stands still."""

    at: datetime

    def __call__(self) -> datetime:
        """Answer the same instant for ever."""
        return self.at

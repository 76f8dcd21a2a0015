"""Clocks, passed as parameters so that no transform reads the wall clock itself."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current time, in UTC."""


def system_clock() -> datetime:
    """Return the machine's current time, in UTC."""
    return datetime.now(UTC)


@dataclasses.dataclass(frozen=True)
class FixedClock:
    """A clock that stands still."""

    at: datetime

    def __call__(self) -> datetime:
        """Return the fixed instant."""
        return self.at

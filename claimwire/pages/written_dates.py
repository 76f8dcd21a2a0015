"""How exactly a date is written. Imported by the extraction process: no Beam, no schemas."""

import re
from enum import IntEnum

_TIME = re.compile(
    # 08:30, or 0830 as in the basic format of ISO 8601, which follows a T.
    r"(?:(?:^|[T\s,])\d{1,2}:|T\d\d)(\d\d)(?::?\d\d(?:[.,]\d+)?)?"
    r"(?:\s*[ap]\.?m\b\.?)?(.*)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*\(?(?:[+-]\d|[A-Z])", re.IGNORECASE)


class Precision(IntEnum):
    """What a written date says of its instant."""

    DAY = 0
    TIME = 1
    ZONE = 2


def precision(date: str) -> Precision:
    """Return whether a date has a time of day, and whether that has a time zone."""
    time = _TIME.search(date)
    if time is None:
        return Precision.DAY
    return Precision.ZONE if _ZONE.match(time[2]) else Precision.TIME


def minute(date: str) -> int | None:
    """Return the minute in the hour, or None without a time of day."""
    time = _TIME.search(date)
    return int(time[1]) if time else None

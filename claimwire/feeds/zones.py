"""Time zones as feeds write them: offsets, abbreviations, long names and names of the IANA."""

import functools
import re
import tomllib
import zoneinfo
from datetime import datetime, timedelta
from pathlib import Path

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)")


def offset_at(zone: str, local: datetime) -> timedelta | None:
    """Return a zone's offset from UTC.

    Args:
        zone: the zone as written: +0200, EDT, GMT+2, ET, Eastern Time, America/New_York.
        local: the time there, which tells the season.

    Returns:
        The offset; None for an unknown name.

    Raises:
        ValueError: if the zone is a number that no offset can be.
    """
    name = " ".join(zone.upper().split())
    known = _zones().get(name)
    if known is not None:
        return known
    place = _seasonal().get(name) or _places().get(name)
    if place:
        return zoneinfo.ZoneInfo(place).utcoffset(local.replace(tzinfo=None))
    match = _OFFSET.search(name)
    return _size(match) if match else None


def _size(match: re.Match[str]) -> timedelta:
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"{match[0]}: not an offset from UTC")
    size = timedelta(hours=hours, minutes=minutes)
    return -size if match["sign"] == "-" else size


@functools.cache
def _places() -> dict[str, str]:
    """Return the names of the IANA time zone database by their names in capitals."""
    return {name.upper(): name for name in zoneinfo.available_timezones()}


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("zones.toml").read_text(encoding="utf-8"))


def _seasonal() -> dict[str, str]:
    return _data()["seasonal"]


@functools.cache
def _zones() -> dict[str, timedelta]:
    matches = {name: _OFFSET.fullmatch(offset) for name, offset in _data()["zones"].items()}
    return {name: _size(match) for name, match in matches.items() if match}

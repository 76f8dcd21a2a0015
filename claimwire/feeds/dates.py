"""The parser of entries' dates, in the forms that publishers use."""

import calendar
import functools
import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Earlier dates mean "no date": 1970 stands for an empty field, the year 1 for a lost number."""

_MAX_LENGTH = 100

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
)
_SHIFT = r"[+-]\d{1,2}(?::?\d{2})?"
# EDT, GMT+2, US/Eastern, +0200, +0200 CEST
_ZONE = (
    rf"(?:\s*(?P<zone>[a-z]{{1,5}}(?:\s*{_SHIFT})?|[a-z]+/[a-z_]+|{_SHIFT}(?:\s*[a-z]{{1,5}})?))?"
)
# RFC 5322, section 3.2.2, as in "+0200 (CEST)"; "+02:00[Europe/Paris]" is Java's
_REMARK = r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]))?"
_TIME = rf"(?:(?:\s*,\s*|\s+|\s*t\s*|\s+at\s+|\s*-\s+){_CLOCK}{_ZONE}{_REMARK})?"
_DAY_NAME = r"(?:[a-z]{2,10}\.?\s*,?\s*)?"
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

# 2021-07-06T09:00:00Z (ISO 8601, RFC 3339), also with slashes or dots: 2016/6/29 15:07
_YEAR_FIRST = (
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}"
)
# 20210706T090000Z (ISO 8601, basic)
_BASIC = (
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    rf"(?:t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?{_ZONE})?"
)
# Tue, 06 Jul 2021 09:00:00 +0000 (RFC 822) and its kin: 6-Jul-21 9:00 EDT
_DAY_FIRST = rf"{_DAY_NAME}{_DAY}[\s-]*{_MONTH}[\s,-]*(?P<year>\d{{4}}|\d{{2}}){_TIME}"
# Tuesday, July 6, 2021 9:00 AM EDT
_MONTH_FIRST = rf"{_DAY_NAME}{_MONTH}\s*{_DAY}[\s,]+(?P<year>\d{{4}}){_TIME}"
# Tue Jul  6 09:00:00 EDT 2021 (asctime of C)
_YEAR_LAST = rf"{_DAY_NAME}{_MONTH}\s+{_DAY}\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (_YEAR_FIRST, _BASIC, _DAY_FIRST, _MONTH_FIRST, _YEAR_LAST)
)
_SECONDS = re.compile(r"\d{10}|\d{13}")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)")


def parse_date(raw: str | None) -> datetime | None:
    """Parse a date.

    Known forms are RFC 822 with its many variations, ISO 8601, the American and C forms, and
    seconds since 1970. Names of days are ignored. A missing or unknown time zone is read as UTC, a
    missing time as midnight. Text that matches no form as a whole is not guessed at: feedparser's
    own parsers, which do guess, read 2016/6/29 as the first of June.

    Args:
        raw: the date as written.

    Returns:
        The instant in UTC; None if the text is not a date, is ambiguous (06/07/2021), or is before
        ``EARLIEST``.
    """
    text = " ".join((raw or "").replace("\u2212", "-").split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        instant = _read(text)
    except (ValueError, OverflowError):
        return None
    return instant if instant and instant >= EARLIEST else None


def first_readable(dates: Iterable[str]) -> tuple[str | None, datetime | None]:
    """Return the first date that can be parsed, as written and as an instant.

    If none can, the first is returned as written, without an instant.
    """
    written = list(dates)
    for raw in written:
        if instant := parse_date(raw):
            return raw, instant
    return next(iter(written), None), None


def _read(text: str) -> datetime | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _instant(match.groupdict())
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return None


def _instant(parts: dict[str, str | None]) -> datetime:
    written = parts["year"] or ""
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 50 else 1900  # RFC 5322, section 4.3
    name = parts.get("name")
    month = _MONTHS[name.lower()] if name else int(parts.get("month") or 0)
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    if hour == 24 and (minute or second):
        raise ValueError("some programs write 24:30 for half past midnight of the day before")
    local = datetime(
        year,
        month,
        int(parts["day"] or ""),
        0 if hour == 24 else hour,  # ISO 8601:2000 ends a day at 24:00
        minute,
        59 if second == 60 else second,  # leap seconds
        int(((parts.get("fraction") or "") + "000000")[:6]),
        tzinfo=UTC,
    )
    return local + timedelta(days=hour == 24) - _offset(parts["zone"])


def _offset(zone: str | None) -> timedelta:
    if not zone:
        return timedelta()
    match = _OFFSET.search(zone)
    if not match:
        return _zones().get(zone.upper(), timedelta())
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"{zone}: not an offset from UTC")
    size = timedelta(hours=hours, minutes=minutes)
    return -size if match["sign"] == "-" else size


@functools.cache
def _zones() -> dict[str, timedelta]:
    data = tomllib.loads(Path(__file__).with_name("zones.toml").read_text(encoding="utf-8"))
    return {name: _offset(offset) for name, offset in data["zones"].items()}

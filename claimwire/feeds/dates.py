"""The parser of entries' dates in English and in figures, in the forms that publishers use."""

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from claimwire.feeds.zones import offset_at

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Earlier dates mean "no date": 1970 stands for an empty field, the year 1 for a lost number."""

MAX_LENGTH = 100
"""Maximum length of a date, in characters."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
)
_SHIFT = r"[+-]\d{1,2}(?::?\d{2})?"
# Eastern Time; America/New_York, Etc/GMT+5; EDT, GMT+2; +0200, +0200 CEST
_ZONE = (
    r"(?:\s*(?P<zone>(?:[a-z]{2,12} ){1,3}time|[a-z]{1,20}(?:/[a-z0-9_+-]{1,20}){1,2}"
    rf"|[a-z]{{1,5}}(?:\s*{_SHIFT})?|{_SHIFT}(?:\s*[a-z]{{1,5}})?))?"
)
# RFC 5322, section 3.2.2, as in "+0200 (CEST)"; "+02:00[Europe/Paris]" is Java's
_REMARK = r"(?:\s*[\[(](?P<remark>[^()\[\]]*)[\])])?"
_TIME = rf"(?:(?:\s*,\s*|\s+|\s*t\s*|\s+at\s+|\s*-\s+){_CLOCK}{_ZONE}{_REMARK})?"
_DAY_NAME = r"(?:[a-z]{2,10}\.?\s*,?\s*)?"
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

# 2021-07-06T09:00:00Z (ISO 8601, RFC 3339), also with slashes or dots: 2016/6/29 15:07
_YEAR_FIRST = (
    rf"{_DAY_NAME}(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)"
    rf"(?P<day>\d{{1,2}}){_TIME}"
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

# 25.12.2024 or 12/25/2024: which is the day shows only if one of the two is over 12
_FIGURES = (
    rf"{_DAY_NAME}(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}})"
    rf"\.?{_TIME}"
)
# 2021-W27-2 and 2021-187 (ISO 8601, week and ordinal dates)
_WEEK = rf"(?P<year>\d{{4}})-?w(?P<week>\d\d)-?(?P<weekday>[1-7]){_TIME}"
_ORDINAL = rf"(?P<year>\d{{4}})-(?P<ordinal>\d{{3}}){_TIME}"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        _YEAR_FIRST,
        _BASIC,
        _DAY_FIRST,
        _MONTH_FIRST,
        _YEAR_LAST,
        _FIGURES,
        _WEEK,
        _ORDINAL,
    )
)
_SECONDS = re.compile(r"(\d{10})(?:\d{3}|\d{6}|\.\d{1,9})?")


def parse_date(raw: str | None, *, day_first: bool = False) -> datetime | None:
    """Parse a date.

    Known forms are RFC 822 with its many variations, ISO 8601, the American and C forms, figures
    that can be told apart, and seconds since 1970. Names of days are ignored. A missing or unknown
    time zone is read as UTC, a missing time as midnight. Text that matches no form as a whole is
    not guessed at: feedparser's parsers, which do guess, read 2016/6/29 as the first of June.

    Args:
        raw: the date as written.
        day_first: whether 06/07/2021 is July, as the feed's language says; ambiguous without.

    Returns:
        The instant in UTC; None if the text is not a date, is ambiguous, or is before
        ``EARLIEST``.
    """
    text = " ".join((raw or "").replace("\u2212", "-").split())
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        instant = _read(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None
    return instant if instant and instant >= EARLIEST else None


def _read(text: str, *, day_first: bool) -> datetime | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _instant(match.groupdict(), day_first=day_first)
    seconds = _SECONDS.fullmatch(text)
    return datetime.fromtimestamp(int(seconds[1]), UTC) if seconds else None


def _day(parts: dict[str, str | None], *, day_first: bool) -> date:
    written = parts["year"] or ""
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 50 else 1900  # RFC 5322, section 4.3
    if "week" in parts:
        return date.fromisocalendar(year, int(parts["week"] or 0), int(parts["weekday"] or 0))
    if "ordinal" in parts:
        return datetime.strptime(f"{year} {parts['ordinal']}", "%Y %j").date()  # noqa: DTZ007
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if not day_first and max(one, two) <= 12 and one != two:
            raise ValueError("day and month cannot be told apart")
        day, month = (two, one) if two > 12 else (one, two)
        return date(year, month, day)
    name = parts.get("name")
    month = _MONTHS[name[:3].lower()] if name else int(parts.get("month") or 0)
    return date(year, month, int(parts["day"] or ""))


def _instant(parts: dict[str, str | None], *, day_first: bool) -> datetime:
    day = _day(parts, day_first=day_first)
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    if hour == 24 and (minute or second):
        raise ValueError("some programs write 24:30 for half past midnight of the day before")
    local = datetime(
        day.year,
        day.month,
        day.day,
        0 if hour == 24 else hour,  # ISO 8601:2000 ends a day at 24:00
        minute,
        59 if second == 60 else second,  # leap seconds
        int(((parts.get("fraction") or "") + "000000")[:6]),
        tzinfo=UTC,
    )
    local += timedelta(days=hour == 24)
    return local - _offset([parts.get("zone"), parts.get("remark")], local)


def _offset(zones: Iterable[str | None], local: datetime) -> timedelta:
    """Return the offset of the first known zone; zero if none is."""
    offsets = (offset_at(zone, local) for zone in zones if zone)
    return next((offset for offset in offsets if offset is not None), timedelta())

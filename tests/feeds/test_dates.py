import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds import dates
from claimwire.feeds.dates import EARLIEST, parse_date

NINE = datetime(2021, 7, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        # RFC 822 and RFC 5322
        "Tue, 06 Jul 2021 09:00:00 +0000",
        "Tue, 6 Jul 2021 09:00:00 GMT",
        "Tue, 06 Jul 21 09:00 UT",
        "06 Jul 2021 09:00:00 Z",
        "Tue, 06 Jul 2021 11:00:00 +0200 (CEST)",
        "Tue, 06 Jul 2021 05:00:00 -0400",
        # its sins
        "Tue,06 Jul 2021 09:00:00 GMT",
        "tue, 06 JUL 2021 09:00:00 gmt",
        "Tuesday, 06 July 2021 09:00:00 GMT",
        "Tues., 6 July, 2021 09:00:00",
        "Fri, 06 Jul 2021 09:00:00 GMT",
        "Tue, 06 Jul 2021 9:0:0 GMT",
        "Tue, 06 Jul 2021 09:00:00",
        "Tue, 06-Jul-2021 09:00:00 GMT",
        "Tue, 06 Jul 2021 12:00:00 GMT+3",
        "Tue, 06 Jul 2021 12:00:00 GMT+0300",
        "Tue, 06 Jul 2021 04:00:00 UTC-05:00",
        "Tue, 06 Jul 2021 14:30 +530",
        "Tue, 06 Jul 2021 09:00:00 +0000 UTC",
        "Tue, 06 Jul 2021 09:00:00 \u22120000",
        "\n\t Tue,  06 Jul\u00a02021\n09:00:00 GMT \n",
        " " * 200 + "Tue, 06 Jul 2021 09:00:00 GMT",
        "Tue, 06 Jul 2021 09:00:00 NOWHERE/Zone",
        "Tue, 06 Jul 2021 09:00:00 XYZ",
        "6th July 2021 09:00",
        # ISO 8601, RFC 3339
        "2021-07-06T09:00:00Z",
        "2021-07-06t09:00:00z",
        "2021-07-06T09:00Z",
        "2021-07-06T09:00:00.000Z",
        "2021-07-06T09:00:00,000000000Z",
        "2021-07-06 09:00:00",
        "2021-07-06T11:00:00+02:00",
        "2021-07-06T11:00:00+0200",
        "2021-07-06T11:00:00+02",
        "2021-07-06T11:00:00 +02:00",
        "2021-07-06T11:00:00+02:00[Europe/Paris]",
        "2021-07-06 09:00:00 +0000 UTC",
        "20210706T090000Z",
        "20210706090000",
        # others
        "2021/7/6 9:00:00",
        "2021.07.06 09:00",
        "July 6, 2021 9:00 AM",
        "Tuesday, July 6th, 2021 at 4:00 a.m. CDT",
        "Jul 6, 2021, 9:00:00am",
        "Tue Jul  6 09:00:00 2021",
        "Tue Jul  6 05:00:00 EDT 2021",
        "1625562000",
        "1625562000000",
    ],
)
def test_one_instant_in_many_forms(raw: str) -> None:
    assert parse_date(raw) == NINE


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("2021-07-06", "2021-07-06 00:00:00"),
        ("20210706", "2021-07-06 00:00:00"),
        ("06 Jul 2021", "2021-07-06 00:00:00"),
        ("2016/6/29 15:07:41", "2016-06-29 15:07:41"),
        ("6 Jul 49 00:00 GMT", "2049-07-06 00:00:00"),
        ("6 Jul 98 00:00 GMT", "1998-07-06 00:00:00"),
        ("Sept 6, 2021", "2021-09-06 00:00:00"),
        ("July 6, 2021 12:30 AM", "2021-07-06 00:30:00"),
        ("July 6, 2021 12:30 PM", "2021-07-06 12:30:00"),
        ("July 6, 2021 13:30 PM", "2021-07-06 13:30:00"),
        ("31 Dec 2021 24:00:00 GMT", "2022-01-01 00:00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59"),
        ("2021-07-06T09:00:00.1234567Z", "2021-07-06 09:00:00.123456"),
        ("2021-07-06T00:30:00+05:45", "2021-07-05 18:45:00"),
        ("29 Feb 2024 00:00 GMT", "2024-02-29 00:00:00"),
        ("1 Jan 1990 00:00 GMT", "1990-01-01 00:00:00"),
    ],
)
def test_forms_that_mean_something_else(raw: str, meant: str) -> None:
    assert parse_date(raw) == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        " \n",
        "yesterday",
        "July 2021",
        "2021",
        "06/07/2021",
        "06.07.2021",
        "31 Feb 2021",
        "29 Feb 2023 00:00 GMT",
        "2021-13-01",
        "2021-07-00",
        "2021-00-06",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "31 Dec 1989 23:59 GMT",
        "2021-07-06T25:00:00Z",
        "2021-07-06T24:30:00Z",
        "2021-07-06T09:60:00Z",
        "2021-07-06T09:00:61Z",
        "2021-07-06T09:00:00+24:00",
        "2021-07-06T09:00:00+01:60",
        "9999-12-31T24:00:00Z",
        "9999-12-31T23:59:59-05:00",
        "Tue, 06 Jul 2021 09:00:00 GMT and more",
        "2021-07-06 2021-07-07",
        "2004년 05월 28일",
        "\u0662\u0660\u0662\u0661-\u0660\u0667-\u0660\u0666",
        "\ud800",
        "1" * 11,
        "2021-07-06T09:00:00Z" + "(" * 100,
    ],
)
def test_what_is_no_date_is_none(raw: str | None) -> None:
    assert parse_date(raw) is None


INSTANTS = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-02"),
    max_value=datetime.fromisoformat("2049-12-30"),
    timezones=st.just(UTC),
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(max_examples=100)
@given(instant=INSTANTS, offset=OFFSETS)
def test_iso_and_rfc_5322_dates_come_back(instant: datetime, offset: timezone) -> None:
    local = instant.astimezone(offset)
    whole = instant.replace(microsecond=0)
    assert parse_date(local.isoformat()) == instant
    assert parse_date(local.isoformat(" ")) == instant
    assert parse_date(format_datetime(local)) == whole
    assert parse_date(local.strftime("%a, %d %b %y %H:%M:%S %z")) == whole


@settings(max_examples=100)
@given(instant=INSTANTS)
def test_other_dates_come_back(instant: datetime) -> None:
    whole = instant.replace(microsecond=0)
    for form in (
        "%Y/%m/%d %H:%M:%S",
        "%A, %B %d, %Y %I:%M:%S %p",
        "%a %b %d %H:%M:%S %Y",
        "%a %b %d %H:%M:%S GMT %Y",
        "%Y%m%dT%H%M%SZ",
        "%d-%b-%y %H:%M:%S",
        "%d %B %Y - %H:%M:%S",
    ):
        assert parse_date(whole.strftime(form)) == whole, form


DATE_LIKE = st.text("0123456789 :-/.,+TZtz()[]APMapmJulGCESD\u2212\u0663", max_size=40)
PIECES = st.lists(
    st.sampled_from(
        [
            "Tue, ",
            "06",
            "Jul",
            "2021",
            "21",
            "00",
            "99",
            "24:",
            "09:00",
            ":60",
            "+0000",
            "-99",
            "GMT",
            "+24:00",
            "AM",
            "PM",
            "T",
            "Z",
            "/",
            "-",
            ",",
            "(",
            ")",
            " at ",
            "6th",
            " ",
            "0000",
            "10000",
            "9" * 13,
        ]
    ),
    max_size=10,
).map("".join)


@settings(max_examples=300)
@given(
    raw=st.one_of(
        st.text(), DATE_LIKE, PIECES, INSTANTS.map(str).flatmap(st.permutations).map("".join)
    )
)
def test_no_text_raises(raw: str) -> None:
    found = parse_date(raw)
    assert found is None or (found.tzinfo is UTC and found >= EARLIEST)


ZONES = tomllib.loads(Path(dates.__file__).with_name("zones.toml").read_text("utf-8"))["zones"]


def offset_of(name: str) -> timedelta:
    read = parse_date(f"Tue, 06 Jul 2021 09:00:00 {name}")
    assert read is not None
    return NINE - read


def test_zone_names_are_of_a_form_that_dates_can_hold() -> None:
    assert all(re.fullmatch(r"[A-Z]{1,5}|([A-Z]{2,12} ){1,3}TIME", name) for name in ZONES)
    assert len(ZONES) > 60
    for name, offset in ZONES.items():
        shift = offset_of(name)
        minutes = int(shift.total_seconds()) // 60
        sign, size = ("-", -minutes) if minutes < 0 else ("+", minutes)
        assert f"{sign}{size // 60:02}:{size % 60:02}" == offset


@pytest.mark.parametrize(
    ("name", "place", "month"),
    [
        ("EST", "America/New_York", 1),
        ("EDT", "America/New_York", 7),
        ("CST", "America/Chicago", 1),
        ("CDT", "America/Chicago", 7),
        ("MST", "America/Denver", 1),
        ("MDT", "America/Denver", 7),
        ("PST", "America/Los_Angeles", 1),
        ("PDT", "America/Los_Angeles", 7),
        ("AKDT", "America/Anchorage", 7),
        ("NST", "America/St_Johns", 1),
        ("BST", "Europe/London", 7),
        ("CET", "Europe/Berlin", 1),
        ("CEST", "Europe/Berlin", 7),
        ("EEST", "Europe/Athens", 7),
        ("MSK", "Europe/Moscow", 1),
        ("TRT", "Europe/Istanbul", 1),
        ("EAT", "Africa/Nairobi", 1),
        ("SAST", "Africa/Johannesburg", 1),
        ("AFT", "Asia/Kabul", 1),
        ("AST", "Asia/Riyadh", 1),
        ("IRST", "Asia/Tehran", 1),
        ("IDT", "Asia/Jerusalem", 7),
        ("PKT", "Asia/Karachi", 1),
        ("IST", "Asia/Kolkata", 1),
        ("NPT", "Asia/Kathmandu", 1),
        ("MMT", "Asia/Yangon", 1),
        ("WIB", "Asia/Jakarta", 1),
        ("KST", "Asia/Seoul", 1),
        ("ACST", "Australia/Darwin", 1),
        ("AEDT", "Australia/Sydney", 1),
        ("NZDT", "Pacific/Auckland", 1),
        ("ART", "America/Argentina/Buenos_Aires", 1),
        ("CLST", "America/Santiago", 1),
        ("VET", "America/Caracas", 1),
    ],
)
def test_zone_names_mean_what_the_time_zone_database_says(
    name: str, place: str, month: int
) -> None:
    try:
        zone = ZoneInfo(place)
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zone database; pip install tzdata")
    assert offset_of(name) == datetime(2021, month, 10, tzinfo=zone).utcoffset()

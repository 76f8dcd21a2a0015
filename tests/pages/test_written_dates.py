import pytest

from claimwire.pages.written_dates import Precision, minute, precision


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-05-13", Precision.DAY),
        ("13 May 2024", Precision.DAY),
        ("20240513", Precision.DAY),
        ("2024-05-13T08:30:00", Precision.TIME),
        ("2024-05-13 08:30", Precision.TIME),
        ("2024-05-13T08:30:00.123", Precision.TIME),
        ("May 13, 2024 8:30 PM", Precision.TIME),
        ("2024-05-13T08:30:00Z", Precision.ZONE),
        ("2024-05-13T08:30:00.123+0200", Precision.ZONE),
        ("2024-05-13T08:30-05:00", Precision.ZONE),
        ("Mon, 13 May 2024 08:30:00 GMT", Precision.ZONE),
        ("Mon, 13 May 2024 08:30:00 +0200", Precision.ZONE),
        ("May 13, 2024 8:30 p.m. EDT", Precision.ZONE),
        ("", Precision.DAY),
    ],
)
def test_precision(date: str, expected: Precision) -> None:
    assert precision(date) is expected


def test_minute() -> None:
    assert minute("2024-05-13T08:30:00+02:00") == 30
    assert minute("2024-05-13") is None

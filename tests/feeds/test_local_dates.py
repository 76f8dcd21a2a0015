"""Dates in many languages and forms, and the bound on the work that they make."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds import local_dates as module
from claimwire.feeds.local_dates import MAX_UNREADABLE, DateReader

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["raw"])
def test_a_date_means_its_instant_or_nothing(case: dict[str, Any]) -> None:
    right = case["instant"]
    written, instant = DateReader(case.get("language")).first([case["raw"]])
    assert written == case["raw"]
    assert instant == (datetime.fromisoformat(right).replace(tzinfo=UTC) if right else None)


def test_the_first_date_that_can_be_read_counts_also_in_another_language() -> None:
    dates = ["n/a", "2 septembre 2024", "2024-09-03"]
    assert DateReader("fr").first(dates) == (dates[1], datetime(2024, 9, 2, tzinfo=UTC))


def test_without_a_readable_date_the_first_is_kept_as_written() -> None:
    assert DateReader().first(["soon", "later"]) == ("soon", None)
    assert DateReader().first([]) == (None, None)


def test_after_many_unreadable_dates_only_the_quick_way_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(module, "_parse", lambda raw, language: asked.append((raw, language)))
    reader = DateReader("fr")
    for number in range(3 * MAX_UNREADABLE):
        assert reader.first([f"{number} of nothing"])[1] is None
    assert len(asked) == MAX_UNREADABLE
    assert reader.first(["2024-09-02"])[1] == datetime(2024, 9, 2, tzinfo=UTC)


@settings(max_examples=60)
@given(st.text(max_size=60) | st.text("0123456789 maijunéà.,:-/日月年", max_size=60))
def test_no_text_raises(raw: str) -> None:
    found = DateReader("fr").first([raw])[1]
    assert found is None or found.tzinfo is UTC

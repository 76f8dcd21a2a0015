"""Medians, slopes, and the section of the page."""

import pytest

from bench.compared import interleaved, log_slope, slope
from bench.section import END, START, NoSection, placed

PAGE = f"# Performance\n\n{START}\n{END}\n\n## More\n"


def test_ways_take_turns() -> None:
    calls: list[str] = []
    found = interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 3)
    assert calls == ["a", "b", "b", "a", "a", "b"]
    assert set(found) == {"a", "b"}


def test_slopes() -> None:
    assert slope([(0, 1), (1, 3), (2, 5)]) == pytest.approx(2)
    assert log_slope([(x, 7 * x**1.5) for x in (1, 10, 100)]) == pytest.approx(1.5)


def test_a_part_replaces_only_its_own() -> None:
    page = placed(placed(PAGE, "One", "first\n\n| a |\n|---|"), "Two", "second")
    again = placed(page, "One", "changed")
    assert again == page.replace("first\n\n| a |\n|---|", "changed")
    assert again.startswith("# Performance\n")
    assert again.endswith("\n\n## More\n")
    assert placed(again, "Two", "second") == again


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(NoSection, match="add them"):
        placed("# Performance\n", "One", "first")

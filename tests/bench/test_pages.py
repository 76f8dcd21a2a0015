"""The measures of ``bench.pages``."""

import tomllib

import pytest

from bench.extraction import Page
from bench.pages import CASES, declared_right, measure_texts, ours, page_f1


def test_f1_of_a_page() -> None:
    truth = "one two three four five"
    assert page_f1(truth, truth) == 1
    assert page_f1(truth, "") == 0
    # One of two runs is found, and nothing else.
    assert page_f1(truth, "one two three four") == pytest.approx(2 / 3)


def test_the_made_up_pages_are_all_read_right() -> None:
    right = declared_right(ours, tomllib.loads(CASES.read_text("utf-8"))["case"])
    assert all(good == count > 5 for good, count in right.values())


def test_each_way_is_measured() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    body = f"<html><body><article><p>{words}</p></article></body></html>".encode()
    page = Page("https://news.example/a", body, words)
    measured = measure_texts([page])
    assert measured.keys() == {"claimwire", "trafilatura"}
    assert measured["claimwire"].f1 == 1
    assert measured["claimwire"].poor == 0

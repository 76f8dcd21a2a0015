"""Quotations are paired by glyph and paragraph."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.language.claims.quotes import find_quotations


def _inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d.”", ["A b,", "C d."]),
        ('"A b," he said. "C d."', ["A b,", "C d."]),
        ("''We win,'' he said. ''Yes.''", ["We win,", "Yes."]),
        ("``We win,'' he said.", ["We win,"]),
        ("‘It’s the parties’ plan,’ he said, ‘not ours’.", ["It’s the parties’ plan,", "not ours"]),
        ("He said, 'the generals' plan is bad.'", ["the generals' plan is bad."]),
        ("„Ja“, sagte er. «Oui», dit-il. »Nein«, ”Nej”", ["Ja", "Oui", "Nein", "Nej"]),
        ("„Tak”, ‚nie ma‘", ["Tak", "nie ma"]),
        ("“He said ‘no’ to me,” she said", ["He said ‘no’ to me,"]),
        ('“He said "no" to me,” she said', ['He said "no" to me,']),
        ('"He “ok” it," she said', ["He “ok” it,"]),
    ],
)
def test_every_style_is_paired_with_its_own(text: str, expected: list[str]) -> None:
    assert _inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "rock 'n' roll in the '90s, don't",
        "the parties’ plan and the generals' plan",
        "6'2\" tall and 5'10\" wide",
        "It ended. ”",
        "“",
        "",
    ],
)
def test_apostrophes_inches_and_lone_marks_are_no_quotations(text: str) -> None:
    assert _inner(text) == []


def test_a_lone_mark_takes_nothing_from_other_paragraphs() -> None:
    assert _inner('An odd " mark.\n"Whole," he said.\nAnother “ here.') == ["Whole,"]


def test_a_lone_mark_does_not_spoil_the_rest_of_its_paragraph() -> None:
    assert _inner('"A b," he said. "C d') == ["A b,"]


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_quotation_runs_on_where_the_next_paragraph_reopens(mark: str) -> None:
    text = f"{mark}One.\n\n{mark}Two,{'”' if mark == '“' else mark} he said."
    assert _inner(text) == ["One.", "Two,"]
    assert [q.closed for q in find_quotations(text)] == [False, True]


def test_a_careless_mark_closes_before_the_next_quotation_opens() -> None:
    assert _inner('“Broken" end. “Fine”') == ["Broken", "Fine"]


MARKS = "“”„‟«»\"'‘’‚` \n\r.,abS"


@settings(max_examples=300)
@given(st.text(alphabet=st.one_of(st.sampled_from(MARKS), st.characters()), max_size=80))
def test_quotations_lie_in_the_text_and_apart(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.inner_start
        assert quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert "\n" not in text[quotation.start : quotation.end]
        end = quotation.end


@pytest.mark.parametrize("unit", ["“", '"', "'", "‘", "”", "''", "« ", "('a", "“\n", "“a ‘b "])
def test_work_grows_with_the_marks_and_no_faster(lines_run: Callable[..., int], unit: str) -> None:
    once = lines_run(find_quotations, unit * 1000)
    twice = lines_run(find_quotations, unit * 2000)
    assert twice < 2.2 * once


def test_a_megabyte_of_marks_ends() -> None:
    assert len(find_quotations("“a” " * 250_000)) == 250_000

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.stories import comparison
from claimwire.stories.comparable_words import read_words
from claimwire.stories.comparison import copied_share

REPORT = (
    "A magnitude {a}.{b} earthquake struck near {place} on {day}, the U.S. Geological Survey said. "
    "The quake hit at a depth of {c} kilometres about {d} kilometres from {other}, a city of "
    "{e},000 people. There were no reports of damage. Residents in {place} said they felt the "
    "shaking for {f} seconds and ran into the streets. {who}, who heads the local office, said "
    "teams had been sent to {other} to check bridges and schools."
)
FIRST = {"a": 5, "b": 1, "c": 31, "d": 77, "e": 412, "f": 25} | {
    "place": "Herat", "other": "Farah", "day": "Monday", "who": "Leila Haddad"}  # fmt: skip
SECOND = {"a": 6, "b": 4, "c": 18, "d": 52, "e": 873, "f": 40} | {
    "place": "Cusco", "other": "Arequipa", "day": "Friday", "who": "Diego Salas"}  # fmt: skip


def share(one: str, other: str) -> float | None:
    return copied_share(read_words(one), read_words(other))


@pytest.mark.parametrize("cut", [slice(100, None), slice(0, 100), slice(50, 150)])
def test_a_cut_text_is_wholly_copied(prose, cut) -> None:
    text = prose(1)
    assert share(" ".join(text.split()[cut]), text) == pytest.approx(1, abs=0.01)


def test_added_paragraphs_take_nothing_away(prose) -> None:
    text = prose(1)
    assert share(f"{prose(2, 80)}\n{text}\n{prose(3, 80)}", text) == pytest.approx(1, abs=0.05)


def test_moved_paragraphs_take_little_away(prose) -> None:
    lines = prose(1, 400).split("\n")
    random.Random(1).shuffle(lines)
    assert share("\n".join(lines), prose(1, 400)) > 0.6


@pytest.mark.parametrize("percent", [5, 15, 25])
def test_the_share_falls_with_the_words_that_are_replaced(prose, replaced, percent) -> None:
    text = prose(1, 400)
    assert share(replaced(text, percent), text) == pytest.approx(1 - percent / 100, abs=0.05)


def test_other_texts_share_nothing(prose) -> None:
    assert share(prose(1), prose(2)) is None


@pytest.mark.parametrize("words", [60, 200, 400])
def test_a_common_footer_does_not_make_copies(prose, words) -> None:
    footer = prose(9, 200)
    assert share(f"{prose(1, words)}\n{footer}", f"{prose(2, words)}\n{footer}") is None


def test_a_common_header_does_not_make_copies(prose) -> None:
    header = prose(9, 60)
    assert share(f"{header}\n{prose(1)}", f"{header}\n{prose(2)}") is None


def test_reports_from_a_template_are_no_copies() -> None:
    assert share(REPORT.format(**FIRST), REPORT.format(**SECOND)) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"a": 6, "b": 4, "c": 18, "d": 52, "e": 873, "f": 40},
        {k: SECOND[k] for k in ("place", "other", "who", "day")},
    ],
)
def test_nor_if_only_the_numbers_or_only_the_names_differ(changed) -> None:
    assert share(REPORT.format(**FIRST), REPORT.format(**(FIRST | changed))) is None


def test_nor_if_a_number_of_one_has_another_place_in_the_other() -> None:
    """31 is a depth in one and a distance in the other; the second 5 of 5.5 is not that of 5.4."""
    other = SECOND | {"a": 5, "d": 31, "e": 412, "day": "Monday", "place": "Herat"}
    assert share(REPORT.format(**FIRST | {"b": 5}), REPORT.format(**other)) is None


def test_a_correction_of_one_number_leaves_a_copy() -> None:
    assert share(REPORT.format(**FIRST), REPORT.format(**(FIRST | {"d": 70}))) > 0.9


def test_a_copy_in_capitals_is_a_copy() -> None:
    assert share(REPORT.format(**FIRST), REPORT.format(**FIRST).upper()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("word", "word"),
        ("a " * 500, "a " * 700),
        ("ha ho " * 500, "ha ho " * 400),
        ("\u4e2d" * 500, "\u4e2d" * 600),
    ],
)
def test_texts_without_substance_are_no_copies(one, other) -> None:
    assert share(one, other) is None


def test_characters_are_words_in_chinese() -> None:
    chance = random.Random(1)
    text = "".join(chr(chance.randint(0x4E00, 0x9000)) for _ in range(300))
    other = "".join(chr(chance.randint(0x4E00, 0x9000)) for _ in range(300))
    assert share(text[:200], text) == 1
    assert share(text, other) is None


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 40))
@settings(max_examples=60)
def test_the_order_of_the_two_makes_no_difference(prose, replaced, one, other, percent) -> None:
    first, second = prose(one, 100 + other), replaced(prose(one, 150), percent, other)
    assert share(first, second) == share(second, first)


_REPETITIVE = st.one_of(
    st.tuples(st.sampled_from(["a ", "a b ", "the of ", "\u4e2d", "1 "]), st.integers(1, 3000)).map(
        lambda each: each[0] * each[1]
    ),
    st.lists(st.sampled_from(["aa", "bb", "cc", "dd"]), max_size=1500).map(" ".join),
)


@given(_REPETITIVE, _REPETITIVE)
@settings(max_examples=60)
def test_the_work_is_linear_even_for_repetitive_texts(one, other) -> None:
    work = []
    seeds = comparison._seeds

    def counted(*arguments):
        found = seeds(*arguments)
        work.append(len(found[0]))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "_seeds", counted)
        share(one, other)
    words = len(read_words(one)) + len(read_words(other))
    assert sum(work) <= 2 * comparison._OCCURRENCES * words

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.statements.claim_content import content_of
from claimwire.statements.disagreement import (
    deny_each_other,
    give_other_numbers,
    name_different_things,
)
from claimwire.statements.likeness import likeness

_TEXT = st.text(st.sampled_from("ab cd. 12Not "), max_size=60)


def alike(one: str, other: str) -> float:
    return likeness(content_of(one, "en"), content_of(other, "en"), {})


def apart(one: str, other: str, *, denies: bool = False) -> str | None:
    """Say what sets two contents apart first; None if nothing does."""
    contents = content_of(one, "en"), content_of(other, "en")
    if deny_each_other(*contents, False, denies):
        return "polarity"
    if give_other_numbers(*contents):
        return "numbers"
    return "names" if name_different_things(*contents) else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will not leave the valley.", "we will not leave the valley"),
        ("Three shells landed at the school", "three artillery shells landed at the school"),
        ("many houses were damaged and their roofs fell", "many houses were damaged as roofs fell"),
    ],
)
def test_cuts_and_small_changes_are_alike(one, other) -> None:
    assert alike(one, other) > 0.5


def test_words_that_are_derived_from_one_another_are_a_little_alike() -> None:
    first = "the mayor announced school closures"
    derived = alike(first, "announcement of closures by the mayor")
    assert derived > alike(first, "resignation after closures by the mayor")


def test_the_subject_of_an_article_weighs_less_than_the_rest() -> None:
    one = content_of("polygamy charges were laid in the valley", "en")
    other = content_of("polygamy is common in the valley", "en")
    assert likeness(one, other, {"polygamy": 9, "valley": 9}) < likeness(one, other, {})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("he seized nine rifles", "he seized seven rifles", "numbers"),
        ("20 of the 50 people left", "35 of the 50 people left", "numbers"),
        ("of 41, 41 percent is much", "of 14, 41 percent is much", "numbers"),
        ("he said not for what he did", "he said for what he did", "polarity"),
        ("24 people died", "24 people died and 200 people were hurt", None),
        ("6.2 miles deep", "six miles deep", None),
        ("they will attend the summit", "they won't attend the summit", "polarity"),
        ("there were no militants inside", "no militants were there", None),
        ("troops will enter Kandahar today", "troops will enter Helmand today", "names"),
        ("the troops left", "the troops left Kandahar", None),
        ("we support Anna Berg", "we support Olaf Falk", "names"),
        ("Anna and Olaf were caught today", "Olaf and Ben were caught in May", None),
        ("Oler, 44, and Berg, 52, are charged", "Berg, 52, and Oler, 44, are charged", None),
        ("Oler, 44, and Berg, 52, are charged", "two men, Berg, 52, and Oler, 44, charged", None),
        (
            "five were hurt and 10 houses hit",
            "10 were hurt and 1,500 houses hit",
            "numbers",
        ),
        ("two speed boats came", "three boats came", "numbers"),
        ("it was 6.2 miles deep and 10 kilometres", "10 kilometres, 55 kilometres south", None),
    ],
)
def test_numbers_negation_and_names_have_to_agree(one, other, expected) -> None:
    assert apart(one, other) is expected
    assert apart(other, one) is expected


def test_a_denial_says_the_opposite() -> None:
    assert apart("militants were at the school", "militants were at the school", denies=True)
    denied = "there were no militants at the school"
    assert apart(denied, "militants were at the school", denies=True) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reporters asked Barack Obama", "the media asked what Barack Obama had said"),
        ("they chose Anna Berg for it", "he never met Anna Berg in Oslo"),
    ],
)
def test_names_alone_are_like_nothing(one, other) -> None:
    assert alike(one, other) == 0


def test_fewer_words_beside_names_may_do() -> None:
    one, other = content_of("Berg has left", "en"), content_of("Anna Berg left the Treasury", "en")
    assert likeness(one, other, {}) == 0 < likeness(one, other, {}, told=1)


def test_many_names_word_for_word_are_more_than_names() -> None:
    said = "to bar Muslims from entering the United States"
    assert alike(said, "Muslims from entering the United States") > 0.5


def test_that_one_speaker_says_both_does_not_make_them_alike() -> None:
    one, other = (content_of(each, "en", "the northern navy") for each in (
        "it fired in self defence", "we acted in the general interest",
    ))  # fmt: skip
    assert likeness(one, other, {}) == 0


@given(_TEXT, _TEXT)
def test_likeness_is_a_share(one, other) -> None:
    assert 0 <= alike(one, other) <= 1.0001
    assert alike(one, one) in {0, 1}


@pytest.mark.parametrize("text", ["", "that", "it was", "the agreement", "polls polls polls polls"])
def test_what_says_next_to_nothing_is_like_nothing(text) -> None:
    assert alike(text, text) == (1 if text.count(" ") == 3 else 0)


def test_long_texts_are_not_kept_in_memory() -> None:
    chance = random.Random(7)
    letters = [chr(code) for code in range(0x4E00, 0x9000)]
    texts = [
        " ".join("".join(chance.choices(letters, k=19)) for _ in range(300)) for _ in range(60)
    ]
    contents = [content_of(f"the harbour bridge fell {text}", "en") for text in texts]
    tracemalloc.start()
    try:
        assert all(likeness(contents[0], each, {}) for each in contents)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The parts of one take about a megabyte.
    assert peak < 10_000_000

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages.normalise import normalised
from claimwire.pages.text_key import text_key
from claimwire.schemas.keys import stable_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The talks, he said, failed.", "the talks he said failed"),
        ("\u201cNo deal\u201d", '"No deal"'),
        ("A\nB", "A B"),
        ("Stra\u00dfe", "STRASSE"),
        ("caf\u00e9", "cafe\u0301"),
        ("\ufb01nance", "finance"),
    ],
)
def test_same_text(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)


def test_other_words_are_another_text() -> None:
    assert text_key("No deal was made") != text_key("A deal was made")


def test_key_is_that_of_the_normalised_text() -> None:
    assert text_key("The Talks.") == stable_id("thetalks")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once

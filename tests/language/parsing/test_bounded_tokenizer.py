"""Tokenizing takes linear work, and changes nothing where texts are ordinary."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimwire.language.parsing.bounded_tokenizer import (
    LONGEST_MARKS,
    LONGEST_RUN,
    BoundedTokenizer,
    cut_places,
)

STOCK = spacy.blank("en").tokenizer
BOUNDED = BoundedTokenizer(STOCK)
RUNS = ['"', "_", "(", "$", "\u2014", "\u2019", "\U0001f600", "a-", "x", "1,", "\u4e2d", "'\"[]!?"]


@pytest.mark.parametrize("unit", RUNS)
def test_long_runs_are_tokenized_in_short_pieces(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"Before {unit * 20_000} after."
    tokenized: list[str] = []

    def stock(spaced: str) -> Doc:
        tokenized.append(spaced)
        return STOCK(spaced)

    doc = BoundedTokenizer(stock)(text)
    assert doc.text == text
    longest = max(map(len, tokenized[0].split()))
    assert longest <= LONGEST_RUN
    if not any(map(str.isalnum, unit)):
        assert longest <= LONGEST_MARKS


@given(
    st.text(st.sampled_from("ab1 \n\"'.-(\u2019\u00a0\U0001f600"), max_size=400),
    st.integers(0, 400),
)
@settings(deadline=None)
def test_offsets_are_those_of_the_text(text: str, place: int) -> None:
    run = "?!" * LONGEST_MARKS
    whole = text[:place] + run + text[place:]
    doc = BOUNDED(whole)
    assert doc.text == whole
    assert all(whole[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_ordinary_texts_have_the_tokens_that_they_had(text: str) -> None:
    if not cut_places(text):
        expected, made = STOCK(text), BOUNDED(text)
        assert [each.text_with_ws for each in made] == [each.text_with_ws for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        "=" * LONGEST_MARKS,
        "https://example.org/" + "a-long-path/" * 80,
        'He said: "No!" (twice) \u2014 and left\u2026',
    ],
)
def test_what_people_write_is_not_cut(text: str) -> None:
    assert cut_places(text) == []

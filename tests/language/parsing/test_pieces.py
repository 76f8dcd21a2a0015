"""Pieces of a long text make up the text, and end where it may be cut."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimwire.language.parsing.pieces import joined, pieces

BLANK = spacy.blank("en")


@given(st.text(alphabet=st.sampled_from("ab.\n\r '-1"), max_size=80), st.integers(2, 9))
def test_pieces_make_up_the_text(text: str, longest: int) -> None:
    doc = BLANK.make_doc(text)
    parts = list(pieces(doc, longest))
    assert all(len(part) <= longest for part in parts)
    whole = joined(parts)
    assert whole.text == text
    assert [(t.text, t.idx, t.norm_) for t in whole] == [(t.text, t.idx, t.norm_) for t in doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two.\nThree four. Five six seven", ["One two.\n", "Three four. ", "Five six seven"]),
        ("One two three. Four five six", ["One two three. ", "Four five six"]),
        ("one two three four five six seven", ["one two three four five ", "six seven"]),
    ],
)
def test_a_piece_ends_at_a_line_break_else_at_a_full_stop(text: str, expected: list[str]) -> None:
    assert [part.text_with_ws for part in map(_whole, pieces(BLANK.make_doc(text), 5))] == expected


def _whole(doc: Doc) -> spacy.tokens.Span:
    return doc[:]


def test_a_text_that_fits_is_the_same_object() -> None:
    doc = BLANK.make_doc("Talks failed.")
    (part,) = pieces(doc, 3)
    assert part is doc
    assert joined([part]) is doc

"""A bad text harms none of its neighbours."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.parsing.batches import TextTooLong, read_texts


@pytest.fixture
def fragile() -> Language:
    """A pipeline that fails on a word and takes 40 characters."""
    nlp = spacy.blank("en")

    @Language.component("fragile")
    def fail(doc: Doc) -> Doc:
        if "bomb" in doc.text:
            raise ValueError("cannot read this")
        return doc

    nlp.add_pipe("fragile")
    nlp.max_length = 40
    return nlp


def test_texts_are_read_in_order(fragile: Language) -> None:
    docs = read_texts(fragile, ["one", "", "three"])
    assert [doc.text for doc in docs if isinstance(doc, Doc)] == ["one", "", "three"]


def test_only_the_bad_ones_fail(fragile: Language) -> None:
    docs = read_texts(fragile, ["one", "a bomb", "x" * 41, "lone \ud800 surrogate", "five"])
    assert [type(doc).__name__ for doc in docs] == [
        "Doc",
        "ValueError",
        "TextTooLong",
        "UnicodeEncodeError",
        "Doc",
    ]


def test_a_long_text_tells_by_how_much(fragile: Language) -> None:
    (result,) = read_texts(fragile, ["x" * 41])
    assert isinstance(result, TextTooLong)
    assert str(result) == "the text has 41 characters; the model takes 40"

"""A bad text harms none of its neighbours, and no text is read without bounds."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.parsing import batches
from claimwire.language.parsing.batches import read_texts, read_to


@pytest.fixture
def fragile() -> Language:
    """A pipeline that fails on a word."""
    nlp = spacy.blank("en")

    @Language.component("fragile")
    def fail(doc: Doc) -> Doc:
        if "bomb" in doc.text:
            raise ValueError("cannot read this")
        return doc

    nlp.add_pipe("fragile")
    return nlp


@pytest.fixture
def portions(fragile: Language, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of tokens that are read together."""
    monkeypatch.setattr(batches, "MOST_TOKENS", 4)
    read: list[int] = []
    pipe = fragile.pipe

    def counted(docs: list[Doc]) -> object:
        read.append(sum(map(len, docs)))
        return pipe(docs)

    monkeypatch.setattr(fragile, "pipe", counted)
    return read


def texts_of(results: list[Doc | Exception]) -> list[str]:
    return [result.text if isinstance(result, Doc) else type(result).__name__ for result in results]


def test_texts_are_read_in_order(fragile: Language) -> None:
    assert texts_of(read_texts(fragile, ["one", "", "three"])) == ["one", "", "three"]


def test_only_the_bad_ones_fail(fragile: Language) -> None:
    results = read_texts(fragile, ["one", "a bomb", "lone \ud800 surrogate", "five"])
    assert texts_of(results) == ["one", "ValueError", "UnicodeEncodeError", "five"]


def test_no_more_is_read_at_a_time_than_fits(fragile: Language, portions: list[int]) -> None:
    texts = ["a b", "c d", "e f g", "h"]
    assert texts_of(read_texts(fragile, texts)) == texts
    assert portions == [4, 4]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a b\nc d e", "a b\n"),
        ("a b c d e f", "a b c d "),
        ("a b c d", "a b c d"),
    ],
)
def test_a_long_text_is_read_up_to_a_line_break_or_to_the_bound(
    text: str, read: str, fragile: Language, portions: list[int]
) -> None:
    (doc,) = read_texts(fragile, [text])
    assert isinstance(doc, Doc)
    assert doc.text_with_ws == read
    assert read_to(doc) == len(read)


def test_what_is_tokenized_is_bounded(fragile: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_CHARACTERS", 5)
    assert texts_of(read_texts(fragile, ["x" * 9, "ab\ncdefgh"])) == ["xxxxx", "ab\n"]

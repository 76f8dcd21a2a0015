"""A bad text harms none of its neighbours."""

import itertools
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.parsing import batches, pieces
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.not_read import ReadingTimeLimit, TextTooLong


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


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of 50 tokens."""
    monkeypatch.setattr(batches, "PIECE", 50)
    monkeypatch.setattr(batches, "pieces", lambda doc: pieces.pieces(doc, 50))


def worked_on(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of tokens that the first component is given at a time."""
    sizes: list[int] = []
    ((_, first), *_) = nlp.pipeline

    def predict(docs: Any) -> Any:
        docs = list(docs)
        sizes.append(sum(map(len, docs)))
        return type(first).predict(first, docs)

    monkeypatch.setattr(first, "predict", predict)
    return sizes


@pytest.mark.usefixtures("small_pieces")
def test_only_so_many_tokens_are_in_work_at_a_time(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = worked_on(nlp, monkeypatch)
    texts = ["Talks in Doha failed.\n" * 22, "Paris agreed.", "Iran refused.", "They met. " * 20]
    docs = read_texts(nlp, texts)
    assert [str(doc) for doc in docs] == texts
    assert max(sizes) <= 50
    # The pieces of the first text, the next two together, and those of the last.
    assert len(sizes) == 3 + 1 + 2


@pytest.mark.usefixtures("small_pieces")
def test_a_text_in_pieces_has_the_sentences_tokens_and_entities_of_the_whole(nlp: Language) -> None:
    text = (
        "Angela Merkel's spokesman doesn't agree, he said in Berlin.\r\n\r\n"
        "“We will see,” the minister told Reuters on Monday.\n \n"
        "Talks in Geneva failed. Nobody came.\n"
    )
    whole, (parts,) = nlp(text * 4), read_texts(nlp, [text * 4])
    assert isinstance(parts, Doc)
    assert all_of(parts) == all_of(whole)


def all_of(doc: Doc) -> list[Any]:
    return [
        doc.text,
        [(e.start_char, e.end_char, e.label_) for e in doc.ents],
        [(s.start_char, s.end_char) for s in doc.sents],
        [
            (
                *(t.idx, t.text, t.whitespace_, t.norm_, t.lemma_, t.tag_, t.pos_, t.dep_),
                *(t.head.i, str(t.morph), t.ent_iob_),
            )
            for t in doc
        ],
    ]


@pytest.mark.usefixtures("small_pieces")
def test_a_text_that_takes_too_long_is_given_up_alone(nlp: Language) -> None:
    ticks = itertools.count()
    texts = ["Paris agreed.", "Talks in Doha failed.\n" * 90, "Iran refused."]
    read = read_texts(nlp, texts, limit_s=2.5, clock=lambda: float(next(ticks)))
    assert [type(each) for each in read] == [Doc, ReadingTimeLimit, Doc]
    assert str(read[1]) == "not read within 2.5 seconds; they were over after 144 of 540 tokens"

"""Changes of a parse: made all at once, and never so that a sentence falls apart."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.attachment.changes import Change, changed
from claimwire.language.attachment.component import ATTACHMENT, mend_attachment

VOCAB = spacy.blank("en").vocab


@pytest.fixture
def doc() -> Doc:
    return _parsed()


def _parsed() -> Doc:
    words = ["She", "said", "it", "broke", ",", "adding", "nothing"]
    heads = [1, 1, 3, 1, 3, 3, 5]
    labels = ["nsubj", "ROOT", "nsubj", "ccomp", "punct", "advcl", "dobj"]
    return Doc(VOCAB, words=words, heads=heads, deps=labels)


def test_words_hang_on_their_new_heads(doc: Doc) -> None:
    mended = changed(doc, [Change(5, 1, "conj"), Change(4, 1, "punct"), Change(5, 3, "dep")])
    assert [word.head.i for word in mended] == [1, 1, 3, 1, 1, 1, 5]
    assert (mended[5].dep_, mended[3].right_edge.i) == ("conj", 3)


def test_a_circle_is_not_made(doc: Doc) -> None:
    heads = [word.head.i for word in doc]
    mended = changed(doc, [Change(3, 5, "ccomp")])
    assert [word.head.i for word in mended] == heads


@given(
    st.lists(
        st.builds(Change, st.integers(0, 6), st.integers(0, 6), st.sampled_from(["conj", "dep"])),
        max_size=5,
    )
)
def test_every_word_still_hangs_on_a_root(changes: list[Change]) -> None:
    for word in changed(_parsed(), changes):
        assert word.head.i == word.i or any(above.head.i == above.i for above in word.ancestors)


def test_a_text_in_another_language_stays_as_it_is() -> None:
    words, heads = ["Sie", "sagte", "es", "fiel"], [1, 1, 3, 1]
    labels = ["sb", "ROOT", "sb", "oc"]
    doc = Doc(spacy.blank("de").vocab, words=words, heads=heads, deps=labels)
    assert [word.head.i for word in mend_attachment(doc)] == heads


def test_every_pipeline_mends(nlp: Language) -> None:
    assert nlp.pipe_names[-1] == ATTACHMENT

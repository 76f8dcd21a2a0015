"""The model is loaded once; sentences end at line breaks."""

# ruff: noqa: RUF001 - typographic marks are what is tested

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL, ModelNotInstalled


def test_a_model_is_loaded_once() -> None:
    assert load_model(DEFAULT_MODEL) is load_model(DEFAULT_MODEL)


def test_a_missing_model_is_named_with_the_way_out() -> None:
    with pytest.raises(ModelNotInstalled) as raised:
        load_model("en_no_such_model")
    assert "'en_no_such_model' is not installed" in str(raised.value)
    assert "python -m spacy download en_no_such_model" in str(raised.value)
    assert DEFAULT_MODEL in str(raised.value)


@pytest.mark.parametrize("mark", ["\n", "\n\n", "\r\n", " \n \n ", "\u2028"])
def test_no_sentence_crosses_a_line_break(nlp: Language, mark: str) -> None:
    doc = nlp(f"The leaders of the two{mark}countries met in Doha")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "The leaders of the two",
        "countries met in Doha",
    ]


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("ab.\n\r\t \u2028“”’\u00a0é中"), max_size=60))
def test_text_is_kept_exactly(text: str) -> None:
    doc = load_model()(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert "\n" not in sentence.text.strip()

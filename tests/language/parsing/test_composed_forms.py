"""Accents that are characters of their own change nothing but the offsets."""

import unicodedata

import pytest
from spacy.language import Language

from claimwire.language.parsing.batches import read_texts

TEXTS = [
    "Zoltán Kovács said the border would stay open, Agence France-Presse reported.",
    "The mayor, Inés Núñez, told reporters in Bogotá that the trams were running.",
    "Škoda denied the claim. Její mluvčí Jiří Dvořák called it absurd.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_decomposed_letters_are_annotated_as_composed_ones(nlp: Language, text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    composed, other = read_texts(nlp, [text, decomposed])
    assert not isinstance(composed, Exception)
    assert not isinstance(other, Exception)
    assert other.text == decomposed
    for one, two in zip(composed, other, strict=True):
        assert unicodedata.normalize("NFC", two.text) == one.text
        assert (two.tag_, two.dep_, two.head.i) == (one.tag_, one.dep_, one.head.i)
        assert two.ent_type_ == one.ent_type_

"""Mentions in a language that has no folder: those that the model and the gazetteer find."""

import dataclasses

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire.language.grammar import Grammar
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.find_mentions import find_mentions

TEXT = "La Corée du Sud a reçu Sergueï Lavrov à Marseille, selon la Renaissance du Nord."


@pytest.fixture(scope="module")
def french() -> Language:
    return spacy.blank("fr")


def _tagged(french: Language) -> Doc:
    """A text as a pipeline with the types of French models tags it."""
    doc = french.make_doc(TEXT)
    labels = {"Corée du Sud": "LOC", "Marseille": "LOC", "Renaissance du Nord": "ORG"}
    spans = [
        doc.char_span(TEXT.index(name), TEXT.index(name) + len(name), label=label)
        for name, label in labels.items()
    ]
    doc.set_ents([span for span in spans if isinstance(span, Span)])
    return doc


def test_names_of_model_and_gazetteer_are_found(french: Language) -> None:
    found = {mention.text: mention.kind for mention in find_mentions(_tagged(french))}
    assert found == {
        "Corée du Sud": "country",
        "Lavrov": "person",
        "Marseille": "city",
        "Renaissance du Nord": "organisation",
    }


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_language_without_a_folder_has_no_labels(language: str) -> None:
    grammar = grammar_of(language)
    assert not any(getattr(grammar, field.name) for field in dataclasses.fields(Grammar))


def test_english_has_all_labels_that_every_language_has() -> None:
    grammar = grammar_of("en")
    shared = [each for each in dataclasses.fields(Grammar) if each.default is dataclasses.MISSING]
    assert all(getattr(grammar, field.name) for field in shared)

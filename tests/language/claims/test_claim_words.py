"""The words that rules ask for are complete, and none has two modalities."""

import dataclasses
import itertools

import pytest

from claimwire.language.claims.claim_words import ClaimWords, claim_words
from claimwire.language.languages import languages

ENGLISH = claim_words("en")
NOT_IN_ENGLISH = {"contractions", "measures", "possible_verbs"}
FIELDS = sorted({field.name for field in dataclasses.fields(ClaimWords)} - NOT_IN_ENGLISH)


@pytest.mark.parametrize("name", FIELDS)
def test_no_list_is_empty_and_all_words_are_in_lower_case(name: str) -> None:
    words = getattr(ENGLISH, name)
    assert words
    assert all(word == word.lower().strip() and word for word in words)


@pytest.mark.parametrize("language", languages())
def test_words_of_other_languages_are_in_lower_case(language: str) -> None:
    for field in dataclasses.fields(ClaimWords):
        words = getattr(claim_words(language), field.name)
        assert all(word == word.lower().strip() and word for word in words), field.name


def test_no_auxiliary_has_two_modalities() -> None:
    for one, other in itertools.combinations(("possible", "obligation", "future"), 2):
        assert not getattr(ENGLISH, one) & getattr(ENGLISH, other)


def test_conversations_are_occasions() -> None:
    assert ENGLISH.conversations - ENGLISH.occasions <= {"conversation"}
    assert ENGLISH.conversation_prepositions <= ENGLISH.setting_prepositions


def test_a_misread_lemma_is_corrected_once() -> None:
    assert not set(ENGLISH.misread_lemmas) & set(ENGLISH.misread_lemmas.values())

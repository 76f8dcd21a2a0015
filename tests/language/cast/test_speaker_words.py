"""The words that tell who a speaker is agree with each other and with the tables."""

import pytest

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import is_parsed, languages, read_rows
from claimwire.schemas.entities import KINDS

ENGLISH = speaker_words("en")


LANGUAGES = [code for code in languages() if is_parsed(code)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_takes_up_a_body_names_kinds_of_entity(language: str) -> None:
    for noun, kinds in speaker_words(language).takes_up.items():
        assert kinds <= set(KINDS), noun


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_forms_of_offices_are_of_offices(language: str) -> None:
    words = speaker_words(language)
    for short, office in words.abbreviations.items():
        assert (office,) in words.roles, short


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_tells_two_genders(language: str) -> None:
    words = speaker_words(language)
    assert not words.female & words.male
    assert set(words.gendered.values()) == {"female", "male"}
    resolved = {*words.gendered, *words.plural, *words.neuter}
    assert set(words.of_possessive.values()) <= resolved
    assert set(words.of_possessive) <= words.possessives


def test_no_first_name_is_of_both_genders() -> None:
    names = list(read_rows("en", "first_names.csv"))
    assert len({row["name"] for row in names}) == len(names)
    assert {row["gender"] for row in names} == {"female", "male"}
    assert {row["source"] for row in names} == {"census", "compiled"}
    assert not ENGLISH.female & ENGLISH.male


def test_every_pronoun_means_one_thing() -> None:
    kinds = [set(ENGLISH.gendered), ENGLISH.plural, ENGLISH.neuter, ENGLISH.unresolved]
    pronouns = [pronoun for kind in kinds for pronoun in kind]
    assert len(pronouns) == len(set(pronouns))
    assert set(ENGLISH.gendered.values()) == {"female", "male"}


def test_possessives_stand_for_pronouns_and_begin_no_description() -> None:
    resolved = {*ENGLISH.gendered, *ENGLISH.plural, *ENGLISH.neuter}
    assert set(ENGLISH.of_possessive.values()) <= resolved
    assert set(ENGLISH.of_possessive) <= ENGLISH.possessives
    assert ENGLISH.of_body <= set(ENGLISH.of_possessive)

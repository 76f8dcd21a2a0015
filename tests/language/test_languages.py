"""A language is a grammar and a folder of word lists that say what they hold."""

from collections.abc import Callable

import pytest

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.judgements import judgements
from claimwire.language.claims.time_words import time_words
from claimwire.language.grammar import LABELS, NO_GRAMMAR
from claimwire.language.languages import (
    folder_of,
    grammar_of,
    has_folder,
    is_parsed,
    languages,
    read_rows,
    read_toml,
)
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.unparsed_words import unparsed_words
from claimwire.language.universal.speech import speech_of
from claimwire.statements.language_words import language_words

PARSED = [code for code in languages() if is_parsed(code)]


@pytest.mark.parametrize("language", languages())
def test_every_word_list_says_what_it_holds(language: str) -> None:
    files = [each for each in folder_of(language).rglob("*") if each.suffix in (".csv", ".toml")]
    assert files
    for file in files:
        assert file.read_text(encoding="utf-8").startswith("# "), file


@pytest.mark.parametrize("language", PARSED)
@pytest.mark.parametrize("name", LABELS)
def test_a_grammar_names_every_relation_and_kind_of_word(language: str, name: str) -> None:
    assert getattr(grammar_of(language), name)


def test_the_comment_of_a_file_is_no_row() -> None:
    verbs = list(read_rows("en", "cues/verbs.csv"))
    assert {"verb", "act", "frames", "addressee"} == set(verbs[0])
    assert "say" in {row["verb"] for row in verbs}
    assert read_toml("en", "times.toml")["days"]["today"] == 0


LISTS: list[Callable[[str], object]] = [
    *(claim_words, cue_lexicon, judgements, rule_words_of, speaker_words, speech_of, time_words),
    *(unparsed_words, language_words),
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("read", LISTS)
def test_a_language_may_lack_any_list(read: Callable[[str], object], language: str) -> None:
    read(language)


def test_a_language_without_a_folder_has_no_labels_and_no_words() -> None:
    assert not has_folder("xx")
    assert grammar_of("xx") == NO_GRAMMAR
    with pytest.raises(KeyError):
        folder_of("xx")

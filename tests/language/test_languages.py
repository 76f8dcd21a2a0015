"""A language is a grammar and a folder of word lists that say what they hold."""

import pytest

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


def test_a_language_without_a_folder_has_no_labels_and_no_words() -> None:
    assert not has_folder("xx")
    assert grammar_of("xx") == NO_GRAMMAR
    with pytest.raises(KeyError):
        folder_of("xx")

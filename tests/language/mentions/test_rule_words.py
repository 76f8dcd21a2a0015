"""The words of English that the rules for mentions ask for, as data."""

import collections
import dataclasses
import re

import pytest

from claimwire.language.languages import folder_of, read_rows, read_toml
from claimwire.language.mentions.actor_codes import role_codes
from claimwire.language.mentions.rule_words import Relation, RuleWords, rule_words_of
from claimwire.schemas.entities import KINDS

WORD_FILES = [
    "actor_words.toml",
    "body_nouns.toml",
    "government_words.toml",
    "person_words.toml",
    "place_words.toml",
]
PATTERN_FILES = {
    "actor_patterns.csv": "forms",
    "person_titles.csv": "forms",
    "body_words.csv": "words",
}
AS_WRITTEN = {"party_members", "person_titles", "state_bodies"}


@pytest.mark.parametrize("name", WORD_FILES)
def test_lists_have_words_in_lower_case_and_none_twice(name: str) -> None:
    for key, words in read_toml("en", name).items():
        assert words, key
        assert len(words) == len(set(words)), key
        if key not in AS_WRITTEN:
            assert words == [word.lower() for word in words], key


@pytest.mark.parametrize("name", [*WORD_FILES, *PATTERN_FILES])
def test_the_top_of_a_file_says_what_is_in_it(name: str) -> None:
    assert (folder_of("en") / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", PATTERN_FILES)
def test_the_top_of_a_table_names_its_columns(name: str) -> None:
    text = (folder_of("en") / name).read_text(encoding="utf-8")
    comment = " ".join(line for line in text.splitlines() if line.startswith("#"))
    columns = next(iter(read_rows("en", name)))
    assert [column for column in columns if not re.search(rf"\b{column}: ", comment)] == []


@pytest.mark.parametrize(("name", "column"), PATTERN_FILES.items())
def test_no_words_make_two_kinds_of_actor(name: str, column: str) -> None:
    forms = collections.Counter(
        form for row in read_rows("en", name) for form in row[column].split("|")
    )
    assert [form for form, count in forms.items() if count > 1] == []
    assert [form for form in forms if form != form.lower() or not form.strip()] == []


@pytest.mark.parametrize("name", PATTERN_FILES)
def test_rows_have_a_source_a_kind_and_a_role_that_exist(name: str) -> None:
    for row in read_rows("en", name):
        assert row["source"], row
        assert row["kind"] in KINDS, row
        assert {row["role"][at : at + 3] for at in range(0, len(row["role"]), 3)} <= set(
            role_codes()
        ), row


def test_strangers_are_patterns() -> None:
    words = rule_words_of("en")
    assert words.actors.strangers <= {pattern.pattern_id for pattern in words.actor_patterns}


def test_the_patterns_are_as_wide_as_they_were() -> None:
    assert len(list(read_rows("en", "actor_patterns.csv"))) >= 60


@pytest.mark.parametrize(
    ("preposition", "relation"),
    [
        ("of", Relation.BELONGING),
        ("from", Relation.ORIGIN),
        ("near", Relation.WITHIN),
        ("about", None),
    ],
)
def test_prepositions_say_whose_an_actor_is(preposition: str, relation: Relation | None) -> None:
    assert rule_words_of("en").actors.relation(preposition) is relation


def test_a_language_without_a_folder_has_no_words() -> None:
    words = rule_words_of("nl")
    assert words == RuleWords()
    assert not list(words.actor_patterns)
    for group in (words.places, words.governments, words.actors, words.persons):
        assert not any(dataclasses.astuple(group))

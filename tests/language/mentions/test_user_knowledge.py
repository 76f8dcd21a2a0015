"""A user's own entities: what they change, and every mistake named with its line."""

import contextlib
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.mentions.actor_codes import role_codes
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.user_knowledge import read_user_knowledge
from claimwire.schemas.entities import KINDS
from claimwire.user_files.toml_file import UserFileError

FRONT = """
[[entity]]
entity_id = "group:x"
kind = "armed_group"
name = "Front X"
country = "MLI"
aliases = ["FX", "Taliban"]
roles = "REB ..2023-01-01|GOV 2023-01-01.."
"""
NEEDED = 'entity_id = "group:x"\nkind = "party"\nname = "X"\n'


def read(text: str) -> object:
    return read_user_knowledge(text.encode(), "my.toml")


def test_a_users_names_are_added_and_win() -> None:
    names = load_knowledge(read_user_knowledge(FRONT.encode(), "my.toml")).names
    assert {names[form].entity_id for form in ("Front X", "FX", "Taliban")} == {"group:x"}
    assert load_knowledge().names["Taliban"].entity_id == "group:taliban"


def test_mentions_are_linked_to_them_with_the_role_of_the_day(nlp: Language) -> None:
    knowledge = read_user_knowledge(FRONT.encode(), "my.toml")
    doc = nlp("Front X attacked.")
    found = [
        find_mentions(doc, Context(day, knowledge=knowledge))[0]
        for day in (date(2022, 5, 1), date(2024, 5, 1))
    ]
    assert [mention.entity_id for mention in found] == ["group:x"] * 2
    assert [mention.actor_code for mention in found] == ["MLIREB", "MLIGOV"]


def test_copies_that_workers_unpickle_are_equal_and_others_are_not() -> None:
    knowledge = read_user_knowledge(FRONT.encode(), "my.toml")
    copy = pickle.loads(pickle.dumps(knowledge))
    assert copy == knowledge
    assert hash(copy) == hash(knowledge)
    assert knowledge != read_user_knowledge(FRONT.replace("FX", "FFX").encode(), "my.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\ny", "line 1: not valid TOML"),
        ("x = 1", "line 1: unknown key 'x'; known are entity"),
        ("entity = 1", "line 1: entity is not an array of tables; write [[entity]]"),
        ('[[entity]]\nname = "X"', "line 1: an entity without entity_id; add entity_id = "),
        (f"[[entity]]\n{NEEDED}alias = []", "line 5: unknown key 'alias'; did you mean aliases?"),
        (f"[[entity]]\n{NEEDED}aliases = 'X'", "line 5: aliases is 'X'; give a list"),
        (f"[[entity]]\n{NEEDED}country = 'XYZ'", "line 5: country is 'XYZ'; give a three-letter"),
        (f"[[entity]]\n{NEEDED}roles = 'XXX'", "line 5: roles is 'XXX'; 'XXX' must begin with"),
        (f"[[entity]]\n{NEEDED}roles = 'GOV 2020'", "line 5: roles is 'GOV 2020': days must be"),
        (f"[[entity]]\n{NEEDED}".replace("party", "x"), "line 3: kind is 'x'; kinds are country"),
        (f"[[entity]]\n{NEEDED}".replace("group:", ""), "line 2: entity_id is 'x'; give what it"),
        (f"[[entity]]\n{NEEDED}[[entity]]\n{NEEDED}", "line 6: group:x stands on line 1 already"),
        (
            f"[[entity]]\n{NEEDED}[[entity]]\n{NEEDED.replace('group:x', 'group:y')}",
            "line 5: 'X' is a name of group:x (line 1) too",
        ),
    ],
)
def test_a_mistake_is_named_with_file_line_cause_and_way_out(text: str, message: str) -> None:
    with pytest.raises(UserFileError) as caught:
        read(text)
    assert str(caught.value).startswith(f"my.toml, {message}")


@given(st.binary())
def test_no_file_raises_anything_else(data: bytes) -> None:
    with contextlib.suppress(UserFileError):
        read_user_knowledge(data, "my.toml")


def test_an_empty_file_adds_nothing() -> None:
    assert read_user_knowledge(b"# nothing yet", "my.toml").names == ()


def test_what_the_program_knows_keeps_to_the_same_kinds_and_codes() -> None:
    codes = role_codes()
    for form, entity in load_knowledge().names.items():
        assert entity.kind in KINDS, form
        assert {period.role[:3] for period in entity.periods} <= {*codes}, form

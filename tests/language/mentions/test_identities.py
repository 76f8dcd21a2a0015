"""The same person or body has the same identifier, whatever an article tells of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.mentions.entity_ids import entity_id, person_id
from claimwire.language.mentions.find_mentions import find_mentions

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "identities.toml").read_text(encoding="utf-8")
)["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_identifiers(nlp: Language, case: dict[str, Any]) -> None:
    mentions = find_mentions(nlp(case["text"]))
    found = {mention.entity_id for mention in mentions}
    assert set(case.get("ids", [])) <= found, mentions
    assert not set(case.get("none", [])) & found, mentions
    for mention in mentions:
        if mention.text in case.get("none_at", {}):
            assert mention.entity_id != case["none_at"][mention.text]
        assert case.get("kinds", {}).get(mention.text) in (None, mention.kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Linh", "Nguyen Van Linh"),
        ("J. R. Okoro", "JR Okoro"),
        ("Sinéad O’Connell", "Sinead O'Connell"),  # noqa: RUF001
        ('Ada "Ace" Lund', "Ada Lund"),
        ("ADA LUND", "Ada Lund"),
        ("Søren Lund", "Soren Lund"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert person_id(one) == person_id(other)


@given(st.text())
def test_every_name_has_an_identifier(name: str) -> None:
    identifier = entity_id("person", name)
    assert identifier == entity_id("person", name)
    assert identifier.removeprefix("person:").strip()
    assert not any(letter.isspace() for letter in identifier)

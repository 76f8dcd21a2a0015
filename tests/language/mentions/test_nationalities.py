"""Names and nationalities that several countries share, and short official names of countries."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.knowledge_files import parts, rows
from claimwire.language.mentions.known_entities import load_knowledge

_FILE = Path(__file__).parent / "cases" / "nationalities.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_the_text_tells_the_country(nlp: Language, case: dict[str, Any]) -> None:
    mentions = {mention.text: mention for mention in find_mentions(nlp(case["text"]))}
    assert (mentions[case["mention"]].country or "") == case["country"]
    assert case.get("absent") not in mentions


def test_shared_nationalities_belong_to_no_country_alone() -> None:
    own = {form for row in rows("demonyms.csv") for form in parts(row["forms"])}
    names = load_knowledge().country_names
    for row in rows("shared_names.csv"):
        assert len(parts(row["codes"])) > 1
        assert set(parts(row["codes"])) <= names.keys()
        assert not own & set(parts(row["forms"]))

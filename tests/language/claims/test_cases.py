"""Sentences of diplomacy and conflict: their source, cue, content and act, or none."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "claims.toml").read_text(encoding="utf-8"))["claim"]
SEVERAL = tomllib.loads((FOLDER / "several.toml").read_text(encoding="utf-8"))["text"]
NESTED = tomllib.loads((FOLDER / "nested.toml").read_text(encoding="utf-8"))["text"]
NONE = tomllib.loads((FOLDER / "none.toml").read_text(encoding="utf-8"))["texts"]


def test_there_are_enough_cases_of_either_sort() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 110
    assert len(set(NONE)) == len(NONE) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_claims(claims_of: ClaimsOf, case: dict[str, str]) -> None:
    (claim,) = [claim for claim in claims_of(case["text"]) if claim.parent_id is None]
    assert (claim.speaker_text, claim.cue) == (case.get("source"), case["cue"])
    assert (claim.text, claim.act) == (case["content"], case["act"])


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: f"{case['kind']}: {case['text'][:50]}")
def test_all_claims_of_a_text(claims_of: ClaimsOf, case: dict[str, Any]) -> None:
    found = [
        [claim.speaker_text or "", claim.cue or "", claim.text, claim.act]
        for claim in claims_of(case["text"])
        if claim.parent_id is None
    ]
    assert found == case["claims"]


@pytest.mark.parametrize("case", NESTED, ids=lambda case: case["text"][-50:])
def test_what_is_nested(claims_of: ClaimsOf, case: dict[str, Any]) -> None:
    found = [
        [claim.speaker_text, claim.cue, claim.text]
        for claim in claims_of(case["text"])
        if claim.relation == "nested"
    ]
    assert found == case["nested"]


@pytest.mark.parametrize("text", NONE)
def test_what_attributes_nothing(claims_of: ClaimsOf, text: str) -> None:
    assert claims_of(text) == []

"""The reference article: every claim, and every column that its description names."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.reading import reading_of
from claimwire.schemas.claims import Claim

FOLDER = Path(__file__).parents[4] / "shared" / "acceptance" / "seed"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the reference article is not there: {FOLDER}"
)

Pairs = list[tuple[dict[str, Any], Claim]]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def pairs(nlp: Language, expected: dict[str, Any]) -> Pairs:
    text = (FOLDER / "article.txt").read_bytes().decode("utf-8")
    context = Context(datetime.fromisoformat(expected["published_at"]).date())
    claims = find_claims(reading_of(nlp(text), context), article_id="a", run_id="r")
    return list(zip(expected["claims"], claims, strict=True))


def test_spans_and_text(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        assert [[span.start, span.end] for span in claim.spans] == wanted["spans"]
        assert claim.text == wanted["text"]


def test_speakers(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        assert claim.speaker_name == wanted["speaker"]


def test_every_claim_has_an_affiliation_by_name_or_by_wording(pairs: Pairs) -> None:
    names = load_knowledge().names
    for wanted, claim in pairs:
        affiliations = wanted.get("speaker_affiliation", [None])
        known = {names[name].name for name in affiliations if name in names}
        assert claim.speaker_affiliation in {*affiliations, *known}


@pytest.mark.parametrize(
    "column", ["cue", "quote_type", "speaker_text", "said_on", "addressee", "speaker_role"]
)
def test_columns_that_are_null_where_the_claim_does_not_name_them(
    pairs: Pairs, column: str
) -> None:
    for wanted, claim in pairs:
        value = getattr(claim, column)
        assert (value.isoformat() if column == "said_on" and value else value) == wanted.get(column)


@pytest.mark.parametrize("column", ["act", "modality", "speaker_kind"])
def test_columns_with_several_right_values(pairs: Pairs, column: str) -> None:
    for wanted, claim in pairs:
        assert column not in wanted or getattr(claim, column) in wanted[column], claim.text


@pytest.mark.parametrize("column", ["speaker_country", "cue_start"])
def test_columns_that_are_not_always_described(pairs: Pairs, column: str) -> None:
    for wanted, claim in pairs:
        assert column not in wanted or getattr(claim, column) == wanted[column], claim.text


def test_negation(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        assert claim.negated == wanted.get("negated", False)


def test_times(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        times = [[t.text, str(t.start), str(t.end)] for t in claim.times]
        assert times == wanted.get("times", [])


def test_what_claims_are_about(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        assert {f"country:{code}" for code in wanted.get("about", [])} <= set(claim.about)


def test_the_same_parse_gives_the_same_rows(
    nlp: Language, expected: dict[str, Any], claims_of: Callable[[str], list[Claim]]
) -> None:
    text = (FOLDER / "article.txt").read_bytes().decode("utf-8")
    assert claims_of(text) == claims_of(text)

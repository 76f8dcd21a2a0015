"""The reference articles: every claim, and every column that its description names."""

from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.reading import reading_of
from claimwire.schemas.claims import Claim
from tests.fakes.reference_articles import NAMES, published_on, reference_article

Pairs = list[tuple[dict[str, Any], Claim]]


@pytest.fixture(scope="module", params=NAMES)
def article(request: pytest.FixtureRequest) -> dict[str, Any]:
    return reference_article(request.param)


def claims_of(nlp: Language, article: dict[str, Any]) -> list[Claim]:
    context = Context(published_on(article))
    return find_claims(reading_of(nlp(article["text"]), context), article_id="a", run_id="r")


@pytest.fixture(scope="module")
def pairs(nlp: Language, article: dict[str, Any]) -> Pairs:
    return list(zip(article["claims"], claims_of(nlp, article), strict=True))


def test_spans_and_text(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        assert [[span.start, span.end] for span in claim.spans] == wanted["spans"]
        assert claim.text == wanted["text"]


def test_speakers_are_named_unless_they_are_only_described(pairs: Pairs) -> None:
    for wanted, claim in pairs:
        described = "anonymous" in wanted["speaker_kind"]
        assert claim.speaker_name == (None if described else wanted["speaker"])


def test_a_role_told_once_holds_for_all_claims_of_a_speaker(pairs: Pairs) -> None:
    roles = {wanted["speaker"]: wanted["speaker_role"] for wanted, _ in pairs if _role(wanted)}
    assert roles
    for wanted, claim in pairs:
        assert claim.speaker_role == roles.get(wanted["speaker"]), claim.text


def _role(wanted: dict[str, Any]) -> str | None:
    return wanted.get("speaker_role")


def test_every_claim_has_an_affiliation_by_name_or_by_wording(pairs: Pairs) -> None:
    names = load_knowledge().names
    for wanted, claim in pairs:
        affiliation = wanted.get("speaker_affiliation")
        affiliations = affiliation if isinstance(affiliation, list) else [affiliation]
        known = {names[name].name for name in affiliations if name in names}
        assert claim.speaker_affiliation in {*affiliations, *known}


@pytest.mark.parametrize("column", ["cue", "quote_type", "speaker_text", "said_on", "addressee"])
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


def test_the_same_text_gives_the_same_rows(nlp: Language, article: dict[str, Any]) -> None:
    assert claims_of(nlp, article) == claims_of(nlp, article)

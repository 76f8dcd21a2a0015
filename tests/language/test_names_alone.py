"""Languages without a parser: names of the knowledge, and quotations with a speaker beside them."""

# ruff: noqa: RUF001 - letters of several scripts are what is tested

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.language.claims.quotations_beside_names import RULE
from claimwire.language.mentions.names_alone import METHOD
from claimwire.language.parsing.models import DEFAULT_MODELS
from claimwire.language.reader import Reader

CASES = tomllib.loads(
    (Path(__file__).parent / "mentions" / "cases" / "names_alone.toml").read_text(encoding="utf-8")
)["case"]
LANGUAGES = [code for code, name in DEFAULT_MODELS.items() if name.startswith("blank:")]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_every_such_language_has_a_case() -> None:
    assert {case["language"] for case in CASES} == {*LANGUAGES}


IDS = [f"{case['language']} {number}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_names_are_found_in_their_forms(reader: Reader, case: dict[str, Any]) -> None:
    found = reader.read(case["text"], language=case["language"])
    assert {mention.method for mention in found.mentions} <= {METHOD}
    named = {mention.text: mention.entity_id for mention in reversed(found.mentions)}
    assert case["mentions"].items() <= named.items()
    for mention in found.mentions:
        assert case["text"][mention.start : mention.end] == mention.text


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_quotations_have_the_speaker_beside_them(reader: Reader, case: dict[str, Any]) -> None:
    claims = reader.read(case["text"], language=case["language"]).claims
    if "claims" in case:
        found = {claim.text: [claim.speaker_name, claim.cue or ""] for claim in claims}
        assert found == case["claims"]
    for claim in claims:
        assert (claim.rule, claim.quote_type) == (RULE, "direct")
        assert claim.score is not None
        assert claim.score < 0.7


@settings(max_examples=40)
@given(
    text=st.text(alphabet=st.sampled_from("Росия США«»„“. sagteПутин,لو\n"), max_size=120),
    language=st.sampled_from(LANGUAGES),
)
def test_any_text_is_read_and_offsets_lie_in_it(text: str, language: str) -> None:
    found = Reader().read(text, language=language)
    end = 0
    for mention in found.mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
    for claim in found.claims:
        assert claim.text == text[claim.spans[0].start : claim.spans[0].end]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_words_has_no_findings(language: str) -> None:
    found = Reader().read("", language=language)
    assert (found.mentions, found.claims) == ([], [])

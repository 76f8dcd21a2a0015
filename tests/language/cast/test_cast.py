"""Who speaks: the members of an article's cast, and what is told of them anywhere in it."""

import collections
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.cast.cast import Cast
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import outermost_names
from claimwire.language.reading import reading_of
from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]
CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "speakers.toml").read_text(encoding="utf-8")
)["text"]
COLUMNS = {
    "name": "speaker_name",
    "id": "speaker_entity_id",
    "kind": "speaker_kind",
    "role": "speaker_role",
    "affiliation": "speaker_affiliation",
    "country": "speaker_country",
    "text": "speaker_text",
}


@pytest.fixture(scope="module")
def claims_of(nlp: Language) -> ClaimsOf:
    def find(text: str) -> list[Claim]:
        reading = reading_of(nlp(text), Context(date(2024, 5, 15)))
        return find_claims(reading, article_id="a", run_id="r")

    return find


def test_there_are_cases_of_every_kind() -> None:
    kinds = collections.Counter(case["kind"] for case in CASES)
    assert min(kinds.values()) >= 2
    assert len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_speakers(claims_of: ClaimsOf, case: dict[str, Any]) -> None:
    claims = [claim for claim in claims_of(case["text"]) if claim.parent_id is None]
    assert len(claims) == len(case["speakers"]), [claim.text for claim in claims]
    for claim, wanted in zip(claims, case["speakers"], strict=True):
        found = {key: getattr(claim, COLUMNS[key]) or "" for key in wanted if key in COLUMNS}
        assert found == {key: value for key, value in wanted.items() if key in COLUMNS}
        if "joint" in wanted:
            joint = claim.joint_speakers or []
            assert [each.entity_id for each in joint] == wanted["joint"]


def test_an_unnamed_speaker_is_no_member_by_name(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("A spokesman said the gate was shut.")
    assert (claim.speaker_name, claim.speaker_entity_id) == (None, None)
    assert claim.speaker_text == "A spokesman"


def test_the_certainty_of_a_speaker_follows_from_how_it_was_found(claims_of: ClaimsOf) -> None:
    text = "Angela Merkel said it rained. Merkel said it snowed. She said it thawed. It is said."
    scores = [claim.speaker_score for claim in claims_of(text)]
    assert len(set(scores[:3])) == 3
    assert all(score is not None and 0 < score < 1 for score in scores[:3])


@settings(max_examples=25)
@given(
    st.permutations(
        [
            "President Anna Holm of Iceland spoke.",
            "Holm left.",
            "Luc Morel, a French judge, met Anna Holm.",
            "Kestrel Airlines cut flights.",
        ]
    )
)
def test_what_is_told_of_somebody_does_not_depend_on_the_order(
    nlp: Language, sentences: list[str]
) -> None:
    reading = reading_of(nlp(" ".join(sentences)))
    cast = Cast(reading.tokens, outermost_names(reading.mentions))
    members = {
        member.name: (member.role, member.country, member.entity_id)
        for mention in outermost_names(reading.mentions)
        if mention.kind == "person" and (member := cast.named(mention))
    }
    assert members["Anna Holm"] == ("president", "ISL", "person:anna-holm")
    assert members["Luc Morel"] == ("judge", "FRA", "person:luc-morel")


def _looked_at(nlp: Language, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many mentions are looked at to find the speakers of a text."""
    count = 0
    original = Cast.named

    def counting(self: Cast, mention: Any) -> Any:
        nonlocal count
        count += 1
        return original(self, mention)

    monkeypatch.setattr(Cast, "named", counting)
    find_claims(reading_of(nlp(text)), article_id="a", run_id="r")
    monkeypatch.undo()
    return count


@pytest.mark.parametrize(
    "sentence",
    [
        "He said it rained. ",
        "Ana Ruiz{n} met Tom Hart{n}. ",
        "The minister said Ana Ruiz{n} left. ",
    ],
)
def test_the_work_grows_with_the_text(
    nlp: Language, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = [
        _looked_at(nlp, "".join(sentence.format(n=n) for n in range(length)), monkeypatch)
        for length in (50, 200)
    ]
    assert counts[1] <= 5 * counts[0] + 50

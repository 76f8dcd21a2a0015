"""Scores are measured shares, and those of continuations are their claim's."""

from collections.abc import Callable

from claimwire.language.claims.scores import (
    nested_score_of,
    score_of,
    speaker_score_of,
    whole_score,
)
from claimwire.language.languages import read_toml
from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


def test_measured_shares_are_shares() -> None:
    measured = read_toml("en", "precision.toml")
    for rule, types in measured.items():
        assert "all" in types, rule
        assert set(types) <= {"all", "direct", "indirect", "mixed"}, rule
        assert all(0 < share < 1 for share in types.values()), rule


def test_measured_shares_of_speakers_are_shares() -> None:
    measured = read_toml("en", "speaker_precision.toml")["right"]
    assert all(0 < share < 1 for share in measured.values())
    assert speaker_score_of("pronoun", "en") == measured["pronoun"]
    assert speaker_score_of("none", "en") is None
    assert speaker_score_of("pronoun", None) is None


def test_a_type_too_rare_to_measure_has_the_score_of_its_rule() -> None:
    assert score_of("according_to", "direct", "en") == score_of("according_to", "all", "en")
    assert score_of("no_such_rule", "direct", "en") is None


def test_a_text_of_unknown_language_has_no_measured_score() -> None:
    assert score_of("according_to", "direct", None) is None


def test_what_goes_on_is_as_sure_as_its_claim_and_what_is_nested_by_itself(
    claims_of: ClaimsOf,
) -> None:
    first, second = claims_of("“We will win,” said Smith. “It is over for them.”")
    assert (
        first.score
        == second.score
        == whole_score(score_of(first.rule, "direct", "en"), first.speaker_score, "en")
    )
    outer, inner = claims_of("Officials said they believe Iran is building a bomb.")
    assert (outer.score, inner.score) == (
        whole_score(score_of("clause", "indirect", "en"), outer.speaker_score, "en"),
        whole_score(nested_score_of("clause", "en"), inner.speaker_score, "en"),
    )


def test_a_claim_is_as_sure_as_its_content_and_its_speaker() -> None:
    assert whole_score(0.9, 0.5, "en") == 0.45
    assert whole_score(None, 0.5, "en") is None
    unknown = whole_score(0.9, None, "en")
    assert unknown is not None
    assert unknown < 0.9


def test_a_rule_that_is_seldom_right_gives_no_nested_claims(claims_of: ClaimsOf) -> None:
    assert nested_score_of("object", "en") is None
    (claim,) = claims_of("Officials said the rebels condemned the attack.")
    assert claim.cue == "said"

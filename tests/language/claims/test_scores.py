"""Scores are measured shares, and those of continuations are their claim's."""

from collections.abc import Callable

import pytest

from claimwire.language.claims.complement_precision import RULES, share_right
from claimwire.language.claims.scores import (
    nested_score_of,
    score_of,
    speaker_score_of,
    whole_score,
)
from claimwire.language.languages import is_parsed, languages, read_toml
from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]

PLACES = {"told", "main", "beside", "within", "bare", "noun", "adjective"}
SPEAKERS = ("actor", "other")
SIZES = ("quoted", "short", "middle", "long")


PARSED = [code for code in languages() if is_parsed(code)]


@pytest.mark.parametrize("language", PARSED)
def test_measured_shares_are_shares(language: str) -> None:
    measured = read_toml(language, "precision.toml")
    for rule, types in measured.items():
        assert "all" in types, rule
        assert set(types) <= {"all", "direct", "indirect", "mixed"}, rule
        assert all(0 < share < 1 for share in types.values()), rule


@pytest.mark.parametrize("language", PARSED)
def test_measured_shares_of_speakers_and_nested_claims_are_shares(language: str) -> None:
    measured = read_toml(language, "speaker_precision.toml").get("right", {})
    assert all(0 < share < 1 for share in measured.values())
    nested = read_toml(language, "nested_precision.toml")
    assert all(0.5 < share < 1 for share in nested.values())
    # Where claims are measured, so are their speakers.
    assert bool(read_toml(language, "precision.toml")) == bool(measured)


def test_a_speaker_who_was_not_found_has_no_score() -> None:
    measured = read_toml("en", "speaker_precision.toml")["right"]
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


def test_measured_settings_are_of_rules_and_places_that_exist() -> None:
    for rule, places in read_toml("en", "complement_precision.toml").items():
        assert rule in RULES
        assert set(places) <= PLACES
        for kinds in places.values():
            assert set(kinds) <= {f"{who}_{size}" for who in SPEAKERS for size in SIZES}
            assert all(0 < share < 1 for share in kinds.values())


def test_a_setting_that_was_not_measured_gives_claims() -> None:
    assert share_right(("object", "nowhere", "actor_long"), "en") == 1.0
    assert share_right(None, "en") == 1.0


@pytest.mark.parametrize(
    ("doubtful", "likely"),
    [
        (
            "The songs that praise them are old.",
            "The minister praised the songs that they had sung.",
        ),
        (
            "A pamphlet that condemned it went round.",
            "The council condemned the attack on the bridge.",
        ),
    ],
)
def test_short_contents_of_things_in_relative_clauses_are_no_claims(
    claims_of: ClaimsOf, doubtful: str, likely: str
) -> None:
    assert not claims_of(doubtful)
    assert len(claims_of(likely)) == 1

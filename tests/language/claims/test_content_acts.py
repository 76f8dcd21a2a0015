"""What a content does by itself, where the cue says no more than "said"."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.language.claims.judgements import judgements
from claimwire.schemas.claims import Claim
from claimwire.schemas.codebook import categories

ClaimsOf = Callable[[str], list[Claim]]

FILE = Path(__file__).parent / "cases" / "acts.toml"
CASES = [
    (text, act)
    for act, texts in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    for text in texts
]


@pytest.mark.parametrize(("text", "act"), CASES, ids=[text[:50] for text, _ in CASES])
def test_the_content_tells_the_act(claims_of: ClaimsOf, text: str, act: str) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.parent_id is None]
    assert claim.act == act


def test_no_word_judges_both_ways() -> None:
    known = judgements("en")
    assert not known.criticism & known.support
    assert {act for _, act in CASES} <= {act.name for act in categories("act")}

"""What is denied, confirmed or rejected by a claim whose content is "it" or "the allegation"."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.schemas.claims import Claim
from claimwire.schemas.codebook import categories

ClaimsOf = Callable[[str], list[Claim]]

FILE = Path(__file__).parent / "cases" / "answers.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["answer"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-50:])
def test_what_a_claim_answers(claims_of: ClaimsOf, case: dict[str, str]) -> None:
    *earlier, last = claims_of(case["text"])
    assert (last.text, last.text_resolved) == (case["content"], case.get("resolved"))
    assert [claim.text_resolved for claim in earlier] == [None] * len(earlier)
    assert last.text_resolved is None or last.text_resolved in {each.text for each in earlier}


def test_the_words_of_answers_are_known() -> None:
    words, verbs = claim_words("en"), cue_lexicon("en").verbs
    assert words.contesting_verbs <= words.answering_verbs
    assert {verb.split()[0] for verb in words.answering_verbs} <= set(verbs)
    acts = {act.name for act in categories("act")}
    assert all(allowed <= acts for allowed in words.sayings.values())

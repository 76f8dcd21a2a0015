"""Of which country a mention is, on sentences written and labelled for this project."""

from typing import Any

import pytest
from spacy.language import Language

from bench.entities_cases import is_right, read_cases

CASES = read_cases()
MUST_PASS = [case for case in CASES if case.get("must")]


def test_there_are_enough_sentences_and_each_has_its_mention() -> None:
    assert len({case["text"] for case in CASES}) >= 200
    assert sum(case.get("ambiguous", False) for case in CASES) >= 60
    assert all(case["mention"] in case["text"] for case in CASES)


@pytest.mark.parametrize("case", MUST_PASS, ids=lambda case: case["text"][:40])
def test_what_must_not_be_lost(nlp: Language, case: dict[str, Any]) -> None:
    assert is_right(nlp, case)


@pytest.mark.parametrize(("ambiguous", "floor"), [(False, 0.98), (True, 0.92)])
def test_the_share_that_is_right(nlp: Language, ambiguous: bool, floor: float) -> None:
    cases = [case for case in CASES if case.get("ambiguous", False) == ambiguous]
    right = sum(is_right(nlp, case) for case in cases)
    assert right / len(cases) >= floor

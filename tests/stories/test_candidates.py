import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.stories import candidates
from claimwire.stories.candidates import (
    MIN_AGREEMENT,
    MIN_BANDS,
    Index,
    agreement_with,
    near,
    unpack,
)
from claimwire.stories.signature import POSITIONS


def signatures(seed: int, number: int, values: int = 256) -> np.ndarray:
    return np.random.default_rng(seed).integers(values, size=(number, POSITIONS), dtype=np.uint8)


def pairs_of(many: np.ndarray, few: np.ndarray) -> dict[tuple[int, int], int]:
    return {
        (row, column): agreement
        for found in near(many, Index(few))
        for row, column, agreement in zip(*(each.tolist() for each in found), strict=True)
    }


def all_pairs(many: np.ndarray, few: np.ndarray) -> dict[tuple[int, int], int]:
    """What ``near`` has to answer, by comparing all with all."""
    found = {}
    for row, one in enumerate(many):
        for column, other in enumerate(few):
            equal = one == other
            bands = equal.reshape(-1, 2).all(axis=1).sum()
            if bands >= MIN_BANDS and equal.sum() >= MIN_AGREEMENT:
                found[row, column] = int(equal.sum())
    return found


@given(st.integers(0, 10**6), st.integers(0, 12), st.integers(0, 12), st.integers(2, 8))
@settings(max_examples=60)
def test_finds_what_comparing_all_with_all_finds(seed, rows, columns, values) -> None:
    many, few = signatures(seed, rows, values), signatures(seed + 1, columns, values)
    assert pairs_of(many, few) == all_pairs(many, few)


@given(st.integers(0, 10**6), st.integers(0, 12), st.integers(2, 8))
@settings(max_examples=60)
def test_one_against_many_says_the_same(seed, rows, values) -> None:
    many, one = signatures(seed, rows, values), signatures(seed + 1, 1, values)
    expected = {row: agreement for (row, _), agreement in all_pairs(many, one).items()}
    agreement = agreement_with(one.tobytes(), many)
    assert {row: int(agreement[row]) for row in np.flatnonzero(agreement).tolist()} == expected


def test_large_sets_are_worked_in_portions_with_the_same_result(monkeypatch) -> None:
    many, few = signatures(1, 40, 3), signatures(2, 10, 3)
    whole = pairs_of(many, few)
    assert whole
    monkeypatch.setattr(candidates, "_MOST_HITS", 50)
    monkeypatch.setattr(candidates, "_MOST_ROWS", 16)
    assert pairs_of(many, few) == whole


def test_memory_is_bounded_even_if_all_texts_are_alike(monkeypatch) -> None:
    held = []
    unique = np.unique
    monkeypatch.setattr(candidates, "_MOST_HITS", 10_000)
    monkeypatch.setattr(
        candidates.np, "unique", lambda each, **more: held.append(len(each)) or unique(each, **more)
    )
    many, few = np.zeros((300, POSITIONS), np.uint8), np.zeros((50, POSITIONS), np.uint8)
    assert len(pairs_of(many, few)) == 300 * 50
    assert max(held) <= 10_000


def test_unrelated_signatures_are_rarely_candidates() -> None:
    assert len(pairs_of(signatures(1, 2000), signatures(2, 500))) == 0


@pytest.mark.parametrize("stored", [b"", bytes(POSITIONS), bytes(3 * POSITIONS)])
def test_packed_signatures_are_read_as_they_are(stored: bytes) -> None:
    assert unpack(stored).shape == (len(stored) // POSITIONS, POSITIONS)
    assert unpack(stored).tobytes() == stored

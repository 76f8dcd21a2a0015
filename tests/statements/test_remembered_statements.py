import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.schemas.statements import KEYS_LENGTH
from claimwire.statements.grouping import FAN_OUT
from claimwire.statements.remembered_statements import SCANNED, Sieve, match
from claimwire.statements.statement_keys import packed

_KEY = st.integers(1, 2**32 - 1) | st.integers(1, 40)
_ROWS = st.lists(st.none() | st.lists(_KEY, max_size=16, unique=True), max_size=40)


def column(rows) -> pa.Table:
    values = [None if keys is None else packed(keys) for keys in rows]
    return pa.table({SCANNED[0]: pa.array(values, pa.binary())})


def sieve(keys) -> Sieve:
    return Sieve.of(np.unique(np.array(list(keys), "<u4")))


@given(_ROWS, st.sets(_KEY, min_size=1, max_size=40), st.integers(0, 5))
def test_rows_with_a_sought_key_are_found(rows, keys, skipped) -> None:
    table = column(rows).slice(skipped)
    expected = [n for n, row in enumerate(rows[skipped:]) if row and not keys.isdisjoint(row)]
    assert match(table, sieve(keys)).tolist() == expected


def test_keys_of_another_version_are_passed_over() -> None:
    table = pa.table({SCANNED[0]: pa.array([b"1234", packed([7]), b"", b"x" * (KEYS_LENGTH + 4)])})
    assert match(table, sieve([7])).tolist() == [1]


@pytest.mark.parametrize("number", [2 * FAN_OUT, 40_000])
def test_a_key_of_many_finds_the_first_of_them(number) -> None:
    assert match(column([[7]] * number), sieve([7, 8])).tolist() == list(range(2 * FAN_OUT))

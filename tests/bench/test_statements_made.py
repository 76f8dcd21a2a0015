"""The making of pairs of claims."""

import pytest

from bench.statements_made import repeats

_QUOTED = "the minister, Anna Berg, has done an awful job of mending the bridges this winter"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(_QUOTED, True, id="equal"),
        pytest.param("Berg Has Done 'Awful' Job Of Mending The Bridges", True, id="headline"),
        pytest.param("Berg has not done an awful job of mending the bridges", False, id="negated"),
        pytest.param("Berg has done an awful job of mending the roads", False, id="another word"),
        pytest.param("she has done that job", False, id="too short to tell"),
    ],
)
def test_a_repetition_says_nothing_else(other: str, expected: bool) -> None:
    assert repeats(_QUOTED, other) is expected
    assert repeats(other, _QUOTED) is expected

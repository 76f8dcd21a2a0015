import pytest

from claimwire.statements.speaker_ties import Tie, same_person, tie
from tests.statements.reports import speaker


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (speaker("Anna Berg"), speaker("Anna Berg"), Tie.SAME),
        (speaker("Anna Berg"), speaker("Berg"), Tie.SAME),
        (speaker("A Berg"), speaker("Anna Berg"), Tie.SAME),
        (speaker("Anna Berg"), speaker("Olaf Berg"), Tie.DIFFERENT),
        (speaker("x", ids=("person:x",)), speaker("y", ids=("person:x",)), Tie.SAME),
        (speaker(body="navy"), speaker("Anna Berg", "navy"), Tie.KINDRED),
        (speaker(body="navy"), speaker(body="police"), Tie.DIFFERENT),
        (speaker(country="FRA"), speaker(country="FRA"), Tie.KINDRED),
        (speaker(body="navy", country="FRA"), speaker(body="navy", country="IND"), Tie.DIFFERENT),
        (speaker(), speaker("Anna Berg"), Tie.UNKNOWN),
        (speaker(), speaker(), Tie.UNKNOWN),
    ],
)
def test_how_speakers_belong_together(one, other, expected) -> None:
    assert tie(one, other) is expected
    assert tie(other, one) is expected


def test_nobody_is_no_person() -> None:
    assert not same_person((), ())

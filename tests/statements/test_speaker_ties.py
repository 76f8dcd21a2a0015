import pytest

from claimwire.statements.speaker_ties import (
    Tie,
    described_speaker,
    quotes,
    same_person,
    tie,
)
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
        (speaker(body="ridge"), speaker("Anna Berg"), Tie.UNKNOWN),
        (speaker(body="ridge"), speaker("Anna Berg", "navy"), Tie.DIFFERENT),
        (speaker(words="her publicist Anna Berg"), speaker("Anna Berg", "navy"), Tie.SAME),
        (speaker(body="navy", words="Berg of the navy"), speaker("Berg", "police"), Tie.DIFFERENT),
        (speaker(ids=("body:x",)), speaker("Anna Berg", ids=("person:y",)), Tie.DIFFERENT),
        (speaker(), speaker("Anna Berg"), Tie.UNKNOWN),
        (speaker(), speaker(), Tie.UNKNOWN),
    ],
)
def test_how_speakers_belong_together(one, other, expected) -> None:
    assert tie(one, other) is expected
    assert tie(other, one) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("her rep", "en", True),
        ("Her publicist, Anna Berg", "en", True),
        ("Anna Berg, whose spokesman was away", "en", False),
        ("un porte-parole de l'armée", "fr", True),
        ("la portavoz", "es", True),
        ("a spokesman", "de", False),
    ],
)
def test_who_speaks_for_somebody(text, language, expected) -> None:
    found = described_speaker(
        text=text, name=None, entity_id=None, ids=(), kind="unknown", affiliation=None,
        country=None, language=language,
    )  # fmt: skip
    assert found.speaks_for is expected


@pytest.mark.parametrize(
    ("said", "other", "expected"),
    [
        ({"navy", "sunk", "ship"}, speaker(body="navy"), True),
        ({"berg", "left"}, speaker("Anna Berg"), True),
        ({"ship", "sunk"}, speaker(body="navy"), False),
        ({"navy", "sunk"}, speaker(body="navy", of_media=True), False),
    ],
)
def test_an_outlet_quotes_whom_it_names(said, other, expected) -> None:
    assert quotes(speaker(body="herald", of_media=True), said, other) is expected
    assert not quotes(speaker(body="police"), said, other)


def test_nobody_is_no_person() -> None:
    assert not same_person((), ())

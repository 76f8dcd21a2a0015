"""Names of places in sentences: what they mean, and where that lies."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions

_RADIUS_KM = 161
_KM_A_DEGREE = 111.2
_FILE = Path(__file__).parent / "cases" / "places.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_name_means_its_place(nlp: Language, case: dict[str, Any]) -> None:
    mentions = find_mentions(nlp(case["text"]))
    found = next(mention for mention in mentions if mention.text == case["mention"])
    assert (found.country or "", found.kind) == (case["country"], case["kind"])
    assert case.get("id", found.entity_id) == found.entity_id
    assert found.latitude is not None
    assert found.longitude is not None
    latitude, longitude = case["near"]
    north = found.latitude - latitude
    east = (found.longitude - longitude) * math.cos(math.radians(latitude))
    assert _KM_A_DEGREE * math.hypot(north, east) <= _RADIUS_KM


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The probe flew past Mars and Jupiter on its way.", "Mars"),
        ("The court cited Loving v. Virginia in its ruling.", "Loving"),
        ("The Wolves lost to the Bears in the Central Division.", "Central Division"),
        ("Hurricane Florence moved inland on Friday.", "Florence"),
        ("Two people caught West Nile virus last week.", "West Nile"),
        ("The Golden Gate Bridge was closed on Monday.", "Golden Gate"),
        ("The Golden Gate Bridge was closed on Monday.", "Golden Gate Bridge"),
        ("In March, growers lost their crop.", "March"),
        ("Help reached Bua and Labasa, Fiji said.", "Bua"),  # also a village in Sweden
    ],
)
def test_a_name_of_something_else_has_no_place(nlp: Language, text: str, name: str) -> None:
    located = [m.text for m in find_mentions(nlp(text)) if m.latitude is not None]
    assert name not in located

"""Every entity that an analyst marked in one article of 2021, and every occurrence of it."""

import json
import math
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention

SEED = Path(__file__).parents[4] / "shared" / "acceptance" / "seed"
if not SEED.is_dir():
    pytest.skip(f"no marked article at {SEED}", allow_module_level=True)

TEXT = (SEED / "article.txt").read_text(encoding="utf-8")
EXPECTED = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["entities"]


@pytest.fixture(scope="module")
def mentions(nlp: Language) -> list[Mention]:
    return find_mentions(nlp(TEXT), Context(date(2021, 7, 6)))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda entity: entity["text"])
def test_every_occurrence_is_found_and_linked(
    mentions: list[Mention], expected: dict[str, Any]
) -> None:
    places = [match.start() for match in re.finditer(re.escape(expected["text"]), TEXT)]
    assert len(places) == expected["occurrences"]
    for place in places:
        end = place + len(expected["text"])
        exact = [m for m in mentions if (m.start, m.end) == (place, end)]
        inside = [m for m in mentions if m.start <= place and end <= m.end]
        known = {(m.name, m.country) for m in exact or inside}
        assert (expected["name"], expected["country"]) in known, TEXT[place - 20 : end + 20]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda entity: entity["text"])
def test_the_first_occurrence_is_of_its_kind(
    mentions: list[Mention], expected: dict[str, Any]
) -> None:
    (first,) = [m for m in mentions if [m.start, m.end] == expected["first"]]
    assert (first.text, first.kind) == (expected["text"], expected["kind"])
    if "near" in expected:
        assert first.latitude is not None
        assert first.longitude is not None
        degrees = math.dist((first.latitude, first.longitude), expected["near"])
        assert degrees * 111 < expected["within_km"]
        assert first.geonames_id == 290030


def test_the_role_is_that_of_the_day(nlp: Language) -> None:
    doc = nlp("The Taliban refused.")
    days = {date(2021, 7, 6): "AFGREB", date(2021, 9, 1): "AFGGOV", None: "AFGGOV"}
    for day, code in days.items():
        assert find_mentions(doc, Context(day))[0].actor_code == code

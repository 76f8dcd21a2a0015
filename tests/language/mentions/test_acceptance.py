"""The reference articles: every entity that is marked in them, and every occurrence of it."""

import math
from datetime import date
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention
from tests.fakes.reference_articles import NAMES, occurrences, published_on, reference_article

_KM_A_DEGREE = 111


@pytest.fixture(scope="module", params=NAMES)
def article(request: pytest.FixtureRequest) -> dict[str, Any]:
    return reference_article(request.param)


@pytest.fixture(scope="module")
def mentions(nlp: Language, article: dict[str, Any]) -> list[Mention]:
    return find_mentions(nlp(article["text"]), Context(published_on(article)))


def test_every_occurrence_is_found_and_linked(
    mentions: list[Mention], article: dict[str, Any]
) -> None:
    for expected in article["entities"]:
        places = list(occurrences(expected["text"], article["text"]))
        assert len(places) == expected["occurrences"]
        for start, end in places:
            exact = [m for m in mentions if (m.start, m.end) == (start, end)]
            around = [m for m in mentions if m.start <= start and end <= m.end]
            known = {(m.name, m.country) for m in exact or around}
            where = article["text"][max(0, start - 20) : end + 20]
            assert (expected["name"], expected.get("country")) in known, where


def test_the_first_occurrence_is_of_its_kind(
    mentions: list[Mention], article: dict[str, Any]
) -> None:
    for expected in article["entities"]:
        (first,) = [m for m in mentions if [m.start, m.end] == expected["first"]]
        assert (first.text, first.kind) == (expected["text"], expected["kind"])


def test_places_are_where_they_are(mentions: list[Mention], article: dict[str, Any]) -> None:
    places = [entity for entity in article["entities"] if "near" in entity]
    assert places
    for expected in places:
        (first,) = [m for m in mentions if [m.start, m.end] == expected["first"]]
        assert first.latitude is not None
        assert first.longitude is not None
        degrees = math.dist((first.latitude, first.longitude), expected["near"])
        assert degrees * _KM_A_DEGREE < expected["within_km"], expected["text"]
        assert first.geonames_id is not None


def test_the_role_is_that_of_the_day(nlp: Language) -> None:
    doc = nlp("The Taliban refused.")
    days = {date(2021, 7, 6): "AFGREB", date(2021, 9, 1): "AFGGOV", None: "AFGGOV"}
    for day, code in days.items():
        assert find_mentions(doc, Context(day))[0].actor_code == code

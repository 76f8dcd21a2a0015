"""Facilities without a point take that of the town they stand in, and say so."""

import pytest
from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention


def _found(nlp: Language, text: str, name: str) -> Mention:
    return next(mention for mention in find_mentions(nlp(text)) if mention.text == name)


@pytest.mark.parametrize(
    ("text", "facility", "town"),
    [
        (
            "Two runways of Mosul International Airport reopened on Monday.",
            "Mosul International Airport",
            "Mosul",
        ),
        ("They met at the Serena Hotel in Kabul on Monday.", "Serena Hotel", "Kabul"),
    ],
)
def test_a_facility_has_the_point_of_its_town(
    nlp: Language, text: str, facility: str, town: str
) -> None:
    found, place = _found(nlp, text, facility), _found(nlp, text, town)
    assert found.latitude is not None
    assert (found.latitude, found.longitude) == (place.latitude, place.longitude)
    assert found.method.endswith(", city")
    assert found.country == place.country
    assert found.geonames_id is None


def test_the_point_of_a_country_says_little_of_a_facility(nlp: Language) -> None:
    found = _found(nlp, "They met at the Serena Hotel in Afghanistan.", "Serena Hotel")
    assert found.latitude is None


def test_every_point_says_how_far_off_it_may_be(nlp: Language) -> None:
    text = "Talks in Geneva, on Syria and on the Black Sea, went on at the White House."
    located = [m for m in find_mentions(nlp(text)) if m.latitude is not None]
    assert len(located) >= 3
    assert all(mention.radius_km is not None and mention.radius_km > 0 for mention in located)

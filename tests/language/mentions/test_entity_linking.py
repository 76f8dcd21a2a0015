"""Which place or actor a sentence means; the cases that trip others."""

from datetime import date

import pytest
from spacy.language import Language

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions

CASES = [
    ("Russia's foreign ministry summoned the envoy.", "Russia's foreign ministry", "RUS", "RUSGOV"),
    (
        "The Ministry of Defence of Ukraine said so.",
        "Ministry of Defence of Ukraine",
        "UKR",
        "UKRGOV",
    ),
    ("Afghan forces retook the town.", "Afghan forces", "AFG", "AFGMIL"),
    ("Syrian rebels fired back.", "Syrian rebels", "SYR", "SYRREB"),
    ("The State Department denied it.", "State Department", "USA", "USAGOV"),
    ("The Kremlin rejected the offer.", "Kremlin", "RUS", "RUSGOV"),
    ("Downing Street declined to comment.", "Downing Street", "GBR", "GBRGOV"),
    ("The Revolutionary Guards seized a tanker.", "Revolutionary Guards", "IRN", "IRNMIL"),
    ("Moscow said it would respond to Ukraine.", "Moscow", "RUS", "RUSGOV"),
    ("Refugees fled to Chad from Sudan.", "Chad", "TCD", "TCD"),
    ("He was born in Lebanon, Pennsylvania.", "Lebanon", "USA", "USA"),
    ("They met in Paris, Texas, on Monday.", "Paris", "USA", "USA"),
    ("The London School of Economics published it.", "London", "GBR", "GBR"),
    ("Georgia accused Russia after shelling near Tbilisi.", "Georgia", "GEO", "GEO"),
    ("NATO agreed.", "NATO", None, "IGOWSTNAT"),
]


@pytest.mark.parametrize(("text", "words", "country", "code"), CASES, ids=str)
def test_country_and_role(
    nlp: Language, text: str, words: str, country: str | None, code: str
) -> None:
    found = {m.text: m for m in find_mentions(nlp(text), Context(date(2024, 5, 1)))}
    assert words in found, found.keys()
    assert (found[words].country, found[words].actor_code) == (country, code)


def test_an_office_ends(nlp: Language) -> None:
    doc = nlp("Angela Merkel spoke.")
    codes = [
        find_mentions(doc, Context(day))[0].actor_code
        for day in (date(2020, 1, 1), date(2023, 1, 1))
    ]
    assert codes == ["DEUGOV", "DEUELI"]


def test_a_person_takes_the_country_of_whom_he_speaks_for(nlp: Language) -> None:
    doc = nlp("Taliban spokesman Zabihullah Mujahid told Reuters. Mujahid declined to say more.")
    persons = [m for m in find_mentions(doc) if m.kind == "person"]
    assert {m.entity_id for m in persons} == {"person:zabihullah-mujahid"}
    assert {m.country for m in persons} == {"AFG"}


def test_paris_hilton_is_no_city(nlp: Language) -> None:
    found = find_mentions(nlp("The singer Paris Hilton arrived."))
    assert not [m for m in found if m.kind == "city"]


def test_the_publishers_country_settles_a_tie(nlp: Language) -> None:
    doc = nlp("A fire broke out in Perth.")
    at_home = {
        site: next(m for m in find_mentions(doc, Context(site=site)) if m.text == "Perth").country
        for site in ("news.example.com.au", "news.example.co.uk")
    }
    assert at_home["news.example.com.au"] == "AUS"

"""What the text itself calls a person."""

from datetime import date

import pytest
from spacy.language import Language

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention

CASES = [
    ("In Fiji, Prime Minister Mahendra Chaudhry resigned.", "Mahendra Chaudhry", "FJIGOV"),
    ("President Omar Arop shortened the curfew imposed in Sudan.", "Omar Arop", "SDNGOV"),
    ("General Omar Arop left to let Haiti's elections go on.", "Omar Arop", "HTIMIL"),
    ("Interior Minister Omar Arop left, according to a Pakistani ministry.", "Omar Arop", "PAKGOV"),
    ("President Omar Arop visited Sudan.", "Omar Arop", "GOV"),
    ("President Omar Arop held talks with France.", "Omar Arop", "GOV"),
    ("President Omar Arop spoke in Paris.", "Omar Arop", "GOV"),
    ("President Omar Arop accused the rebels and Iran of lying.", "Omar Arop", "GOV"),
    ("Kenya and Ghana praised President Omar Arop.", "Omar Arop", "GOV"),
    ("Algeria's former president, Ahmed Ben Bella, spoke.", "Ahmed Ben Bella", "DZAELI"),
    ("Prime Minister Mahendra Chaudhry of Fiji spoke.", "Mahendra Chaudhry", "FJIGOV"),
    ("Nigerian opposition leader John Okoro was jailed.", "John Okoro", "NGAOPP"),
    ("General Peter Kamau of Kenya retired.", "Peter Kamau", "KENMIL"),
    ("U.N. Secretary-General Peter Kamau arrived.", "Peter Kamau", "IGOUNOGOV"),
    ("Taliban spokesman Zabihullah Mujahid left.", "Zabihullah Mujahid", "AFGGOV"),
    ("Kenyan Lt. Col. Peter Kamau left.", "Peter Kamau", "KENMIL"),
    ("Syria's Peter Kamau left.", "Peter Kamau", "SYR"),
    ("Guests of Zanu-PF's Peter Kamau left.", "Peter Kamau", "ZWEPTY"),
    ("The IAEA's Peter Kamau left.", "Peter Kamau", "IGO"),
    ("Reuters's Peter Kamau left.", "Peter Kamau", None),
    ("Berlin's Peter Kamau left.", "Peter Kamau", None),
    ("Peter Kamau, deputy associate administrator for exploration, left.", "Peter Kamau", None),
    ("Kenyan Maj. Gen. Peter Kamau left.", "Peter Kamau", "KENMIL"),
    ("Kenyan General Secretary Peter Kamau left.", "Peter Kamau", "KENGOV"),
    ("Peter Kamau flew home to Kenya.", "Peter Kamau", None),
    ("Microsoft president Peter Kamau flew to Kenya.", "Peter Kamau", "USABUS"),
    ("CIA director Peter Kamau resigned.", "Peter Kamau", "USASPY"),
    ("Peter Kamau, head of the Bundesbank, resigned.", "Peter Kamau", "DEUGOV"),
    ("Peter Kamau, president of Education Minnesota, resigned.", "Peter Kamau", None),
    ("Peter Kamau, director of Poland's national laboratory, spoke.", "Peter Kamau", None),
    ("Carlos Ortega, a doctor at Tarrant County Public Health, spoke.", "Carlos Ortega", "USAHLH"),
    ("West Bank resident Carlos Ortega spoke.", "Carlos Ortega", "CVL"),
    ("It angered U.S. President Carlos Ortega and designer Peter Kamau.", "Peter Kamau", "ELI"),
    ("The lawyer Carlos Ortega spoke.", "Carlos Ortega", "JUD"),
    ("Bishop Carlos Ortega spoke.", "Carlos Ortega", "REL"),
    ("The police said Sgt. Carlos Ortega spoke.", "Carlos Ortega", "COP"),
    ("The army said Sgt. Carlos Ortega spoke.", "Carlos Ortega", "MIL"),
    ("His father, Carlos Ortega, spoke.", "Carlos Ortega", None),
    ("Carlos Ortega, in remarks to state television, spoke.", "Carlos Ortega", None),
    ("Child Welfare Secretary Carlos Ortega spoke.", "Carlos Ortega", "GOV"),
    ("The sale pleased company president Carlos Ortega.", "Carlos Ortega", "BUS"),
    ("It was founded by Dean Kamen.", "Dean Kamen", None),
    ("At the trial, pediatrician Carlos Ortega spoke.", "Carlos Ortega", "HLH"),
    ("The ambassador to the UN, Carlos Ortega, spoke.", "Carlos Ortega", "GOV"),
    ("Bishop Carlos Ortega spoke as Kenyans and Kenya's king met.", "Carlos Ortega", "REL"),
    ("Officer Carlos Ortega spoke.", "Carlos Ortega", "COP"),
    ("Fire Marshal Carlos Ortega spoke.", "Carlos Ortega", "HLH"),
    ("Club president Carlos Ortega spoke.", "Carlos Ortega", None),
    ("The club's president, Carlos Ortega, spoke.", "Carlos Ortega", None),
    ("Carlos Ortega, vice president of the foundation, spoke.", "Carlos Ortega", None),
    ("Carlos Ortega, president of the company, spoke.", "Carlos Ortega", "BUS"),
    ("Carlos Ortega, president of the university, spoke.", "Carlos Ortega", "EDU"),
    ("The bank's managing director, Carlos Ortega, spoke.", "Carlos Ortega", "BUS"),
    ("Carlos Ortega, president of the country, spoke.", "Carlos Ortega", "GOV"),
    ("The country's president, Carlos Ortega, spoke.", "Carlos Ortega", "GOV"),
    ("Arab League Secretary-General Peter Kamau spoke.", "Peter Kamau", "IGOGOV"),
    ("City council president Carlos Ortega spoke.", "Carlos Ortega", "GOV"),
    ("Kenyan president Peter Kamau spoke.", "Peter Kamau", "KENGOV"),
]


def _named(nlp: Language, text: str, words: str, day: date) -> Mention:
    return next(m for m in find_mentions(nlp(text), Context(day)) if m.text == words)


@pytest.mark.parametrize(("text", "words", "code"), CASES, ids=str)
def test_country_and_role(nlp: Language, text: str, words: str, code: str | None) -> None:
    assert _named(nlp, text, words, date(2024, 5, 1)).actor_code == code


def test_a_title_counts_before_the_terms_of_office(nlp: Language) -> None:
    day = date(2000, 1, 1)
    assert _named(nlp, "President Obama spoke.", "Obama", day).actor_code == "USAGOV"
    assert _named(nlp, "Obama, a senator then, spoke.", "Obama", day).actor_code == "USALEG"


def test_the_other_mentions_of_a_person_share_the_title(nlp: Language) -> None:
    doc = nlp("President Barack Obama spoke. Obama then left.")
    codes = [m.actor_code for m in find_mentions(doc, Context(date(2000, 1, 1)))]
    assert codes == ["USAGOV", "USAGOV"]


def test_a_full_name_again_has_the_country_told_once(nlp: Language) -> None:
    doc = nlp("Kenyan journalist Peter Kamau spoke. Later Peter Kamau left.")
    codes = [m.actor_code for m in find_mentions(doc) if m.kind == "person"]
    assert codes == ["KENMED", "KENMED"]


@pytest.mark.parametrize("text", ["The frigate INS Mysore sailed.", "Tom Bakk, R-Florence, spoke."])
def test_ships_and_marks_of_parties_are_no_names(nlp: Language, text: str) -> None:
    names = {m.text for m in find_mentions(nlp(text))}
    assert names.isdisjoint({"INS Mysore", "Mysore", "R-Florence"})


def test_two_countries_in_a_sentence_decide_nothing(nlp: Language) -> None:
    text = "Prime Minister Mahendra Chaudhry flew from Fiji to Tonga."
    assert _named(nlp, text, "Mahendra Chaudhry", date(2024, 5, 1)).country is None

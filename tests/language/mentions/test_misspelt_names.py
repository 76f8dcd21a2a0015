"""Names of states with one wrong letter."""

import pytest
from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ethopia has agreed to open its borders.", "ETH"),
        ("The emir came home to Quatar on Friday.", "QAT"),
        ("Many Ghanians were ordered out.", "GHA"),
        ("The Columbian army withdrew.", "COL"),
        ("Ships passed Mauritious at night.", "MUS"),
        # Letters are doubled at the wrong place.
        ("The Phillipine army withdrew.", "PHL"),
        ("Talks in the Phillipines failed.", "PHL"),
        ("Two Morrocan sailors drowned.", "MAR"),
        # Actors stand behind; the model sees persons, or words.
        ("He met Pakistanti officials on Friday.", "PAK"),
        ("Isreali soldiers fired.", "ISR"),
        ("Egyption farmers marched.", "EGY"),
    ],
)
def test_a_letter_may_be_wrong(nlp: Language, text: str, country: str) -> None:
    assert country in {mention.country for mention in find_mentions(nlp(text))}


@pytest.mark.parametrize(
    "text",
    [
        "The jeweller Bulgari sold a watch.",
        "Martin Irana came home.",
        "They Finnish late.",
        "The Armani shop closed.",
        "Martian soldiers fired.",
        "The Ballard family met Pierian teachers.",
    ],
)
def test_other_words_are_no_states(nlp: Language, text: str) -> None:
    wrong = [m for m in find_mentions(nlp(text)) if m.country and m.text != "Finnish"]
    assert wrong == []

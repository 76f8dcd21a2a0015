"""Short forms stand for what the text names in full."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.mentions.coreference import with_short_forms
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens


def mention(doc: Doc, words: str, kind: str, **fields: object) -> Mention:
    """A mention of the first place where the words stand, or of the place that is given."""
    start = fields.pop("start", doc.text.index(words))
    span = doc.char_span(start, start + len(words))
    usual = {"sentence": 0, "label": "ORG", "method": "ner"}
    unknown = dict.fromkeys(("entity_id", "name", "country"))
    where = {
        "start": span.start_char,
        "end": span.end_char,
        "first_token": span.start,
        "last_token": span.end,
        "text": words,
        "kind": kind,
    }
    return Mention(**{**usual, **unknown, **where, **fields})  # type: ignore[arg-type]


def linked(doc: Doc, *mentions: Mention) -> dict[int, tuple[str, str | None, str]]:
    """Kind, name and method of each mention by where it begins."""
    found = with_short_forms(Tokens.of(doc), mentions)
    assert [each.start for each in found] == sorted(each.start for each in found)
    return {each.start: (each.kind, each.name, each.method) for each in found}


@pytest.fixture
def doc(nlp: Language) -> Doc:
    text = "President Ana Sow left . Sow spoke . Rivals in Sow and President Sow saw Sow ."
    words = text.split()
    tags = {"Sow": "PROPN", "Ana": "PROPN", "President": "PROPN"}
    pos = [tags.get(word, "X") for word in words]
    pos[5] = "NOUN"
    deps = ["nsubj" if index == 5 else "dep" for index in range(len(words))]
    return Doc(nlp.vocab, words, pos=pos, deps=deps, heads=[0] * len(words))


def test_surnames_that_the_model_missed_are_added(doc: Doc) -> None:
    full = mention(doc, "President Ana Sow", "person")
    places = [place for place in range(len(doc.text)) if doc.text.startswith("Sow", place)]
    found = linked(doc, full)
    assert found[0] == ("person", "Ana Sow", "ner")
    assert [found[place] for place in places[1:]] == [("person", "Ana Sow", "coreference")] * 4


def test_a_town_is_a_surname_unless_something_is_in_it(doc: Doc) -> None:
    full = mention(doc, "President Ana Sow", "person")
    town = {"entity_id": "geonames:1", "name": "Sow"}
    subject, place = doc.text.index("Sow spoke"), doc.text.index("Sow and")
    found = linked(
        doc,
        full,
        mention(doc, "Sow", "city", start=subject, **town),
        mention(doc, "Sow", "city", start=place, **town),
    )
    assert found[subject][:2] == ("person", "Ana Sow")
    assert found[place][:2] == ("city", "Sow")


def test_a_country_stays_one(doc: Doc) -> None:
    full = mention(doc, "President Ana Sow", "person")
    subject = doc.text.index("Sow spoke")
    country = mention(doc, "Sow", "country", start=subject, entity_id="country:SOW", name="Sow")
    assert linked(doc, full, country)[subject][:2] == ("country", "Sow")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Rapid Support Forces ( RSF ) fought . RSF won .", "RSF won"),
        ("Rapid Support Forces fought . RSF won .", "RSF won"),
    ],
)
def test_acronyms_stand_for_the_body_named_in_full(nlp: Language, text: str, short: str) -> None:
    words = text.split()
    doc = Doc(nlp.vocab, words, pos=["PROPN" if word.isupper() else "X" for word in words])
    body = mention(doc, "Rapid Support Forces", "organisation", entity_id="group:rsf")
    found = with_short_forms(Tokens.of(doc), [body])
    assert found[-1].start == text.index(short)
    assert {each.entity_id for each in found} == {"group:rsf"}


def test_two_of_one_surname_leave_it_open(nlp: Language) -> None:
    doc = Doc(nlp.vocab, ["Ana", "Sow", "met", "Ali", "Sow", ".", "Sow", "left"], pos=["PROPN"] * 8)
    people = [mention(doc, name, "person") for name in ("Ana Sow", "Ali Sow")]
    surname = mention(doc, "Sow", "person", start=doc.text.index("Sow left"))
    found = with_short_forms(Tokens.of(doc), [*people, surname])
    assert [each.name for each in found] == ["Ana Sow", "Ali Sow", None]


def test_a_pronoun_is_no_name_that_is_spelt_like_it(nlp: Language) -> None:
    words = ["He", "Jiankui", "left", ".", "He", "slept", "."]
    doc = Doc(nlp.vocab, words, pos=["PROPN", "PROPN", "VERB", "PUNCT", "PRON", "VERB", "PUNCT"])
    found = with_short_forms(Tokens.of(doc), [mention(doc, "He Jiankui", "person")])
    assert [each.text for each in found] == ["He Jiankui"]

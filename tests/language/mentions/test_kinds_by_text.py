"""Kinds that the words around a name tell, where the name or the model does not."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire.language.mentions.find_mentions import find_mentions


def _tagged(nlp: Language, text: str, tagged: dict[str, str]) -> Doc:
    """A parse in which the model tagged exactly these words, wherever they stand."""
    doc = nlp(text)
    spans = []
    for name, label in tagged.items():
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name), label=label)
            spans += [span] if isinstance(span, Span) else []
            at = text.find(name, at + len(name))
    doc.set_ents(spans)
    return doc


@pytest.mark.parametrize(
    ("text", "tagged", "name", "kind"),
    [
        ("Northern Dawn, a rebel group, left.", {"Northern Dawn": "ORG"}, "Northern Dawn",
         "armed_group"),
        ("The militant group Open Forum left.", {"Open Forum": "ORG"}, "Open Forum",
         "armed_group"),
        ("Its lead singer Rodo Velk died.", {"Rodo Velk": "ORG"}, "Rodo Velk", "person"),
        ("His lawyer, Rodo Velk, said so.", {"Rodo Velk": "ORG"}, "Rodo Velk", "person"),
        ("A golfer in Brooke Velk won.", {"Brooke Velk": "GPE"}, "Brooke Velk", "person"),
        ("A shop in Velk Street burned.", {"Velk Street": "GPE"}, "Velk Street", "facility"),
        ("Rain fell in the Velk Valley.", {"Velk Valley": "LOC"}, "Velk Valley", "region"),
        ("OSLO, Nov 1 (Velk Wire) -- Aid came, Velk Wire said.", {"OSLO": "GPE"}, "Velk Wire",
         "media"),
        ("They met on Velk Springs Drive.", {"Velk Springs Drive": "ORG"}, "Velk Springs Drive",
         "facility"),
        ("He lives at 69 Velk St., Oslo.", {"Velk St.": "PERSON"}, "Velk St.", "facility"),
        ("They met at the Rodo Velk Building.", {"Rodo Velk Building": "ORG"}, "Rodo Velk Building",
         "facility"),
        ("The House passed the bill.", {"House": "ORG"}, "House", "government"),
        ("He told Velk Today so.", {"Velk Today": "ORG"}, "Velk Today", "media"),
        ("The columnist Rodo Velk left.", {"Rodo Velk": "ORG"}, "Rodo Velk", "person"),
        ("Judges at Open Forum met.", {"Open Forum": "ORG"}, "Open Forum", "organisation"),
        ("The state news agency MENA left.", {"MENA": "ORG"}, "MENA", "media"),
        ("Tropical Storm Nicole hit.", {"Tropical Storm Nicole": "ORG"}, "Tropical Storm Nicole",
         "event"),
        ("The Omani Criminal Code is old.", {"Criminal Code": "EVENT"}, "Criminal Code", "law"),
        ("Somerset Council voted.", {"Somerset Council": "ORG"}, "Somerset Council", "government"),
        ("The World Congress of Mayors met.", {"World Congress of Mayors": "ORG"},
         "World Congress of Mayors", "organisation"),
        ("The Beijing Health Bureau warned.", {"Beijing Health Bureau": "ORG"},
         "Beijing Health Bureau", "government"),
        ("Open Forum is a newspaper.", {"Open Forum": "ORG"}, "Open Forum", "media"),
        ("Open Forum is a party.", {"Open Forum": "ORG"}, "Open Forum", "party"),
        ("He wrote to the Saudi Gazette.", {"Saudi Gazette": "FAC"}, "Saudi Gazette", "media"),
        ("She won at Bob Wills Museum.", {"Bob Wills Museum": "PERSON"}, "Bob Wills Museum",
         "organisation"),
        ("They drove to Castlefrank Road.", {"Castlefrank Road": "PERSON"},
         "Castlefrank Road", "facility"),
        ("Bayern Munich signed him.", {"Munich": "GPE"}, "Bayern Munich", "organisation"),
        ("He plays for Leeds United.", {"Leeds": "GPE"}, "Leeds United", "organisation"),
        ("Valeska Paris, an Australian woman, spoke.", {"Paris": "GPE"}, "Valeska Paris",
         "person"),
        ("The Atlantic Council met.", {"Atlantic Council": "ORG"}, "Atlantic Council",
         "organisation"),
        ("They met in the village of Vosterby.", {"Vosterby": "ORG"}, "Vosterby", "city"),
        ("He moved to Kent.", {"Kent": "PERSON"}, "Kent", "region"),
        ("She came from Kent.", {"Kent": "PERSON"}, "Kent", "region"),
        ("He lives outside of Dewsbury.", {"Dewsbury": "PERSON"}, "Dewsbury", "city"),
        ("The Dewsbury mosque burned.", {"Dewsbury": "ORG"}, "Dewsbury", "city"),
        ("Dewsbury Mayor Ada Brix spoke.", {"Ada Brix": "PERSON"}, "Dewsbury", "city"),
        ("He fled to Zaatari camp.", {"Zaatari": "PERSON"}, "Zaatari", "city"),
        ("The Zaatari camp is full.", {"Zaatari": "PERSON"}, "Zaatari", "city"),
        ("It hit the villages of Kent, Turin and Velk.", {"Velk": "PERSON"}, "Velk", "city"),
        ("His wife, Nina, left.", {"Nina": "PERSON"}, "Nina", "person"),
        ("It snowed in Vosterby, Missouri.", {"Vosterby": "GPE", "Missouri": "GPE"},
         "Vosterby", "city"),
    ],
)  # fmt: skip
def test_the_text_tells_the_kind(
    nlp: Language, text: str, tagged: dict[str, str], name: str, kind: str
) -> None:
    found = {mention.text: mention.kind for mention in find_mentions(_tagged(nlp, text, tagged))}
    assert found.get(name) == kind


def test_a_surname_is_no_town_where_the_text_has_the_full_name(nlp: Language) -> None:
    text = "Valeska Paris, an Australian woman, left the ship. Paris claims that she was held."
    found = find_mentions(_tagged(nlp, text, {"Paris": "GPE"}))
    assert [m.kind for m in found if m.text.endswith("Paris")] == ["person", "person"]


@pytest.mark.parametrize(
    ("text", "tagged", "names"),
    [
        ("Manitoba Premier Ada Brix spoke.", {"Manitoba Premier Ada Brix": "ORG"},
         {"Manitoba", "Ada Brix"}),
        ("The Los Angeles Sheriff spoke.", {"Los Angeles Sheriff": "ORG"}, {"Los Angeles"}),
    ],
)  # fmt: skip
def test_offices_are_no_part_of_a_name(
    nlp: Language, text: str, tagged: dict[str, str], names: set[str]
) -> None:
    assert names <= {mention.text for mention in find_mentions(_tagged(nlp, text, tagged))}


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("Ada Brix of Open Forum left.", {"Ada Brix of Open Forum": "PERSON"}, "Ada Brix"),
        ("They met, he wrote on X. Ada Brix left.", {"X. Ada Brix": "PERSON"}, "Ada Brix"),
        ("Eva-Marie Brix left.", {"Marie Brix": "PERSON"}, "Eva-Marie Brix"),
        ("Eva-Marie Brix left.", {"Eva-Marie Brix": "ORG"}, "Eva-Marie Brix"),
        ("Governor Ada Brix Lum Velk left.", {"Ada Brix": "PERSON", "Lum Velk": "PERSON"},
         "Ada Brix Lum Velk"),
        ("Queen Ada Brix of Oslo left.", {"Queen Ada Brix of Oslo": "PERSON"},
         "Queen Ada Brix of Oslo"),
    ],
)  # fmt: skip
def test_a_person_is_named_in_full_and_alone(
    nlp: Language, text: str, tagged: dict[str, str], name: str
) -> None:
    persons = [m.text for m in find_mentions(_tagged(nlp, text, tagged)) if m.kind == "person"]
    assert persons == [name]


def test_a_full_name_ends_where_the_text_ends_it_elsewhere(nlp: Language) -> None:
    doc = nlp("Ada Brix Suffered Loss. Then Ada Brix spoke. Brix left.")
    doc.set_ents([Span(doc, *at, label="PERSON") for at in ((0, 3), (6, 8), (10, 11))])
    names = [mention.text for mention in find_mentions(doc) if mention.kind == "person"]
    assert names == ["Ada Brix", "Ada Brix", "Brix"]


@pytest.mark.parametrize(
    "text", ["In Port Harcourt, a man was killed.", "In Port Harcourt, a woman, he said, left."]
)
def test_a_town_is_no_person(nlp: Language, text: str) -> None:
    assert {m.kind for m in find_mentions(nlp(text)) if m.text == "Port Harcourt"} == {"city"}


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("Porcine Syndrome (PRRS) spread. PRRS is new.",
         {"Porcine Syndrome": "ORG", "PRRS": "ORG"}),
        ("Hepatitis C and Swine Fever spread.", {"Hepatitis C": "ORG", "Swine Fever": "PERSON"}),
        ("Polio was beaten.", {"Polio": "PERSON"}),
    ],
)  # fmt: skip
def test_a_disease_is_no_name(nlp: Language, text: str, tagged: dict[str, str]) -> None:
    assert find_mentions(_tagged(nlp, text, tagged)) == []

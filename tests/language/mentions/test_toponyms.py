"""Names of places: what speaks for them, what against, and that the work is bounded."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.knowledge_files import rows
from claimwire.language.mentions.places import load_places
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.mentions.toponyms import find_toponyms
from claimwire.language.parsing.loading import load_model


def _toponyms(nlp: Language, text: str, tagged: dict[str, str]) -> list[str]:
    """The places of a text in which the model tags exactly these words, at their first stand."""
    doc = nlp.make_doc(text)
    spans = {}
    for name, label in tagged.items():
        span = doc.char_span(text.index(name), text.index(name) + len(name), label=label)
        assert span is not None, name
        spans[span.start, span.end] = label
    found = find_toponyms(Tokens.of(doc), spans, bytearray(len(doc))).stretches
    return [doc[first:last].text for first, last in sorted(found)]


@pytest.mark.parametrize(
    ("text", "tagged", "places"),
    [
        ("a hospital in Churchill", {"Churchill": "GPE"}, ["Churchill"]),
        ("an Edmonton man", {"Edmonton": "ORG"}, ["Edmonton"]),
        ("he lives in Gainesville", {"Gainesville": "PERSON"}, ["Gainesville"]),
        ("the village of Cellardyke", {"Cellardyke": "ORG"}, ["Cellardyke"]),
        ("to Sichuan province", {}, ["Sichuan"]),
        ("a fire in downtown Carthage", {}, ["Carthage"]),
        ("Nearby Sari was calm", {"Sari": "ORG"}, ["Sari"]),
        ("a market in the Bronx", {}, ["Bronx"]),
        ("a shop in Salem, OR", {"Salem": "GPE"}, ["Salem", "OR"]),
        ("BEIRUT, March 3 (Reuters)", {"BEIRUT": "ORG"}, ["BEIRUT"]),
        ("to Houston or Chicago", {"Houston or Chicago": "ORG"}, ["Houston", "Chicago"]),
        ("Winnipeg Police asked", {}, ["Winnipeg"]),
        ("the University of Michigan Library", {"University of Michigan Library": "ORG"},
         ["Michigan"]),
        ("Berea police asked", {"Berea": "PERSON"}, ["Berea"]),
        ("Parents in Newberry asked", {"Newberry": "PERSON"}, ["Newberry"]),
        ("Ann Sears, 41, of Grovetown left", {"Grovetown": "ORG"}, ["Grovetown"]),
        ("in Jackson and Barrow counties", {"Jackson": "PERSON", "Barrow": "ORG"},
         ["Jackson", "Barrow"]),
        ("CORSICANA - A woman left", {}, ["CORSICANA"]),
        ("Litchfield Superior Court", {"Litchfield Superior Court": "ORG"}, ["Litchfield"]),
        ("the Clarke County Board of Education", {"Clarke County Board of Education": "ORG"},
         ["Clarke County"]),
        ("the Georgia School Boards Association", {"Georgia School Boards Association": "ORG"},
         ["Georgia"]),
        ("in Maiduguri and Monguno", {"Maiduguri": "GPE", "Monguno": "ORG"},
         ["Maiduguri", "Monguno"]),
        ("to Cúcuta and Ocaña", {"Cúcuta": "ORG", "Ocaña": "ORG"}, ["Cúcuta", "Ocaña"]),
        ("a school in Velkstad", {"Velkstad": "PERSON"}, ["Velkstad"]),
        ("soldiers at al-Velk base", {"al-Velk": "PERSON"}, ["al-Velk"]),
        ("police in the Velkstad upazila", {"Velkstad": "ORG"}, ["Velkstad"]),
        ("a Dalton man was charged", {"Dalton": "PERSON"}, ["Dalton"]),
        ("the gang of Croix-des-Bouquets", {"Croix": "ORG"}, ["Croix-des-Bouquets"]),
        ("LIMA (AFP) - Rain fell", {"LIMA": "PERSON"}, ["LIMA"]),
        ("Kathmandu: About 100 left", {"Kathmandu": "CARDINAL"}, ["Kathmandu"]),
        ("the mayor of May Pen left", {"May Pen": "PERSON"}, ["May Pen"]),
        ("40 km north of Velkstad", {"Velkstad": "ORG"}, ["Velkstad"]),
        ("he fled to Velkstad", {"Velkstad": "ORG"}, ["Velkstad"]),
        ("in Cúcuta and Velkstad", {"Cúcuta": "GPE", "Velkstad": "PERSON"}, ["Cúcuta", "Velkstad"]),
    ],
)  # fmt: skip
def test_what_speaks_for_a_place(
    nlp: Language, text: str, tagged: dict[str, str], places: list[str]
) -> None:
    assert _toponyms(nlp, text, tagged) == places


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("asked Mr. Chester", {"Chester": "GPE"}),
        ("Brent Carver sang, and Brent left", {"Brent Carver": "PERSON"}),
        ("a striker like Neymar", {"Neymar": "GPE"}),
        ("a house in Wichita Drive", {"Wichita Drive": "FAC"}),
        ("Paris Hilton sang", {"Paris Hilton": "ORG"}),
        ("he wrote for Radio Paris", {"Radio Paris": "ORG"}),
        ("take it OR leave it", {}),
        ("Reading the verdict", {}),
        ("last March", {"March": "DATE"}),
        ("has confidence in Clinton", {"Clinton": "PERSON"}),
        ("the Supreme Court", {"Supreme Court": "ORG"}),
        ("Clinton High School", {"Clinton High School": "ORG"}),
        ("a room in Velkov's house", {"Velkov": "PERSON"}),
        ("a seat in the Legislature", {"Legislature": "ORG"}),
        ("Jordan: I was ill", {"Jordan": "PERSON"}),
        ("a job in Velk Brothers", {"Velk Brothers": "ORG"}),
        ("a rise in VLK", {"VLK": "ORG"}),
    ],
)
def test_what_speaks_against_a_place(nlp: Language, text: str, tagged: dict[str, str]) -> None:
    assert _toponyms(nlp, text, tagged) == []


def test_a_name_certain_once_is_known_wherever_it_stands(nlp: Language) -> None:
    apart = "A Danbury mason left."
    assert _toponyms(nlp, apart, {"Danbury": "ORG"}) == []
    text = f"He lives in Danbury, Connecticut. {apart}"
    assert _toponyms(nlp, text, {"Danbury": "GPE"}).count("Danbury") == 2


@pytest.mark.parametrize(("name", "label"), [("Washington", "ORG"), ("Canberra", "PERSON")])
def test_a_capital_that_acts_is_a_government_whatever_the_model_says(
    nlp: Language, name: str, label: str
) -> None:
    doc = nlp(f"{name} said it would lift the sanctions.")
    doc.set_ents([Span(doc, 0, 1, label=label)])
    assert [(m.text, m.kind) for m in find_mentions(doc)] == [(name, "government")]


def test_a_longer_name_wins_over_the_country_in_it(nlp: Language) -> None:
    doc = nlp("New Mexico and Northern Ireland voted.")
    assert [m.name for m in find_mentions(doc)] == ["New Mexico", "Northern Ireland"]


def test_aliases_name_places_that_exist() -> None:
    for row in rows("place_aliases.csv"):
        for alias in row["aliases"].split("|"):
            found = {place.geonames_id for place in load_places().named(alias)}
            assert int(row["geonames_id"]) in found, alias


PIECES = [
    "Paris",
    "Springfield",
    "of",
    "the",
    "village",
    ",",
    "IN",
    "Mr.",
    "New",
    "York",
    "\n",
    ".",
]
LABELS = ["GPE", "ORG", "PERSON", "LOC", "DATE"]


@st.composite
def tagged_docs(draw: st.DrawFn) -> Doc:
    texts = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20))
    doc = Doc(load_model().vocab, texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(texts)), max_size=6)))
    ends = zip(cuts[::2], cuts[1::2], strict=False)
    doc.set_ents([Span(doc, *pair, label=draw(st.sampled_from(LABELS))) for pair in ends])
    return doc


@settings(max_examples=80)
@given(tagged_docs())
def test_places_are_apart_whatever_the_model_tags(doc: Doc) -> None:
    tagged = {(span.start, span.end): span.label_ for span in doc.ents}
    end = 0
    found = find_toponyms(Tokens.of(doc), tagged, bytearray(len(doc)))
    places = {stretch for stretch, label in tagged.items() if label in {"GPE", "LOC", "FAC"}}
    assert found.denied <= places
    for first, last in sorted(found.stretches):
        assert end <= first < last <= len(doc)
        end = last
    find_mentions(doc)


UNITS = ["Springfield, ", "San San ", "the village of ", "Paris and London, Ohio, ", "NEW YORK ("]


@pytest.mark.parametrize("unit", [*UNITS, "OR, "])
def test_hostile_text_costs_no_more_than_its_length(
    nlp: Language, lines_run: Callable[..., int], unit: str
) -> None:
    short, long = nlp.make_doc(unit * 200), nlp.make_doc(unit * 400)
    find_mentions(nlp.make_doc(unit))
    assert lines_run(find_mentions, long) < 2.2 * lines_run(find_mentions, short)

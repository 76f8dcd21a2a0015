"""Mentions: model and gazetteer together, linear, and never beside the text."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire.language.mentions.find_mentions import find_mentions, outermost_names
from claimwire.language.parsing.loading import load_model


def _found(doc: Doc) -> list[tuple[str, str, str | None, str]]:
    return [(m.text, m.kind, m.entity_id, m.method) for m in find_mentions(doc)]


def _tagged(nlp: Language, text: str, **labels: str) -> Doc:
    """A text in which the model finds exactly these entities; "_" stands for a space."""
    doc = nlp.make_doc(text)
    ents = []
    for words, label in labels.items():
        start = text.index(words.replace("_", " "))
        ents.append(doc.char_span(start, start + len(words), label=label))
    doc.set_ents([span for span in ents if isinstance(span, Span)])
    return doc


def test_the_gazetteer_names_what_the_model_finds(nlp: Language) -> None:
    doc = _tagged(nlp, "Talks in Tajikistan", Tajikistan="NORP")
    assert _found(doc) == [("Tajikistan", "country", "country:TJK", "both")]
    assert find_mentions(doc)[0].label == "NORP"


def test_the_gazetteer_finds_what_the_model_misses(nlp: Language) -> None:
    doc = _tagged(nlp, "An Afghan army and the Taliban in Côte d’Ivoire")
    assert _found(doc) == [
        ("Afghan army", "military", "military:AFG", "gazetteer"),
        ("Afghan", "nationality", "country:AFG", "gazetteer"),
        ("Taliban", "armed_group", "group:taliban", "gazetteer"),
        ("Côte d’Ivoire", "country", "country:CIV", "gazetteer"),
    ]


def test_the_model_finds_what_no_list_has(nlp: Language) -> None:
    doc = _tagged(nlp, "Zabihullah Mujahid left", Zabihullah_Mujahid="PERSON")
    assert _found(doc) == [("Zabihullah Mujahid", "person", "person:zabihullah-mujahid", "ner")]


def test_the_longest_of_overlapping_mentions_stays(nlp: Language) -> None:
    doc = _tagged(nlp, "Israel Katz met Saudi Arabia", Israel_Katz="PERSON", Saudi="NORP")
    assert _found(doc) == [
        ("Israel Katz", "person", "person:israel-katz@ISR", "both"),
        ("Saudi Arabia", "country", "country:SAU", "gazetteer"),
    ]


def test_a_person_s_label_does_not_hide_a_country(nlp: Language) -> None:
    assert _found(_tagged(nlp, "Qatar agreed", Qatar="PERSON")) == [
        ("Qatar", "country", "country:QAT", "both")
    ]


def test_languages_and_numbers_are_no_entities(nlp: Language) -> None:
    doc = _tagged(nlp, "He spoke French for two hours", French="LANGUAGE", two="CARDINAL")
    assert _found(doc) == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [("GPE", ["country:JOR"]), ("PERSON", [None]), (None, [])],
)
def test_an_ambiguous_name_needs_the_model(
    nlp: Language, label: str | None, expected: list[str | None]
) -> None:
    doc = _tagged(nlp, "Jordan agreed", **({"Jordan": label} if label else {}))
    assert [mention.entity_id for mention in find_mentions(doc)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia voted", None),
        ("Georgia voted, in Tbilisi", "country:GEO"),
        ("Georgia voted, as Alabama did", "geonames:4197000"),
    ],
)
def test_an_ambiguous_name_needs_evidence(nlp: Language, text: str, expected: str | None) -> None:
    doc = _tagged(nlp, text, Georgia="GPE", **({"Alabama": "GPE"} if "Alabama" in text else {}))
    assert find_mentions(doc)[0].entity_id == expected


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("Jordan agreed, as Syria did", "Jordan", "country:JOR"),
        ("Jim Jordan spoke of Syria. Jordan agreed", "Jim Jordan", "person:jim-jordan"),
    ],
)
def test_an_ambiguous_name_is_no_country_where_a_person_bears_it(
    nlp: Language, text: str, person: str, expected: str | None
) -> None:
    doc = nlp.make_doc(text)
    start = text.rindex("Jordan")
    spans = [doc.char_span(text.index(person), text.index(person) + len(person), label="PERSON")]
    if text.index(person) + len(person) < start:
        spans.append(doc.char_span(start, start + len("Jordan"), label="PERSON"))
    doc.set_ents([span for span in spans if span is not None])
    assert [m.entity_id for m in find_mentions(doc) if m.start == start] == [expected]


def test_the_noun_behind_a_place_is_no_part_of_its_name(nlp: Language) -> None:
    doc = _tagged(nlp, "floods in Sichuan province", Sichuan_province="GPE")
    assert [m.text for m in find_mentions(doc)] == ["Sichuan"]


def test_the_model_s_places_are_doubted(nlp: Language) -> None:
    assert _found(_tagged(nlp, "a striker like Neymar", Neymar="GPE")) == []


def test_articles_and_endings_are_cut(nlp: Language) -> None:
    doc = nlp.make_doc("the White House's plan")
    doc.set_ents([Span(doc, 0, 4, label="ORG")])
    assert [m.text for m in find_mentions(doc)] == ["White House"]


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Russian Defence Ministry", "ministry", "RUS"),
        ("Russian Grain Inspection Department", "government", "RUS"),
        ("American Skylines", "organisation", None),
    ],
)
def test_an_organ_of_state_belongs_to_the_state_it_is_named_by(
    nlp: Language, text: str, kind: str, country: str | None
) -> None:
    doc = _tagged(nlp, text, **{text.replace(" ", "_"): "ORG"})
    (mention,) = outermost_names(find_mentions(doc))
    assert (mention.kind, mention.country) == (kind, country)


def test_sentences_are_numbered(nlp: Language) -> None:
    doc = nlp("Iran agreed.\nIraq refused. Syria waited.")
    assert [(m.text, m.sentence) for m in find_mentions(doc)] == [
        ("Iran", 0),
        ("Iraq", 1),
        ("Syria", 2),
    ]


WORDS = ["Iran", "Afghan", "U.S.", "Jordan", "the", "’s", "\n", "\u202e", "North", "Korea", "“"]


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_mentions_lie_in_the_text_and_apart(text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    doc = load_model()(text)
    end = 0
    for mention in find_mentions(doc):
        assert text[mention.start : mention.end] == mention.text
        if mention.nested:
            assert mention.start < mention.end <= end
        else:
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end


@pytest.mark.parametrize(
    "unit", ["Georgia ", "Republic of the Congo ", "U.S. ", "Iran, and Afghan rebels "]
)
def test_work_grows_with_the_text_and_no_faster(
    nlp: Language, lines_run: Callable[..., int], unit: str
) -> None:
    short, long = nlp.make_doc(unit * 300), nlp.make_doc(unit * 600)
    find_mentions(nlp.make_doc(unit))
    assert lines_run(find_mentions, long) < 2.2 * lines_run(find_mentions, short)

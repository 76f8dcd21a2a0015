"""Names of bodies: legal forms, listed organs, kinds by their last words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Span

from claimwire.language.mentions.body_names import describe
from claimwire.language.mentions.entity_ids import without_legal_form
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.listed_organs import listed_organs
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import rule_words_of


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dunmore Aggregates Inc.", "Dunmore Aggregates"),
        ("Dunmore Aggregates, Inc.", "Dunmore Aggregates"),
        ("Dunmore & Co.", "Dunmore"),
        ("Dunmore Sdn Bhd", "Dunmore"),
        ("Dunmore S.A.", "Dunmore"),
        ("Dunmore", "Dunmore"),
        ("Inc.", "Inc."),
    ],
)
def test_legal_forms_are_no_part_of_a_name(name: str, bare: str) -> None:
    assert without_legal_form(name) == bare


@given(st.lists(st.sampled_from(["Dunmore", "Inc.", "&", "Co", ",", "Ltd"]), min_size=1))
def test_a_name_without_its_legal_form_stays_as_it_is(words: list[str]) -> None:
    bare = without_legal_form(" ".join(words))
    assert bare
    assert without_legal_form(bare) == bare


@pytest.mark.parametrize(
    ("key", "identifier"),
    [
        (("USA", "ministry", "defence"), "ministry:USA:defense"),
        (("USA", "government", "supreme-court"), "government:USA:us-supreme-court"),
        (("GBR", "ministry", "interior"), "ministry:GBR:home-office"),
    ],
)
def test_a_pattern_means_the_listed_organ(key: tuple[str, str, str], identifier: str) -> None:
    assert listed_organs("en")[key].entity_id == identifier


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("daily planet", "media"),
        ("planet press", "media"),
        ("press the planet", None),
        ("kestrel united", "organisation"),
        ("united kestrel", None),
        ("marlow county sheriff 's office", "military"),
    ],
)
def test_some_words_count_at_one_end_of_a_name(name: str, kind: str | None) -> None:
    found = describe(rule_words_of("en").bodies, name.split())
    assert (found.kind if found else None) == kind


def _kinds(nlp: Language, text: str) -> dict[str, str]:
    return {mention.text: mention.kind for mention in find_mentions(nlp(text))}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Hurricane Dorvin struck the coast.", "Hurricane Dorvin", "event"),
        ("The Oslo Marathon was called off.", "Oslo Marathon", "event"),
        ("The Ohio State Highway Patrol closed it.", "Ohio State Highway Patrol", "military"),
    ],
)
def test_kinds(nlp: Language, text: str, name: str, kind: str) -> None:
    assert _kinds(nlp, text).get(name) == kind


def test_a_name_in_the_brackets_of_a_dateline_is_an_outlets(nlp: Language) -> None:
    doc = nlp.make_doc("Edmonton ( WKQB ) -- A man was hurt")
    doc.set_ents([Span(doc, 2, 3, label="ORG")])
    assert ("WKQB", "media") in {(mention.text, mention.kind) for mention in find_mentions(doc)}


def _at(mentions: list[Mention], text: str) -> list[str | None]:
    return [mention.entity_id for mention in mentions if mention.text == text]


def test_a_name_is_found_again_where_the_model_misses_it(nlp: Language) -> None:
    text = "Reporters of the Velontra Motor Works met. velontra. At Velontra Motor Works they met."
    found = _at(find_mentions(nlp(text)), "Velontra Motor Works")
    assert found == ["organisation:velontra-motor-works"] * 2


@pytest.mark.parametrize("country", ["Kenya", "Norway", "Peru"])
@pytest.mark.parametrize("name", ["Velontra Motor Works", "Morvan Labour League"])
def test_a_country_of_the_text_changes_no_name_of_its_own(
    nlp: Language, country: str, name: str
) -> None:
    (found,) = _at(find_mentions(nlp(f"In {country}, the {name} said it was ready.")), name)
    assert found == f"organisation:{name.lower().replace(' ', '-')}"

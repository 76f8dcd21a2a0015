"""Actors that a common noun names, by themselves and in sentences."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.mentions.find_mentions import find_mentions, outermost_names
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.phrases import find_phrases
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens


def _codes(doc: Doc) -> dict[str, str | None]:
    return {mention.text: mention.actor_code for mention in find_mentions(doc)}


@pytest.mark.parametrize(
    ("words", "start", "end", "pattern_id"),
    [
        (["the", "foreign", "minister", "said"], 1, None, "foreign-minister"),
        (["prime", "minister"], 0, 1, None),
        (["foreign"], 0, None, None),
        ([], 0, None, None),
    ],
)
def test_the_longest_pattern_wins(
    words: list[str], start: int, end: int | None, pattern_id: str | None
) -> None:
    pattern = rule_words_of("en").actor_patterns.at(words, start, end)
    assert (pattern.pattern_id if pattern else None) == pattern_id


def test_the_noun_that_is_shared_gives_its_role_to_both(nlp: Language) -> None:
    doc = nlp.make_doc("French and Egyptian warships sailed")
    names = load_knowledge().names
    known: dict[tuple[int, int], KnownEntity] = {(0, 1): names["French"], (2, 3): names["Egyptian"]}
    found = {
        doc[first:last].text: [period.role for period in entity.periods]
        for (first, last), entity in find_phrases(
            Tokens.of(doc), known, load_knowledge().country_names, {}
        )
    }
    assert found == {"Egyptian warships": ["MIL"], "French": ["MIL"]}


CASES = [
    ("An anti-Syria journalist died in Lebanon.", "anti-Syria journalist", "LBNMED"),
    ("UN Relief and Works Agency trucks left Gaza.", "UN Relief and Works Agency", "IGOUNO"),
    ("The UN World Health Organization said so.", "UN World Health Organization", "IGO"),
    ("Sudanese government forces left.", "Sudanese government forces", "SDNMIL"),
    ("Poland's national laboratory closed.", "Poland", "POL"),
    ("Scottish fishermen left.", "Scottish fishermen", "GBRAGR"),
    ("Soviet troops left.", "Soviet troops", "RUSMIL"),
    ("Two Texans were hurt.", "Texans", "USACVL"),
    ("The Knesset, the Dail and MI5 met.", "Dail", "IRLLEG"),
    ("Afghan rebel leaders agreed to talks.", "Afghan rebel leaders", "AFGREB"),
    ("Jordan's visiting King Abdullah spoke.", "Jordan's visiting King", "JORGOV"),
    ("Israeli settlers blocked the road.", "Israeli settlers", "ISRCVL"),
    ("Kurdish rebels crossed into Turkey.", "Kurdish rebels", "TURREB"),
    ("Rebels in Sudan attacked the town.", "Rebels in Sudan", "SDNREB"),
    ("The government arrested rebels in Darfur.", "rebels", "SDNREB"),
    ("UN peacekeepers left.", "UN peacekeepers", "IGOUNOMIL"),
    ("Albanian rebels in Macedonia fired.", "Albanian rebels", "ALBREB"),
    ("Two Palestinians were hurt.", "Palestinians", "PSECVL"),
    ("Iraqi Kurds fled to the border.", "Iraqi Kurds", "IRQCVL"),
    ("They fed refugees fleeing the war in Liberia.", "refugees", "LBRREF"),
    ("Planes shelled the city of Juba.", "Juba", "SSDCVL"),
    ("It urged Tehran to sign.", "Tehran", "IRNGOV"),
    ("They met in Tehran.", "Tehran", "IRN"),
]


@pytest.mark.parametrize(("text", "words", "code"), CASES, ids=str)
def test_country_and_role(nlp: Language, text: str, words: str, code: str) -> None:
    assert _codes(nlp(text)).get(words) == code


def test_troops_and_refugees_in_a_country_may_be_anothers(nlp: Language) -> None:
    found = _codes(nlp("Troops in Iraq and refugees in Kenya waited."))
    assert found == {"Iraq": "IRQ", "Kenya": "KEN"}


def test_half_of_an_adjective_owns_nothing(nlp: Language) -> None:
    assert "Syria journalist" not in _codes(nlp("An anti-Syria journalist was killed."))


def test_a_noun_alone_is_no_mention(nlp: Language) -> None:
    assert _codes(nlp("The rebels fought police, and the government fell.")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Foreign tourists in Cairo wept.",
        "Western aid workers in Mogadishu fled.",
        "A Western diplomat in Maputo left.",
    ],
)
def test_people_from_abroad_are_not_of_the_place(nlp: Language, text: str) -> None:
    assert [m.text for m in find_mentions(nlp(text)) if m.described] == []


def test_agents_that_only_a_place_tells_are_no_names(nlp: Language) -> None:
    doc = nlp("The government arrested rebels in Darfur.")
    assert "rebels" not in {mention.text for mention in outermost_names(find_mentions(doc))}

"""How speakers are judged: the resolved one must name the chain's first name."""

import dataclasses

import pytest
from spacy.language import Language

from bench.speakers import Chains, Judged, _judge
from bench.speakers_gum import GoldMention, GoldNews
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.parsing.loading import load_model
from claimwire.language.reading import reading_of

TEXT = (
    "Foreign Minister Sergei Lavrov met Angela Merkel. "
    "Lavrov said talks had failed. He said they would resume."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def mention(words: str, chain: int, where: str | None = None) -> GoldMention:
    start = TEXT.index(where or words)
    return GoldMention(start, start + len(words), "person", chain)


def judged(nlp: Language, chain_of_he: str, **changes: str | None) -> list[Judged | None]:
    """Judge the speakers of the text, in which "He" is of the chain of one of the names."""
    names = {"Sergei Lavrov": 1, "Angela Merkel": 2}
    mentions = [
        *(
            GoldMention(TEXT.index(n), TEXT.index(n) + len(n), "person", c)
            for n, c in names.items()
        ),
        GoldMention(TEXT.index("Lavrov said"), TEXT.index(" said"), "person", 1),
        GoldMention(TEXT.index("He "), TEXT.index("He ") + 2, "person", names[chain_of_he]),
    ]
    doc = nlp(TEXT)
    chains = Chains(doc, GoldNews("a", TEXT, tuple(mentions)))
    reading = reading_of(doc)
    claims = find_claims(reading, article_id="a", run_id="r")
    changed = [dataclasses.replace(each, **changes) for each in claims]
    return list(_judge(reading, chains, changed, {}))


def test_a_speaker_of_the_same_chain_is_right(nlp: Language) -> None:
    found = judged(nlp, "Sergei Lavrov")
    assert [(each.form, each.right) for each in found if each] == [
        ("short form", True),
        ("pronoun", True),
    ]


def test_a_speaker_of_another_chain_is_wrong(nlp: Language) -> None:
    found = judged(nlp, "Angela Merkel")
    assert [(each.form, each.right) for each in found if each] == [
        ("short form", True),
        ("pronoun", False),
    ]


@pytest.mark.parametrize("name", ["Lavrov", None])
def test_a_short_form_or_nobody_is_not_the_first_name(nlp: Language, name: str | None) -> None:
    found = judged(nlp, "Sergei Lavrov", speaker_name=name, speaker_entity_id=None)
    assert [each.right for each in found if each] == [False, False]

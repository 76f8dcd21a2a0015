"""Languages whose pipeline cannot be had here: mentions and claims of parses written by hand."""

from pathlib import Path

import pytest
import spacy

from claimwire.language.attachment.component import mend_attachment
from claimwire.language.claims.find_claims import find_claims
from claimwire.language.reading import Reading, reading_of
from claimwire.language.universal.neutral_shape import give_neutral_shape
from tests.fakes.parses import ParsedText, read_conllu

FOLDER = Path(__file__).parent / "claims" / "cases"
CASES = [
    pytest.param(language, text, id=text.comments["text"][0][:50])
    for language, file in [("pt", "portuguese.conllu")]
    for text in read_conllu(FOLDER / file)
]


def reading(language: str, text: ParsedText) -> Reading:
    doc = text.doc(spacy.blank(language))
    assert doc.text == text.comments["text"][0]
    return reading_of(mend_attachment(give_neutral_shape(doc)))


@pytest.mark.parametrize(("language", "text"), CASES)
def test_claims_are_found_by_the_rules_of_all_languages(language: str, text: ParsedText) -> None:
    found = find_claims(reading(language, text), article_id="a", run_id="r")
    claims = [
        " | ".join((each.speaker_text or "", each.cue or "", each.text, each.act)) for each in found
    ]
    assert claims == text.comments.get("claim", [])


@pytest.mark.parametrize(("language", "text"), CASES)
def test_mentions_have_the_identifiers_of_english(language: str, text: ParsedText) -> None:
    found = {mention.text: mention.entity_id for mention in reading(language, text).mentions}
    for line in text.comments.get("mention", []):
        words, entity_id = line.split(" | ")
        assert found.get(words) == entity_id, found


@pytest.mark.parametrize(("language", "text"), CASES)
def test_what_was_not_measured_has_no_score(language: str, text: ParsedText) -> None:
    for claim in find_claims(reading(language, text), article_id="a", run_id="r"):
        assert claim.score is None
        assert claim.speaker_score is None

"""What the names of unlisted organisations tell."""

import pytest
from spacy.language import Language
from spacy.tokens import Span

from claimwire.language.mentions.find_mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "name", "kind", "code"),
    [
        ("Nigerian Labour Congress", "Nigerian Labour Congress", "organisation", "NGALAB"),
        ("Fatah Party", "Fatah Party", "party", "PSEPTY"),
        ("Kenya : Supreme Court", "Supreme Court", "government", "KENJUD"),
        ("Supreme Court", "Supreme Court", "government", "JUD"),
        ("Kenya : Acme Bank", "Acme Bank", "organisation", None),
    ],
)
def test_kind_and_code(nlp: Language, text: str, name: str, kind: str, code: str | None) -> None:
    doc = nlp.make_doc(text)
    first = len(doc) - len(name.split())
    doc.set_ents([Span(doc, first, len(doc), label="ORG")])
    (found,) = [mention for mention in find_mentions(doc) if mention.text == name]
    assert (found.kind, found.actor_code) == (kind, code)

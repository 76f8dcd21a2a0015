"""What the rules read of a parse is what its tokens say."""

import pytest
from spacy.language import Language

from claimwire.language.mentions.places import load_places
from claimwire.language.mentions.tokens import Tokens

TEXTS = ["", "One.", "Two lines\n\nof  text. “Caf\u00e9s” don't close; U.S. troops left.\nEnd"]


@pytest.mark.parametrize("text", TEXTS, ids=repr)
@pytest.mark.parametrize("parsed", [True, False])
def test_columns_are_those_of_the_tokens(nlp: Language, text: str, parsed: bool) -> None:
    doc = nlp(text) if parsed else nlp.make_doc(text)
    tokens = Tokens.of(doc)
    assert tokens.text == doc.text
    assert tokens.texts == [token.text for token in doc]
    assert tokens.lowers == [token.text.lower() for token in doc]
    assert tokens.lemmas == [token.lemma_.lower() for token in doc]
    assert tokens.tags == [token.pos_ for token in doc]
    assert tokens.offsets == [token.idx for token in doc]
    begun = [token.is_sent_start for token in doc]
    assert tokens.sentences == [sum(map(bool, begun[1 : at + 1])) for at in range(len(doc))]
    assert tokens.starts == [
        bool(begins) or not at or doc[at - 1].text.isspace() for at, begins in enumerate(begun)
    ]


@pytest.mark.parametrize("name", ["", "a", "Paris", "zzzzzz", "\U0010ffff", "New York", "Parisx"])
def test_a_name_is_known_if_a_place_has_it(name: str) -> None:
    places = load_places()
    assert (name.lower() in places) == bool(places.named(name))
    assert (name in {"Paris", "New York"}) <= (name.lower() in places)

"""Places that the text itself tells apart, and countries that prove to be towns."""

import pytest
from spacy.language import Language

from claimwire.language.mentions.gazetteer import find_names
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.named_stretches import NamedStretches
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.text_places import resolve_places
from claimwire.language.mentions.tokens import Tokens


def _stretches(tokens: Tokens, *names: str) -> list[Stretch]:
    """Where single words stand, each wherever the text has it."""
    return [(at, at + 1) for at, text in enumerate(tokens.texts) if text in names]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("born in Lebanon, Pennsylvania", ["Lebanon"]),
        ("born in Lebanon (Pennsylvania)", ["Lebanon"]),
        ("from Lebanon in Pennsylvania", []),
        ("from Lebanon, Syria", []),
        ("born in Lebanon", []),
    ],
)
def test_a_division_behind_a_country_makes_it_a_town(
    nlp: Language, text: str, towns: list[str]
) -> None:
    tokens = Tokens.of(nlp.make_doc(text))
    known = dict(find_names(tokens))
    before = dict(known)
    stretches = _stretches(tokens, "Lebanon", "Pennsylvania", "Syria")
    chosen = NamedStretches(set(stretches), set(), set())
    found = resolve_places(tokens, chosen, known, load_knowledge(), None)
    assert [toponym.name for toponym in found.toponyms.values()] == towns
    assert known == before


def test_a_name_once_qualified_keeps_its_sense(nlp: Language) -> None:
    tokens = Tokens.of(nlp.make_doc("born in Paris, Texas, and buried in Paris"))
    stretches = _stretches(tokens, "Paris", "Texas")
    chosen = NamedStretches(set(stretches), set(), set(stretches))
    found = resolve_places(tokens, chosen, {}, load_knowledge(), "FRA")
    paris = [found.resolved[found.toponyms[stretch]].place for stretch in stretches]
    assert [place.admin1 for place in paris] == ["USA.TX"] * 3

"""Reading the gold standard of actors as its documentation has it."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from bench.entities_actors import actors_table, country_and_roles, mention_of, read_actors
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.parsing.loading import load_model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def _file(folder: Path, **actors: dict[str, str]) -> Path:
    listed = [{"actorText": words, **rest} for words, rest in actors.items()]
    record = {"text": "French and Egyptian warships sailed.", "source": listed}
    path = folder / "PLOVER_GSR_CAMEO.txt"
    path.write_text(f"[\n{{broken\n{json.dumps(record)},\n]", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "sector", "gold"),
    [
        ("TUR", "REBkur", ("TUR", "REB")),
        ("BIH", "CIVsrp", ("BIH", "CVL")),
        ("NIC", "JRN", ("NIC", "MED")),
        ("ITL", "***", ("ITA", "")),
        ("IGO", "", ("", "IGO")),
        ("IGO", "MIL", ("", "MIL")),
    ],
)
def test_codes_are_put_right(tmp_path: Path, code: str, sector: str, gold: tuple[str, str]) -> None:
    (actor,) = read_actors(_file(tmp_path, x={"code": code, "sector": sector}))
    assert (actor.country, actor.role) == gold


@pytest.mark.parametrize(
    ("text", "words", "named", "told"),
    [
        ("French and Egyptian warships sailed.", "French warships", "French", ("FRA", {"MIL"})),
        ("Romanian officials agreed.", "Romanian", "Romanian officials", ("ROU", {"GOV"})),
        ("UN peacekeepers left.", "UN peacekeepers", "UN peacekeepers", ("", {"IGO", "MIL"})),
    ],
)
def test_the_mention_that_the_words_name(
    nlp: Language, text: str, words: str, named: str, told: tuple[str, set[str]]
) -> None:
    doc = nlp(text)
    mention = mention_of(doc, nlp.make_doc(words), find_mentions(doc))
    assert mention is not None
    assert mention.text == named
    assert country_and_roles(mention) == told


def test_words_that_are_not_there_name_nothing(nlp: Language) -> None:
    doc = nlp("Iran agreed.")
    assert mention_of(doc, nlp.make_doc("Iraq"), find_mentions(doc)) is None
    assert country_and_roles(None) == ("", set())


def test_the_table_counts_each_part(nlp: Language, tmp_path: Path) -> None:
    _file(tmp_path, French={"code": "FRA", "sector": "GOV"}, Egyptian={"code": "EGY"})
    table = actors_table(nlp, tmp_path, errors=False)
    assert "| country | 2 | 100.0 % | 100.0 % | - |" in table
    assert "| role | 1 | 0.0 % | 0.0 % | - |" in table
    assert "absent" in actors_table(nlp, tmp_path / "none", errors=False)

"""What other languages call the entities of the knowledge, and mentions in French and Spanish."""

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from claimwire.language.languages import folder_of, languages
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.local_names import has_names, local_capitals, local_names
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODELS, is_installed

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "local_mentions.toml").read_text(encoding="utf-8")
)["case"]

LANGUAGES = [code for code in languages() if has_names(code)]
FACTS = ("country_names", "currencies", "demonyms", "names")
FILES = [
    path
    for code in LANGUAGES
    for path in sorted(folder_of(code).glob("*.csv"))
    if path.stem in FACTS
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_of_something_known(language: str) -> None:
    english = load_knowledge()
    known = {entity.entity_id for entity in english.names.values()}
    for name in local_names(language):
        assert name.entity_id in known, name
        assert set(name.codes) <= english.country_names.keys(), name
    assert set(local_capitals(language).values()) <= english.country_names.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_capitals_and_large_organisations_have_names(language: str) -> None:
    named = {name.entity_id for name in local_names(language)}
    assert len([each for each in named if each.startswith("country:")]) > 230
    assert {"igo:un", "igo:nato", "igo:eu", "igo:imf"} <= named
    assert len(local_capitals(language)) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_says_where_its_facts_come_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert rows
    assert all(row["source"] for row in rows)


@pytest.fixture(scope="module")
def pipeline() -> Callable[[str], Language]:
    def load(language: str) -> Language:
        name = DEFAULT_MODELS[language]
        if not is_installed(name):
            pytest.skip(f"{name} is not installed")
        return load_model(name)

    return load


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_mentions_have_the_identifiers_of_english(
    pipeline: Callable[[str], Language], case: dict[str, Any]
) -> None:
    mentions = find_mentions(
        pipeline(case["language"])(case["text"]), Context(site=case.get("site"))
    )
    found = {mention.text: [mention.entity_id or "", mention.country or ""] for mention in mentions}
    for text, expected in case["mentions"].items():
        assert found.get(text) == expected, text
    for text in case.get("none", ()):
        assert text not in found

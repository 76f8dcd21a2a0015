"""What is named often and unknown: counted by article, and valid TOML."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.language.mentions.user_knowledge import read_user_knowledge
from claimwire.pipeline.command_line import DONE, main
from claimwire.pipeline.inspection.unknown import Unknown, as_toml, unknown_entities
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Claim
from claimwire.schemas.entities import ENTITIES, Entity
from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store
from claimwire.user_files.toml_file import UserFileError
from tests.fakes.rows import an_article
from tests.fakes.runs import publish_rows, write_rows

MENTIONS = [
    ("Jane Roe", "person", None, "a", None),
    ("Jane Roe", "person", "KEN", "b", None),
    ("Jane Roe", "person", "KEN", "b", None),
    ("Acme", "organisation", None, "a", "organisation:acme"),
    ("Taliban", "armed_group", "AFG", "a", "group:taliban"),
    ("Lake X", "place", None, "a", None),
]
SPEAKERS = [
    ("Acme", "organisation", None, "c", "organisation:acme"),
    ("a senior official", "official", None, "c", None),
    ("Rights Watchers", "group", None, "c", None),
    ("Reuters", "media", None, "c", "media:reuters"),
    (None, "unknown", None, "c", None),
]
TEXT = (
    "“We have seen nothing of the kind so far this year,” Jane Roe of Acme told a senior official, "
    "who had called. Rights Watchers said on Monday that\nthe camps were\x1b full, and the roads "
    "to them closed by snow and by soldiers."
)
EMPTY = {str: "", int: 0, bool: False, float: 0.0}


def row(record: type[Any], **values: Any) -> Any:
    """A row of which only the given columns matter."""
    rest = {
        name: EMPTY.get(kind, [] if "list" in str(kind) else None)
        for name, kind in record.__annotations__.items()
    }
    return record(**{**rest, **values})


def entities(number: int = len(MENTIONS)) -> list[Any]:
    return [
        row(
            Entity,
            text=text,
            kind=kind,
            country=country,
            article_id=article,
            start=TEXT.find(text),
            end=TEXT.find(text) + len(text),
            entity_id=entity,
            score=0.95 if entity == "group:taliban" else None,
            mention_id=str(place),
        )
        for place, (text, kind, country, article, entity) in enumerate(MENTIONS[:number])
    ]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = LocalStore(str(tmp_path))
    claims = [
        row(
            Claim,
            speaker_name=name,
            speaker_kind=kind,
            speaker_country=country,
            article_id=article,
            speaker_start=TEXT.find(name or "?"),
            speaker_end=TEXT.find(name or "?") + len(name or ""),
            speaker_entity_id=entity,
            claim_id=str(place),
        )
        for place, (name, kind, country, article, entity) in enumerate(SPEAKERS)
    ]
    articles = [an_article(article_id=name, text=TEXT) for name in "abc"]
    publish_rows(store, {ARTICLES: articles, ENTITIES: entities(), CLAIMS: claims})
    return store


def test_unlinked_names_are_counted_by_article(store: Store) -> None:
    assert [each[:4] for each in unknown_entities(store)] == [
        ("Acme", "organisation", None, 2),
        ("Jane Roe", "person", "KEN", 2),
        ("Rights Watchers", "", None, 1),
    ]
    assert len(unknown_entities(store, limit=1)) == 1


def test_each_name_has_an_example_in_one_line(store: Store) -> None:
    *_, rights_watchers = unknown_entities(store)
    example = rights_watchers.example
    assert example.startswith("…")
    assert example.endswith("by snow and by…")
    assert "who had called. Rights Watchers said on Monday that the camps were" in example
    assert f": {example}\n[[entity]]" in as_toml([rights_watchers])


def test_an_example_has_the_name_rather_than_a_pronoun(store: Store) -> None:
    *_, before = unknown_entities(store)
    pronoun = row(
        Claim, speaker_name="Rights Watchers", speaker_kind="group", article_id="a",
        speaker_start=TEXT.find("We"), speaker_end=TEXT.find("We") + 2, claim_id="of a pronoun",
    )  # fmt: skip
    publish_rows(store, {CLAIMS: [pronoun]}, run_id="run2")
    *_, after = unknown_entities(store)
    assert (after.name, after.articles, after.example) == ("Rights Watchers", 2, before.example)
    assert "# in 1 article: " in as_toml([before])


def test_a_kind_that_is_not_known_is_left_to_be_filled_in() -> None:
    text = as_toml([Unknown("Rights Watchers", "", None, 1)])
    with pytest.raises(UserFileError, match="kind is ''; it must be text, not empty"):
        read_user_knowledge(text.encode(), "my.toml")


def test_rows_of_runs_that_died_do_not_count(store: Store) -> None:
    before = unknown_entities(store)
    write_rows(store, ENTITIES, entities(1), run_id="dead")
    assert unknown_entities(store) == before


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(st.lists(NAMES, unique_by=str.strip))
def test_the_answer_is_a_file_of_knowledge_as_it_is(names: list[str]) -> None:
    unknown = [Unknown(name, "organisation", None, 3) for name in names]
    knowledge = read_user_knowledge(as_toml(unknown).encode(), "my.toml")
    assert {form for form, _ in knowledge.names} == {name.strip() for name in names}


def test_spellings_of_one_name_make_one_entry() -> None:
    spellings = [Unknown(name, "person", "BRA", 2) for name in ("José Souza", "Jose Souza")]
    (entry,) = tomllib.loads(as_toml(spellings))["entity"]
    assert (entry["entity_id"], entry["aliases"]) == ("person:jose-souza", ["Jose Souza"])


def test_the_command_prints_toml(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entities", "unknown", "--output", store.root, "--top", "1"]) == DONE
    (entry,) = tomllib.loads(capsys.readouterr().out)["entity"]
    assert entry["name"] == "Acme"

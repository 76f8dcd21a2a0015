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
from claimwire.schemas.claims import CLAIMS, Claim
from claimwire.schemas.entities import ENTITIES, Entity
from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store
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
    ("Reuters", "media", None, "c", "media:reuters"),
    (None, "unknown", None, "c", None),
]
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
            speaker_entity_id=entity,
            claim_id=str(place),
        )
        for place, (name, kind, country, article, entity) in enumerate(SPEAKERS)
    ]
    publish_rows(store, {ENTITIES: entities(), CLAIMS: claims})
    return store


def test_unlinked_names_are_counted_by_article(store: Store) -> None:
    assert unknown_entities(store) == [
        Unknown("Acme", "organisation", None, 2),
        Unknown("Jane Roe", "person", "KEN", 2),
    ]
    assert len(unknown_entities(store, limit=1)) == 1


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

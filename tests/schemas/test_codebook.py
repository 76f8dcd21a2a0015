"""The codebook lists the values that the tables have, and its examples are coded as it says."""

import tomllib
from pathlib import Path

import pytest

from claimwire.language.languages import read_rows, read_toml
from claimwire.language.reader import Reader
from claimwire.schemas.codebook import categories, codebook_markdown
from claimwire.schemas.entities import KINDS

ROOT = Path(__file__).parents[2]
CLAIM_COLUMNS = ("act", "quote_type", "modality", "relation", "speaker_kind")


def coded(columns: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """List each sentence of the columns with the value that it is an example of."""
    return [
        (column, sentence, value)
        for column in columns
        for each in categories(column)
        for sentence, value in ((each.example, each.name), (each.counter_example, each.instead))
    ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("column", "sentence", "value"), coded(CLAIM_COLUMNS))
def test_a_claim_is_coded_as_its_example_says(
    reader: Reader, column: str, sentence: str, value: str
) -> None:
    assert (value or None) in [getattr(each, column) for each in reader.read(sentence).claims]


@pytest.mark.parametrize(("column", "name", "value"), coded(("entity_kind",)))
def test_an_entity_is_coded_as_its_example_says(
    reader: Reader, column: str, name: str, value: str
) -> None:
    mentions = reader.read(f"Talks about {name} went on.").mentions
    assert value in [each.kind for each in mentions]


def test_the_codebook_has_the_values_of_the_tables() -> None:
    assert names("entity_kind") == set(KINDS)
    roles = tomllib.loads(
        (ROOT / "claimwire/language/mentions/knowledge/roles.toml").read_text(encoding="utf-8")
    )
    assert names("role") == set(roles["codes"])
    used = {row["act"] for row in read_rows("en", "cues/verbs.csv")}
    assert used <= names("act")
    modalities = set(read_toml("en", "claim_words.toml")) & names("modality")
    assert names("modality") == modalities | {"asserted", "conditional"}


@pytest.mark.parametrize("column", [*CLAIM_COLUMNS, "entity_kind", "role"])
def test_what_a_counter_example_is_instead_is_another_value(column: str) -> None:
    for each in categories(column):
        assert each.instead in names(column) - {each.name} | {""}


def test_each_act_has_its_counterparts() -> None:
    plover = {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
        *("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE"),
        *("COERCE", "ASSAULT"),
    }
    for act in categories("act"):
        assert {act.plover, act.plover_addressed} <= plover | {""}
        assert act.plover or not act.plover_mode
        assert act.cameo.isdigit()
        assert act.meaning


def test_the_page_is_that_of_the_data() -> None:
    assert (ROOT / "docs/codebook.md").read_text(encoding="utf-8") == codebook_markdown()


def names(column: str) -> set[str]:
    return {each.name for each in categories(column)}


def test_cells_do_not_break_the_table() -> None:
    for column in (*CLAIM_COLUMNS, "entity_kind", "role"):
        for each in categories(column):
            assert "|" not in "".join(map(str, vars(each).values()))

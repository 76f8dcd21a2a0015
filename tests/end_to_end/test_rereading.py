"""Stored articles are read again, without a request to anybody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimwire.pipeline.command_line import DONE, main
from claimwire.pipeline.inspection.verify import verify
from claimwire.schemas import TABLES
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import published_files, read_columns
from tests.fakes.site_runs import Runs

KNOWLEDGE = """
[[entity]]
entity_id = "organisation:our_red_cross"
kind = "organisation"
name = "Red Cross"
"""


@pytest.fixture(scope="module")
def runs(after_first_run: Callable[[], Runs]) -> Runs:
    return after_first_run()


def rows_of(root: str, table: Any) -> list[dict[str, Any]]:
    """Read the published rows of a table but for the run that wrote them."""
    store = LocalStore(root)
    columns = [name for name in table.schema.names if name != "run_id"]
    rows: list[dict[str, Any]] = read_columns(
        store, table, published_files(store), columns
    ).to_pylist()
    return sorted(rows, key=repr)


def test_the_same_rules_give_the_same_rows_and_new_knowledge_gives_others(
    runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {table.name: rows_of(runs.output, table) for table in TABLES}
    asked = len(runs.site.requests)
    assert main(["reread", "--output", runs.output]) == DONE
    claims = len(before["claims"])
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith(f"claims: {claims} kept, 0 new, 0 gone")
    assert told[1] == "Days read again: 1."
    assert {table.name: rows_of(runs.output, table) for table in TABLES} == before
    assert verify(LocalStore(runs.output)).problems == []

    knowledge = tmp_path / "mine.toml"
    knowledge.write_text(KNOWLEDGE, encoding="utf-8")
    words = ["reread", "--output", runs.output, "--knowledge", str(knowledge)]
    assert main([*words, "--since", "2026-11-24"]) == DONE
    assert capsys.readouterr().out == "Days read again: 0.\n"
    assert main(words) == DONE
    entities = next(table for table in TABLES if table.name == "entities")
    ids = {row["entity_id"] for row in rows_of(runs.output, entities)}
    assert "organisation:our_red_cross" in ids
    assert verify(LocalStore(runs.output)).problems == []
    assert len(runs.site.requests) == asked

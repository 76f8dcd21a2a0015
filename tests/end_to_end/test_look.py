"""What a run has published, looked at with the commands that only read, and compacted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from examples.cookbook import page
from pipeline.command_line import DONE, main
from pipeline.cookbook import load_cookbook
from pipeline.explain_text import meanings
from pipeline.query import query
from transforms.tables.store import open_store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def published(start_runs: Callable[[], Any]) -> Any:
    runs = start_runs()
    runs.run()
    return runs


def test_every_question_of_the_cookbook_has_an_answer(published: Any) -> None:
    store = open_store(published.output)
    for recipe in load_cookbook():
        with query(store, recipe.sql) as rows:
            assert rows.read_all().num_rows, recipe.question


def test_the_cookbook_is_up_to_date(published: Any) -> None:
    written = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    made = page(open_store(published.output), published.site)
    assert written == made, "docs/cookbook.md is stale: run make docs"


def test_every_rule_and_method_that_occurs_is_explained(published: Any) -> None:
    assert {claim["rule"] for claim in published.rows("claims")} <= set(meanings()["rule"])
    assert {each["method"] for each in published.rows("entities")} <= set(meanings()["method"])


def test_a_claim_is_explained(published: Any, capsys: pytest.CaptureFixture[str]) -> None:
    claim = next(row for row in published.rows("claims") if row["speaker_text"] == "He")
    assert main(["explain", claim["claim_id"][:10], "--output", published.output]) == DONE
    printed = capsys.readouterr().out
    assert claim["claim_id"] in printed
    assert "[speaker: He]" in printed
    assert f"means: {claim['speaker_name']}"[:20] in printed

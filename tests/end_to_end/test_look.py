"""What a run has published, looked at with the commands that only read, and compacted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from examples.cookbook import page
from pipeline.cookbook import load_cookbook
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

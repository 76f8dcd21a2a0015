"""What a run has published, looked at with the commands that only read, and compacted."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claimwire
from claimwire.clock import FixedClock, system_clock
from claimwire.pipeline.command_line import DONE, main
from claimwire.pipeline.inspection.cookbook import load_cookbook
from claimwire.pipeline.inspection.meanings import meanings
from claimwire.pipeline.inspection.query import query
from claimwire.storage.cleaning import clean
from claimwire.storage.compaction import compact_day
from claimwire.storage.manifest import RunInfo
from claimwire.storage.opening import open_store
from examples.cookbook import page
from examples.rows import rows_markdown, with_rows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def published(after_first_run: Callable[[], Any]) -> Any:
    return after_first_run()


def test_every_question_of_the_cookbook_has_an_answer(published: Any) -> None:
    store = open_store(published.output)
    for recipe in load_cookbook():
        with query(store, recipe.sql) as rows:
            assert bool(rows.read_all().num_rows) == recipe.is_answered, recipe.question


def test_the_cookbook_is_up_to_date(published: Any) -> None:
    written = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    made = page(open_store(published.output), published.site)
    assert written == made, "docs/cookbook.md is stale: run make docs"


def test_the_rows_in_the_readme_are_up_to_date(published: Any) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = rows_markdown(open_store(published.output), published.site)
    assert with_rows(readme, rows) == readme, "README.md is stale: run make docs"


def test_every_rule_and_method_that_occurs_is_explained(published: Any) -> None:
    assert {claim["rule"] for claim in published.rows("claims")} <= set(meanings()["rule"])
    assert {each["method"] for each in published.rows("entities")} <= set(meanings()["method"])
    for column in ("quote_type", "modality"):
        found = {claim[column] for claim in published.rows("claims")}
        assert found <= set(meanings()[column])


def test_a_claim_is_explained(published: Any, capsys: pytest.CaptureFixture[str]) -> None:
    claim = next(
        row
        for row in published.rows("claims")
        if row["speaker_text"] == "He" and row["speaker_name"] is not None
    )
    assert main(["explain", claim["claim_id"][:10], "--output", published.output]) == DONE
    printed = capsys.readouterr().out
    assert claim["claim_id"] in printed
    assert "[speaker: He]" in printed
    assert f"means: {claim['speaker_name']}"[:20] in printed


def test_the_notebook_runs(published: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_OUTPUT", published.output)
    notebook = json.loads((ROOT / "docs" / "quickstart.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] for cell in cells), "clear the outputs before committing"
    names: dict[str, Any] = {}
    for cell in cells:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert len(names["denials"].fetchall()) > 5
    assert names["entities"].num_rows == len(published.rows("entities"))
    assert names["found"].claims


BLOCK = re.compile(r"^```(python[^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_api_run(
    published: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "demo").symlink_to(Path(published.output).resolve())
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for info, body in BLOCK.findall(page):
        if "pandas" in info and importlib.util.find_spec("pandas") is None:
            continue
        exec(compile(body, "docs/api.md", "exec"), names)
    assert names["denials"].num_rows


def test_the_page_on_the_api_names_all_of_it() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in claimwire.__all__ if name not in page] == []


def test_compacted_files_are_sound_and_remembered(
    published: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = published.run()
    store = open_store(published.output)
    assert main(["verify", "--output", published.output]) == DONE
    day = str(manifest.started_at.date())
    compaction = RunInfo("compact-1", manifest.started_at)
    _, written = compact_day(store, compaction, day, clock=FixedClock(manifest.started_at))
    assert [file.table for file in written] == ["feeds"]
    clean(store, "clean-1", system_clock)
    assert main(["verify", "--output", published.output]) == DONE
    assert capsys.readouterr().out.count("All is well") == 2
    published.run()
    assert {poll["outcome"] for poll in published.rows("feeds", 2)} == {"not_modified"}

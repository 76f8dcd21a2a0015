"""``claimwire repair``, from the words to the files."""

from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.clock import system_clock
from claimwire.pipeline.command_line import BAD_USAGE, DONE, FAILED, main
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.lease import acquire
from claimwire.storage.local_store import LocalStore
from tests.fakes.rows import a_sighting, an_article
from tests.fakes.runs import publish_rows


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """Two runs without a sound manifest, and one that knows the article of one of them."""
    store = LocalStore(str(tmp_path / "out"))
    publish_rows(store, {ARTICLES: [an_article()], SIGHTINGS: [a_sighting()]})
    publish_rows(store, {SIGHTINGS: [a_sighting()]}, run_id="run2")
    publish_rows(store, {ARTICLES: [an_article(article_id="b")]}, run_id="run3")
    store.delete("_runs/run1.json")
    store.write("_runs/run3.json", b"")
    return store


def test_what_is_rebuilt_is_told(store: LocalStore, capsys: pytest.CaptureFixture[str]) -> None:
    told = (
        "_runs/run1.json was missing: 2 files, 2 rows\n"
        "_runs/run3.json was damaged: 1 files, 1 rows\n"
    )
    assert main(["repair", "--output", store.root, "--dry_run"]) == DONE
    assert capsys.readouterr().out == f"{told}2 manifests would be rebuilt.\n"
    assert main(["repair", "--output", store.root]) == DONE
    assert capsys.readouterr().out == f"{told}2 manifests rebuilt.\n"
    assert main(["repair", "--output", store.root]) == DONE
    assert capsys.readouterr().out == "0 manifests rebuilt.\n"
    assert main(["clean", "--output", store.root]) == DONE
    assert capsys.readouterr().out == "0 files removed.\n"


def test_what_needs_a_damaged_manifest_says_how_it_is_rebuilt(
    store: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("clean", "compact"):
        assert main([command, "--output", store.root]) == FAILED
        told = capsys.readouterr().err
        assert "/_runs/run3.json cannot be read: Expecting value" in told
        assert f"claimwire repair --output {store.root} rebuilds it from the files" in told
        assert "move it" not in told


def test_an_active_run_is_named(store: LocalStore, capsys: pytest.CaptureFixture[str]) -> None:
    acquire(store, "run9", system_clock, timedelta(hours=1))
    assert main(["repair", "--output", store.root]) == FAILED
    assert "in use by run run9" in capsys.readouterr().err


def test_an_output_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    assert main(["repair", "--output", str(tmp_path / "typo")]) == BAD_USAGE

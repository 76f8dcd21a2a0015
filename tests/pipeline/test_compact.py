"""``claimwire compact``, from the words to the files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimwire.clock import system_clock
from claimwire.pipeline.command_line import BAD_USAGE, DONE, FAILED, main
from claimwire.schemas.feeds import FEEDS
from claimwire.storage.lease import acquire
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import published_files
from tests.fakes.rows import a_poll
from tests.fakes.runs import publish_rows


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    store = LocalStore(str(tmp_path / "out"))
    for number, day in enumerate(["2024-05-01", "2024-05-01", "2024-05-02", "2024-05-02"]):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=f"run{number}", day=day)
    return store


def test_closed_days_are_compacted_and_told(
    store: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compact", "--output", store.root, "--before", "2024-05-02"]) == DONE
    assert capsys.readouterr().out == "2024-05-01: 2 files became 1\nDays compacted: 1.\n"
    assert main(["compact", "--output", store.root]) == DONE
    assert capsys.readouterr().out == "2024-05-02: 2 files became 1\nDays compacted: 1.\n"
    assert len([file for file in published_files(store) if file.rows]) == 2
    assert main(["clean", "--output", store.root]) == DONE
    assert capsys.readouterr().out == "0 files removed.\n"
    assert main(["clean", "--output", store.root, "--grace_minutes", "0"]) == DONE
    assert capsys.readouterr().out.endswith("4 files removed.\n")


def test_a_day_that_is_not_over_is_refused(
    store: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    assert main(["compact", "--output", store.root, "--before", str(tomorrow)]) == BAD_USAGE
    assert "a day must be over" in capsys.readouterr().err


def test_an_active_run_is_named(store: LocalStore, capsys: pytest.CaptureFixture[str]) -> None:
    acquire(store, "run9", system_clock, timedelta(hours=1))
    assert main(["compact", "--output", store.root]) == FAILED
    assert "in use by run run9" in capsys.readouterr().err

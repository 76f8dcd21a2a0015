"""``claimwire report`` on the command line."""

from pathlib import Path

import pytest

from claimwire.pipeline.command_line import BAD_USAGE, DONE, FAILED, main
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.local_store import LocalStore
from tests.fakes.gcs_server import BUCKET, GcsServer
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows


@pytest.fixture
def output(tmp_path: Path) -> str:
    root = str(tmp_path / "out")
    publish_rows(LocalStore(root), {ARTICLES: [an_article()], CLAIMS: [a_claim()]})
    return root


def test_the_file_is_written(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "report.html"
    assert main(["report", "--output", output, "--to", str(to)]) == DONE
    assert to.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out == f"1 claim in {to}\n"
    assert {path.name for path in tmp_path.iterdir()} == {"out", "report.html"}


def test_a_choice_without_claims_is_told(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "report.html"
    words = ["--since", "2024-05-01", "--until", "2024-05-02", "--country", "TUR"]
    assert main(["report", "--output", output, "--to", str(to), *words]) == DONE
    assert "0 claims" in capsys.readouterr().out
    assert to.exists()


def test_tables_in_a_bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with GcsServer() as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        root = f"gs://{BUCKET}/prefix"
        publish_rows(GcsStore(root), {ARTICLES: [an_article()], CLAIMS: [a_claim()]})
        to = tmp_path / "report.html"
        assert main(["report", "--output", root, "--to", str(to)]) == DONE
    assert to.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--country", "Turkey"], "--country Turkey is not a country"),
        (["--country", "tur"], "for example AFG"),
        (["--since", "2024-05-02", "--until", "2024-05-01"], "2024-05-02 is after --until"),
    ],
)
def test_a_choice_that_makes_no_sense(
    output: str, tmp_path: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "report.html"
    assert main(["report", "--output", output, "--to", str(to), *words]) == BAD_USAGE
    assert told in capsys.readouterr().err
    assert not to.exists()


def test_a_day_that_is_none(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", "--output", output, "--to", "x.html", "--since", "May"])
    assert ended.value.code == BAD_USAGE
    assert "May is not a date such as 2026-11-01" in capsys.readouterr().err


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "missing")
    assert main(["report", "--output", missing, "--to", str(tmp_path / "x.html")]) == BAD_USAGE
    assert "there are no tables" in capsys.readouterr().err


def test_a_folder_that_is_missing_and_a_file_that_is(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "no" / "report.html")
    assert main(["report", "--output", output, "--to", nowhere]) == FAILED
    assert f"cannot write {nowhere}: No such file" in capsys.readouterr().err
    next(Path(output).glob("claims/*/*.parquet")).unlink()
    assert main(["report", "--output", output, "--to", str(tmp_path / "x.html")]) == FAILED

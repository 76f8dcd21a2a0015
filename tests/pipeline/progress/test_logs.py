"""What is said on standard error: as text, as JSON, or not at all."""

import json
import logging
import warnings

import pytest

from claimwire.pipeline.command_line import BAD_USAGE, main
from claimwire.pipeline.progress.logs import FIELDS, OURS, LogStyle, log_style_of, logging_to_stderr

ours, other = logging.getLogger(OURS), logging.getLogger("apache_beam.some.module")


def speak() -> None:
    ours.info("progress", extra={FIELDS: {"phase": "pages", "left_s": None, "pages": 3}})
    other.warning("a key of %s\nis odd", "two lines")
    other.info("never shown")
    warnings.warn("this will go away", DeprecationWarning, stacklevel=1)
    try:
        raise ValueError("why")
    except ValueError:
        other.exception("it broke")
    ours.error("cannot go on")


def told(capsys: pytest.CaptureFixture[str], style: LogStyle) -> str:
    with logging_to_stderr(style):
        speak()
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, LogStyle()).splitlines()
    assert lines[0] == "claimwire: progress phase=pages left_s=? pages=3"
    assert lines[1] == "WARNING apache_beam.some.module: a key of two lines"
    assert "this will go away" in lines[3]
    assert "ValueError: why" in lines
    assert lines[-1] == "claimwire: cannot go on"


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in told(capsys, LogStyle(as_json=True)).splitlines()]
    assert [(line["level"], line["logger"]) for line in lines] == [
        ("INFO", OURS),
        ("WARNING", other.name),
        ("WARNING", "py.warnings"),
        ("ERROR", other.name),
        ("ERROR", OURS),
    ]
    assert {name: lines[0][name] for name in ("message", "phase", "left_s", "pages")} == {
        "message": "progress",
        "phase": "pages",
        "left_s": None,
        "pages": 3,
    }
    assert lines[1]["message"] == "a key of two lines\nis odd"
    assert "this will go away" in lines[2]["message"]
    assert lines[3]["exception"].endswith("ValueError: why")


def test_quiet_leaves_errors(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, LogStyle(quiet=True)).splitlines()
    assert lines[0] == "ERROR apache_beam.some.module: it broke"
    assert lines[-1] == "claimwire: cannot go on"


def test_clients_that_beam_misses_and_no_run_needs_are_not_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    where = "/lib/apache_beam/io/gcp/internal/clients/bigquery/__init__.py"
    missing = logging.LogRecord("root", logging.WARNING, where, 33, "apitools not found", (), None)
    with logging_to_stderr(LogStyle()):
        logging.getLogger().handle(missing)
        other.warning("a warning of Beam")
    assert capsys.readouterr().err == "WARNING apache_beam.some.module: a warning of Beam\n"


def test_nothing_is_shown_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    handlers, shows = list(logging.getLogger().handlers), warnings.showwarning
    told(capsys, LogStyle())
    assert logging.getLogger().handlers == handlers
    assert warnings.showwarning is shows


@pytest.mark.parametrize(
    ("arguments", "style"),
    [
        ([], LogStyle()),
        (["run", "--feeds", "f", "--log_format", "json"], LogStyle(as_json=True)),
        (["run", "--log_format=json", "--quiet", "--bogus"], LogStyle(as_json=True, quiet=True)),
        (["run", "--log_format", "xml"], LogStyle()),
        (["run", "--quiet", "--log_format"], LogStyle()),
    ],
)
def test_the_manner_is_found_whatever_else_is_wrong(arguments: list[str], style: LogStyle) -> None:
    assert log_style_of(arguments) == style


def test_bad_usage_is_told_in_the_format_that_was_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "--log_format", "json", "--bogus"]) == BAD_USAGE
    line = json.loads(capsys.readouterr().err)
    assert line["logger"] == OURS
    assert "unknown option --bogus" in line["message"]
    assert main(["run", "--bogus"]) == BAD_USAGE
    assert capsys.readouterr().err.startswith("claimwire: unknown option --bogus")

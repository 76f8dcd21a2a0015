"""What commands must not load, since the user would wait for it."""

import json
import subprocess
import sys
from typing import Any

import pytest

READING = {"spacy", "thinc", "trafilatura", "dateparser", "htmldate"}
LOOKING = {"duckdb", "altair", "vl_convert", "pyiceberg", "prometheus_client"}


def loaded_by(code: str) -> set[str]:
    return set(told_by(f"{code}\nimport sys\ntold = sorted(sys.modules)"))


def told_by(code: str) -> Any:
    """Run code in a process of its own; return what it leaves in ``told``."""
    command = [sys.executable, "-c", f"{code}\nimport json\nprint(json.dumps(told))"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(output.splitlines()[-1])


def test_the_graph_is_built_without_what_reads_and_shows_articles() -> None:
    loaded = loaded_by(
        "import claimwire.pipeline.run, claimwire.pipeline.settings\n"
        "import claimwire.pipeline.progress.watch"
    )
    assert "apache_beam" in loaded
    assert sorted(loaded & (READING | LOOKING)) == []


@pytest.mark.parametrize(
    "words",
    [
        ["extract", "no-such-file"],
        ["query", "from claims", "--output", "no-such-folder"],
        ["statements", "--output", "no-such-folder"],
        ["clean", "--output", "no-such-folder"],
        ["compact", "--output", "no-such-folder"],
        ["forget", "--article", "a", "--output", "no-such-folder"],
        ["feeds", "check", "--feeds", "no-such-file"],
    ],
    ids=lambda words: words[0],
)
def test_commands_that_run_no_graph_go_without_beam(words: list[str]) -> None:
    loaded = loaded_by(f"from claimwire.pipeline.command_line import main\nmain({words!r})")
    assert "claimwire.pipeline.command_line" in loaded
    assert "apache_beam" not in loaded


def test_a_run_starts_without_looking_through_all_objects_for_garbage() -> None:
    loaded, looks = told_by(
        "import gc, sys\n"
        "looks = []\n"
        "gc.callbacks.append(lambda phase, about: looks.append((phase, about['generation'])))\n"
        "from claimwire.pipeline.command_line import main\n"
        "main(['run', '--feeds', 'no-such-file', '--output', 'no-such-folder'])\n"
        "told = sorted(sys.modules), looks.count(('start', 2))"
    )
    assert "apache_beam" in loaded
    assert looks == 0

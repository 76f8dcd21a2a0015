"""What commands must not load, since the user would wait for it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

READING = {"spacy", "thinc", "trafilatura", "dateparser", "htmldate"}
LOOKING = {"duckdb", "altair", "vl_convert", "pyiceberg", "prometheus_client"}
HTTP = "apache_beam.internal.http_client"
ELSEWHERE = {"google.cloud.storage", "apache_beam.io.gcp.gcsio", "pymongo", HTTP}
BESIDE_SPACY = {"spacy.cli", "pydantic.v1", "requests", "httpx", "typer", "rich", "tldextract"}


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


def test_a_quiet_run_on_this_machine_loads_no_ways_to_others_and_nothing_to_show() -> None:
    words = ["run", "--feeds", "no-such-file", "--output", "no-such-folder", "--quiet"]
    loaded = loaded_by(f"from claimwire.pipeline.command_line import main\nmain({words!r})")
    assert {"apache_beam", "claimwire.pipeline.run"} <= loaded
    assert sorted(loaded & (ELSEWHERE | READING | LOOKING | {"rich"})) == []


def test_a_text_is_read_with_spacy_alone(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Talks would resume, Anna Kovac said.")
    words = ["extract", str(tmp_path / "text.txt")]
    loaded = loaded_by(f"from claimwire.pipeline.command_line import main\nmain({words!r})")
    assert "spacy" in loaded
    assert sorted(loaded & BESIDE_SPACY) == []


def test_a_text_of_a_known_language_is_read_without_the_model_of_languages(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Talks would resume, Anna Kovac said.")
    words = ["extract", "--language", "en", str(tmp_path / "text.txt")]
    told = told_by(
        f"from claimwire.pipeline.command_line import main\nmain({words!r})\n"
        "from claimwire.language import detection\ntold = detection._loaded.cache_info().misses"
    )
    assert told == 0


def test_a_program_reads_with_spacy_alone_and_may_load_the_rest() -> None:
    told = told_by(
        "import claimwire, sys\n"
        "claimwire.Reader\n"
        "alone = 'spacy.cli' not in sys.modules\n"
        "import spacy, spacy.cli.download, pydantic.v1\n"
        "told = [alone, spacy.info(silent=True)['spacy_version'] == spacy.__version__]"
    )
    assert told == [True, True]


def test_another_engine_gets_all_of_beam() -> None:
    loaded = loaded_by(
        "from claimwire.pipeline.engines.quick_beam import import_beam\n"
        "import_beam(['--runner', 'DataflowRunner'])"
    )
    assert "apache_beam.io.gcp.gcsfilesystem" in loaded

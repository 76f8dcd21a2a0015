"""``import claimwire``: free, complete, and of one version."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import claimwire
from claimwire.pipeline.command_line import main
from claimwire.version import __version__

ROOT = Path(__file__).resolve().parents[1]

HEAVY = {"apache_beam", "duckdb", "numpy", "pyarrow", "spacy"}

LOADED = "import sys, json, claimwire; print(json.dumps(sorted(sys.modules)))"


def test_importing_it_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, cwd=ROOT, check=True)
    loaded = set(json.loads(done.stdout))
    assert loaded & HEAVY == set()
    ours = {name for name in loaded if name.startswith("claimwire")}
    assert ours == {"claimwire", "claimwire.version"}


@pytest.mark.parametrize("name", claimwire.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(claimwire, name) is not None
    assert name in dir(claimwire)


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'claimwire' has no attribute 'reed'"):
        claimwire.reed  # noqa: B018


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"claimwire {__version__}\n"


@pytest.mark.parametrize(
    ("file", "pattern"),
    [("CITATION.cff", r"^version: (.+)$"), ("CHANGELOG.md", r"^## \[(\d.*?)\]")],
)
def test_the_version_is_everywhere_the_same(file: str, pattern: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(pattern, text, re.MULTILINE)[0] == __version__

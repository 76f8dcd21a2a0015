"""The container image: what it copies exists, versions agree, and the linter is content."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
LOCKED = (ROOT / "requirements-dataflow.lock").read_text(encoding="utf-8")
LINES = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def instructions(name: str) -> list[str]:
    return [line.removeprefix(name).strip() for line in LINES if line.startswith(name + " ")]


def test_beam_is_of_the_version_that_is_installed() -> None:
    locked = re.search(
        r"^apache-beam(?:\[[^]]*\])?==(\S+)",
        LOCKED,
        re.MULTILINE,
    )
    image = next(line for line in instructions("FROM") if "beam_python" in line)
    assert locked
    assert f":{locked[1]} " in image


def test_what_is_copied_exists_and_is_sent_to_the_builder() -> None:
    sent = (ROOT / ".dockerignore").read_text().split()
    for copied in instructions("COPY"):
        if copied.startswith("--from"):
            continue
        for source in copied.split()[:-1]:
            assert (ROOT / source).exists()
            assert f"!{source}" in sent


def test_every_package_is_installed_from_the_locked_list_by_hash() -> None:
    installs = [line for line in instructions("RUN") if "pip install" in line]
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)


def test_the_distribution_is_built_with_what_is_locked() -> None:
    (build,) = (line for line in instructions("RUN") if "pip install" in line and " . " in line)
    assert "--no-build-isolation" in build
    assert re.search(r"^setuptools==", LOCKED, re.MULTILINE)


def test_the_template_starts_what_was_copied() -> None:
    entry = "FLEX_TEMPLATE_PYTHON_PY_FILE=/template/main.py"
    assert any(entry in line for line in instructions("ENV"))
    assert any(line.endswith(" /template/main.py") for line in instructions("COPY"))


def test_it_does_not_run_as_root() -> None:
    assert instructions("USER") == ["10001"]


def test_the_linter_finds_nothing() -> None:
    hadolint = shutil.which("hadolint", path=f"{ROOT}/.venv/bin") or shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([hadolint, str(DOCKERFILE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

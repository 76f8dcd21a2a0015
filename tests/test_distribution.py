"""What ``setup.py`` lists is all that the packages need."""

import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from claimwire.language.languages import languages

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = ("pipeline", "schemas", "transforms")
"""Folders that stand beside ``claimwire``, and are linked and installed inside it."""


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    found: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("setuptools.setup", lambda **arguments: found.update(arguments))
        runpy.run_path(str(ROOT / "setup.py"))
    return found


def folders() -> Iterator[Path]:
    """The folders of the package, those that are linked included."""
    for folder, inner, files in os.walk(ROOT / "claimwire", followlinks=True):
        inner[:] = [name for name in inner if name != "__pycache__"]
        if "__init__.py" in files:
            yield Path(folder)


def test_nothing_but_claimwire_is_installed(listed: dict[str, Any]) -> None:
    assert {name.partition(".")[0] for name in listed["packages"]} == {"claimwire"}


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_the_folders_at_the_top_are_inside_the_package(name: str) -> None:
    assert (ROOT / "claimwire" / name).resolve() == ROOT / name


def test_every_package_is_listed(listed: dict[str, Any]) -> None:
    found = {".".join(folder.relative_to(ROOT).parts) for folder in folders()}
    assert set(listed["packages"]) == found


def test_every_data_file_is_listed(listed: dict[str, Any]) -> None:
    shipped = {
        file
        for package, patterns in listed["package_data"].items()
        for pattern in patterns
        for folder in ([ROOT.joinpath(*package.split("."))] if package else folders())
        for file in folder.glob(pattern)
    }
    present = {
        Path(folder, name)
        for folder, _, files in os.walk(ROOT / "claimwire", followlinks=True)
        for name in files
        if Path(name).suffix not in {".py", ".pyc"}
    }
    assert present <= shipped


def test_the_extra_of_a_language_installs_the_pipeline_that_is_tested(
    listed: dict[str, Any],
) -> None:
    tested = {
        package: version.partition(" ")[0]
        for line in (ROOT / "requirements-languages.in").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for package, version in [line.split("==")]
    }
    extras = {each.folder.name: each for each in languages().values() if each.requirement}
    assert "french" in extras
    for extra, language in extras.items():
        (required,) = map(Requirement, listed["extras_require"][extra])
        assert required.name.replace("-", "_") == language.pipeline
        assert required.specifier.contains(tested[required.name])

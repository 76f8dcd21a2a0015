"""What ``setup.py`` lists is all that the packages need."""

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pipeline", "schemas", "transforms")


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    found: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("setuptools.setup", lambda **arguments: found.update(arguments))
        runpy.run_path(str(ROOT / "setup.py"))
    return found


def folders() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path.parent for path in (ROOT / package).rglob("__init__.py"))


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
        file
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    assert present <= shipped

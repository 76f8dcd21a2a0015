"""A reader finds a thing by its name."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "claimwire"

NAMED_BY_A_RULE = {
    "__init__": "every package has one",
    "__main__": "what `python -m` runs",
    "grammar": "the interface of a language, and in each language's folder what fills it",
}


def modules() -> Iterator[Path]:
    for folder, _, files in os.walk(ROOT, followlinks=True):
        yield from (Path(folder, name) for name in files if name.endswith(".py"))


def test_no_name_has_two_meanings() -> None:
    """A module of ``commands`` is named for its command, whatever else is named for it."""
    found: dict[str, list[str]] = {}
    for path in modules():
        if path.parent.name != "commands" and path.stem not in NAMED_BY_A_RULE:
            found.setdefault(path.stem, []).append(str(path.relative_to(ROOT)))
    assert len(found) > 150
    assert [paths for paths in found.values() if len(paths) > 1] == []

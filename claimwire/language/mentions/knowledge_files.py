"""Reading the files of the folder ``knowledge``: what is known of the world."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "knowledge"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, past the comment at its top."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def tables(name: str) -> dict[str, Any]:
    """Read a TOML file."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def parts(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values, separated by "|"."""
    return tuple(part for part in cell.split("|") if part)

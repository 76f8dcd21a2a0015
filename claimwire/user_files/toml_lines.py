"""The line numbers of a TOML document's keys, which ``tomllib`` does not report."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
"""Keys that lead to a value; a number is the index of an array's element."""

# Trying the parser at each line of a long value would take quadratic time.
_MAY_END = re.compile(r"(?:[\]}]|\"\"\"|''')[ \t]*(?:#.*)?$")


def lines_of_keys(text: str) -> dict[Path, int]:
    """Find the line, counted from 1, on which each table and each key begins.

    A TOML document is a sequence of statements, each a table's header or a key with its value, and
    each a valid document by itself. So the TOML parser decides which lines belong together,
    whatever strings and comments they contain. Keys inside a value get the line of its statement.

    Args:
        text: a valid TOML document.

    Returns:
        The line numbers; the empty path has line 1.
    """
    lines: dict[Path, int] = {(): 1}
    lengths: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        document = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _header(document, lengths)
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], line)
        else:
            for path in _paths(document):
                lines.setdefault((*table, *path), line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement with the number of its first line; skip blank lines and comments."""
    pending: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        pending.append(line)
        if len(pending) > 1 and not _MAY_END.search(line):
            continue
        statement = "\n".join(pending)
        try:
            document = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue  # it goes on in the next line
        if document:
            yield number - len(pending) + 1, statement
        pending = []


def _header(value: Any, lengths: dict[Path, int]) -> Path:
    """Read the path of a table from its header, and count the tables of arrays."""
    path: Path = ()
    while value:
        [(key, value)] = value.items()
        path = (*path, key)
        if isinstance(value, list):
            value = {}
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _paths(value: Any) -> Iterator[Path]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (key,)
        if isinstance(inner, dict | list):
            for path in _paths(inner):
                yield (key, *path)

"""TOML files that a user writes, checked key by key; errors name the line."""

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from claimwire.errors import ClaimwireError, UsageError
from claimwire.user_files.toml_lines import lines_of_keys

Path = tuple[str | int, ...]

_ERROR_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)", re.DOTALL)


class UserFileError(UsageError):
    """A file that cannot be used; the message names file, line, cause and the way out."""


class WrongValue(ClaimwireError):
    """One value is invalid; ``TomlFile`` adds file and line to the message."""


@dataclasses.dataclass(frozen=True)
class TomlFile:
    """A parsed file with line numbers.

    Attributes:
        name: name of the file, for error messages.
        document: the parsed content.
        lines: line number of each table and key, from 1.
    """

    name: str
    document: Mapping[str, Any]
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """Return the line of a key, or of the table that would contain it."""
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return self.lines[known]

    def error(self, path: Path, message: str) -> UserFileError:
        """Return the error about a key, with file and line."""
        return UserFileError(f"{self.name}, line {self.line_of(path)}: {message}")

    def check_keys(self, table: Mapping[str, Any], path: Path, known: Iterable[str]) -> None:
        """Refuse unknown keys: most are misspelt known ones."""
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise self.error((*path, key), f"unknown key {key!r}; {hint}")

    def tables(self, key: str) -> list[dict[str, Any]]:
        """Return the tables of an array; an empty list if the file does not have it."""
        tables = self.document.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.error((key,), f"{key} is not an array of tables; write [[{key}]]")
        return tables

    def values(
        self, table: Mapping[str, Any], path: Path, checks: Mapping[str, Callable[[Any], Any]]
    ) -> dict[str, Any]:
        """Return the checked values of a table, whose keys all have a check."""
        values = {}
        for key, value in table.items():
            try:
                values[key] = checks[key](value)
            except WrongValue as error:
                raise self.error((*path, key), f"{key} {error}") from error
        return values


def read_toml(data: bytes, name: str) -> TomlFile:
    """Parse a file.

    Args:
        data: its bytes.
        name: its name, for error messages.

    Raises:
        UserFileError: if it is not valid TOML.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UserFileError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        match = _ERROR_LINE.fullmatch(str(error))
        where = f"line {match[2]}" if match else "at its end"
        what = match[1] if match else str(error)
        raise UserFileError(f"{name}, {where}: not valid TOML: {what}") from error
    except ValueError as error:  # a number of thousands of digits
        raise UserFileError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise UserFileError(f"{name}: not valid TOML: nested too deep") from error
    return TomlFile(name, document, lines_of_keys(text))


def word(value: Any) -> str:
    """Check a value that must be text.

    Raises:
        WrongValue: if it is not, or is blank.
    """
    if not isinstance(value, str) or not value.strip():
        raise WrongValue(f"is {value!r}; it must be text, not empty")
    return value.strip()


def words(value: Any) -> list[str]:
    """Check a value that must be a list of text.

    Raises:
        WrongValue: if it is not.
    """
    if not isinstance(value, list):
        raise WrongValue(f'is {value!r}; give a list of words, for example ["asia", "state"]')
    return [word(each) for each in value]

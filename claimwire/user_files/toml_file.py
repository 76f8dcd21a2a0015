"""TOML files that a user writes: checked key by key, each mistake named with its line."""

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
    """What is wrong with one value; ``TomlFile`` knows where it stands."""


@dataclasses.dataclass(frozen=True)
class TomlFile:
    """A parsed file, and where in it things stand.

    Attributes:
        name: of the file, for errors.
        document: what it says.
        lines: the line of each table and key.
    """

    name: str
    document: Mapping[str, Any]
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of a key, or else of what it would stand in."""
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return self.lines[known]

    def error(self, path: Path, message: str) -> UserFileError:
        """Say what is wrong at a key."""
        return UserFileError(f"{self.name}, line {self.line_of(path)}: {message}")

    def check_keys(self, table: Mapping[str, Any], path: Path, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing: most are misspelt ones that mean something."""
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise self.error((*path, key), f"unknown key {key!r}; {hint}")

    def tables(self, key: str) -> list[dict[str, Any]]:
        """The tables of an array; none if the file does not have it."""
        tables = self.document.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.error((key,), f"{key} is no array of tables; write [[{key}]]")
        return tables

    def values(
        self, table: Mapping[str, Any], path: Path, checks: Mapping[str, Callable[[Any], Any]]
    ) -> dict[str, Any]:
        """Check the values of a table, whose keys all have a check."""
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
        name: its name, for errors.

    Raises:
        UserFileError: if it is no TOML.
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

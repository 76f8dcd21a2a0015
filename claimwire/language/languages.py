"""Which languages are read: each is a folder of data beside this module.

A folder is a language if it has a ``language.toml``; that of English says what the keys mean. A
file of words opens with a comment (``#``) that says what its columns or keys mean and where its
facts come from. A language may lack files: their lists are empty then. Imports nothing slow.
"""

import csv
import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimwire.language.grammar import NO_GRAMMAR, Grammar
from claimwire.language.neutral_grammar import NEUTRAL

_FOLDERS = Path(__file__).parent
_UNIVERSAL = "universal_dependencies"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Language:
    """What ``language.toml`` says of a language, as that of English explains, and its folder."""

    folder: Path
    code: str
    pipeline: str | None = None
    released: str | None = None
    requirement: str | None = None
    own_script: bool = False


@functools.cache
def languages() -> dict[str, Language]:
    """Return all languages by their ISO 639-1 codes, in the order of the codes."""
    found = (
        Language(folder=path.parent, **tomllib.loads(path.read_text(encoding="utf-8")))
        for path in _FOLDERS.glob("*/language.toml")
    )
    return {each.code: each for each in sorted(found, key=lambda each: each.code)}


@functools.cache
def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language, from its ``grammar.toml``.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Returns:
        The grammar; one without labels if the language has none here, so that rules which ask for
        a label find nothing.

    Raises:
        TypeError: if the file lacks a label of its parser, or has one that no rule asks for.
    """
    data = read_toml(language, "grammar.toml") if has_folder(language) else {}
    if not data:
        return NO_GRAMMAR
    universal = data.pop("parser", None) == _UNIVERSAL
    fields: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in data.items()
    }
    return dataclasses.replace(NEUTRAL, **fields) if universal else Grammar(**fields)


def has_folder(language: str) -> bool:
    """Whether the words of a language are listed here."""
    return language in languages()


def is_parsed(language: str) -> bool:
    """Whether the rules know a parser's labels in a language, so that they find its claims."""
    return grammar_of(language) is not NO_GRAMMAR


def folder_of(language: str) -> Path:
    """Return the folder that holds the word lists of a language.

    Raises:
        KeyError: if the language has no folder here.
    """
    return languages()[language].folder


@functools.cache
def has_file(language: str, name: str) -> bool:
    """Whether a language has a folder here with such a file."""
    return has_folder(language) and (folder_of(language) / name).is_file()


def read_toml(language: str, name: str) -> dict[str, Any]:
    """Read a TOML file of a language's folder, such as ``times.toml``; empty if it has none."""
    file = folder_of(language) / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def read_rows(language: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of a language's folder, such as ``cues/verbs.csv``, if any."""
    path = folder_of(language) / name
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@functools.cache
def single_offices() -> frozenset[str]:
    """Return the offices that one person of a country holds at a time, in all languages."""
    return frozenset(
        office
        for language in languages()
        for office in read_toml(language, "offices.toml").get("single", ())
    )

"""Which languages are read: each has a grammar and a folder of word lists.

A file of words opens with a comment (``#``) that says what its columns or keys mean and where
its facts come from. A language may lack files: their lists are empty then.
"""

import csv
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimwire.language.english.grammar import ENGLISH
from claimwire.language.french.grammar import FRENCH
from claimwire.language.grammar import NO_GRAMMAR, Grammar
from claimwire.language.spanish.grammar import SPANISH

_GRAMMARS = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH}
_FOLDERS = {"en": "english", "es": "spanish", "fr": "french"}


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Returns:
        The grammar; one without labels if the language has no folder here, so that rules which ask
        for a label find nothing.
    """
    return _GRAMMARS.get(language, NO_GRAMMAR)


def has_folder(language: str) -> bool:
    """Whether the words of a language are listed here."""
    return language in _FOLDERS


def folder_of(language: str) -> Path:
    """Return the folder that holds the word lists of a language.

    Raises:
        KeyError: if the language has no folder here.
    """
    return Path(__file__).parent / _FOLDERS[language]


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
        for language in _FOLDERS
        for office in read_toml(language, "offices.toml").get("single", ())
    )

"""What other languages than English call the entities of the knowledge."""

import functools
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from claimwire.language.languages import has_file, languages, read_rows
from claimwire.language.mentions.knowledge_files import parts


class LocalName(NamedTuple):
    """A name in one language.

    Attributes:
        form: as written.
        entity_id: of what it names: as in the knowledge, or a country.
        kind: "country" or "nationality"; empty of other entities.
        codes: ISO 3166-1 alpha-3 codes of the countries that it may mean; of other entities none.
    """

    form: str
    entity_id: str
    kind: str
    codes: tuple[str, ...]


def has_names(language: str) -> bool:
    """Whether the names of a language are listed."""
    return has_file(language, "names.csv")


def keeps_english_names(language: str) -> bool:
    """Whether texts of a language have names of persons and bodies in the spelling of English."""
    return not languages()[language].own_script


@functools.cache
def local_names(language: str) -> tuple[LocalName, ...]:
    """Return the names of countries, nationalities, organisations and groups in a language.

    Of names that are written alike, the later one is the commoner: countries come last.
    """
    return (*_nationalities(language), *_entities(language), *_countries(language))


@functools.cache
def local_capitals(language: str) -> dict[str, str]:
    """Return the capitals and seats of government by their names in a language, with ISO codes."""
    return {
        form: entity_id.partition(":")[2]
        for entity_id, forms in _listed(language)
        if entity_id.startswith("capital:")
        for form in forms
    }


@functools.cache
def local_currencies(language: str) -> dict[str, str]:
    """Return the states that have money of their own by what a language calls it, in lower case."""
    return {
        form: row["code"]
        for row in read_rows(language, "currencies.csv")
        for form in parts(row["forms"])
    }


def _listed(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in read_rows(language, "names.csv"):
        yield row["entity_id"], parts(row["forms"])


def _entities(language: str) -> Iterator[LocalName]:
    for entity_id, forms in _listed(language):
        if not entity_id.startswith(("capital:", "country:")):
            for form in _spellings(forms):
                yield LocalName(form, entity_id, "", ())


def _countries(language: str) -> Iterator[LocalName]:
    listed: list[tuple[str, tuple[str, ...]]] = [
        (row["code"], (row["alias"],)) for row in read_rows(language, "country_names.csv")
    ]
    listed += [
        (entity_id.partition(":")[2], forms)
        for entity_id, forms in _listed(language)
        if entity_id.startswith("country:")
    ]
    for codes, forms in listed:
        for form in _spellings(forms):
            yield _of_countries(form, "country", codes)


def _nationalities(language: str) -> Iterator[LocalName]:
    for row in read_rows(language, "demonyms.csv"):
        for form in parts(row["forms"]):
            yield _of_countries(form, "nationality", row["code"])
            yield _of_countries(form[0].upper() + form[1:], "nationality", row["code"])


def _of_countries(form: str, kind: str, codes: str) -> LocalName:
    homes = parts(codes)
    return LocalName(form, f"country:{homes[0]}", kind, homes)


def _spellings(forms: tuple[str, ...]) -> Iterator[str]:
    """Yield names, also without the accent of their first letter: news writes "Etats-Unis"."""
    for form in forms:
        yield form
        plain = unicodedata.normalize("NFD", form[0])[0]
        if plain != form[0]:
            yield plain + form[1:]

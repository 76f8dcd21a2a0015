"""What is known of the world: countries, nationalities, organisations; loaded once from data."""

import csv
import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pycountry

FOLDER = Path(__file__).parent / "knowledge"


@dataclasses.dataclass(frozen=True)
class KnownEntity:
    """Something in the world that a text may name.

    Attributes:
        entity_id: stable and readable, for example ``country:AFG``.
        kind: for example country, nationality or armed_group.
        country: ISO 3166-1 alpha-3 code it belongs to, or None.
        name: canonical name; for a nationality the country's.
        label: the type a language model would give its mentions.
    """

    entity_id: str
    kind: str
    country: str | None
    name: str
    label: str


@dataclasses.dataclass(frozen=True)
class Ambiguity:
    """What settles that an ambiguous name is meant.

    Attributes:
        rule: "model" (the language model tags it as a place or nationality) or "evidence".
        evidence: words of which the text must have one, for "evidence".
    """

    rule: str
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Knowledge:
    """All that is known.

    Attributes:
        names: each surface form, and what it stands for.
        ambiguous: forms that need more than the match.
        kinds: the language model's labels of interest, and our kinds for them.
        state_bodies: last words of the names of organisations that belong to a state.
    """

    names: dict[str, KnownEntity]
    ambiguous: dict[str, Ambiguity]
    kinds: dict[str, str]
    state_bodies: frozenset[str]


@functools.cache
def load_knowledge() -> Knowledge:
    """Read the data files beside this module."""
    labels = tomllib.loads((FOLDER / "labels.toml").read_text(encoding="utf-8"))
    countries = dict(_countries())
    canonical = {entity.country: entity.name for entity in countries.values()}
    return Knowledge(
        # Later entries win: a curated alias over ISO's form, an organisation over a demonym.
        names=countries | dict(_nationalities(canonical)) | dict(_organisations()),
        ambiguous={
            row["name"]: Ambiguity(row["rule"], _split(row["evidence"]))
            for row in rows("ambiguous_names.csv")
        },
        kinds=labels["kinds"],
        state_bodies=frozenset(labels["state_bodies"]),
    )


def rows(file_name: str) -> Iterator[dict[str, str]]:
    """Read a data file of the knowledge folder, past its header comment."""
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _countries() -> Iterator[tuple[str, KnownEntity]]:
    aliases = list(rows("country_aliases.csv"))
    canonical = {row["code"]: row["alias"] for row in aliases if row["canonical"] == "yes"}
    forms: dict[str, list[str]] = {}
    for country in pycountry.countries:
        code = country.alpha_3
        common = getattr(country, "common_name", None)
        canonical.setdefault(code, common or country.name)
        forms[code] = [country.name, getattr(country, "official_name", None) or "", common or ""]
    for row in aliases:
        forms.setdefault(row["code"], []).append(row["alias"])
    for code, names in forms.items():
        entity = KnownEntity(f"country:{code}", "country", code, canonical[code], "GPE")
        for name in [canonical[code], *names]:
            # ISO's inverted forms ("Korea, Republic of") and remarks in brackets are no usage.
            if name and "," not in name and "(" not in name:
                yield name.removeprefix("the "), entity


def _nationalities(names: dict[str | None, str]) -> Iterator[tuple[str, KnownEntity]]:
    for row in rows("demonyms.csv"):
        code = row["code"]
        entity = KnownEntity(f"country:{code}", "nationality", code, names[code], "NORP")
        for form in _split(row["forms"]):
            yield form, entity


def _organisations() -> Iterator[tuple[str, KnownEntity]]:
    for row in rows("organisations.csv"):
        entity = KnownEntity(
            row["entity_id"], row["kind"], row["country"] or None, row["name"], "ORG"
        )
        for form in (row["name"], *_split(row["aliases"])):
            yield form, entity

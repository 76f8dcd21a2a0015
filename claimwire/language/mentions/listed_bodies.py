"""Organisations, media, companies, parties and organs of states, as the data files list them."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping

from claimwire.language.mentions.actor_codes import read_periods
from claimwire.language.mentions.knowledge_files import parts, rows, tables
from claimwire.language.mentions.known_entity import KnownEntity

ORGANISATION_FILES = (
    "organisations.csv", "companies.csv", "groups.csv", "parties.csv", "media.csv", "state.csv",
)  # fmt: skip


def organisations() -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name of a listed body, and the body."""
    for file_name in ORGANISATION_FILES:
        for row in rows(file_name):
            entity = KnownEntity(
                row["entity_id"],
                row["kind"],
                row["country"] or None,
                row["name"],
                type_of(row["kind"]),
                read_periods(row["roles"]),
            )
            for form in (row["name"], *parts(row["aliases"])):
                yield form, entity


def namesakes(
    entities: Iterable[KnownEntity],
) -> Iterator[tuple[str, dict[str, KnownEntity]]]:
    """Yield each name that bodies of several states bear, and those bodies by their state."""
    listed = {entity.entity_id: entity for entity in entities}
    for row in rows("shared_bodies.csv"):
        bodies = [listed[entity_id] for entity_id in parts(row["entities"])]
        yield row["name"], {body.country: body for body in bodies if body.country}


def outlets(entities: Iterable[KnownEntity]) -> Iterator[tuple[str, KnownEntity]]:
    """Yield each short name of a news agency in datelines, and the agency."""
    listed = {entity.entity_id: entity for entity in entities}
    for row in rows("dateline_outlets.csv"):
        yield row["name"], listed[row["entity_id"]]


def first_of(bodies: Mapping[str, KnownEntity]) -> KnownEntity:
    """Return the first of several bodies, which the text may exchange for another."""
    return dataclasses.replace(next(iter(bodies.values())), homes=tuple(bodies))


def type_of(kind: str) -> str:
    """Return the type that a language model would give to a kind of entity."""
    return _types().get(kind, "ORG")


@functools.cache
def _types() -> dict[str, str]:
    types: dict[str, str] = tables("entity_types.toml")["types"]
    return types

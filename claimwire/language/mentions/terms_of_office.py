"""Heads of state and government, ministers and heads of organisations, and their terms."""

import dataclasses
from collections.abc import Iterator
from datetime import date

from claimwire.language.mentions.actor_codes import Period
from claimwire.language.mentions.knowledge_files import parts, rows
from claimwire.language.mentions.known_entity import KnownEntity


@dataclasses.dataclass(frozen=True)
class Term:
    """A listed term of office.

    Attributes:
        entity_id, name: who held it.
        country: ISO 3166-1 alpha-3 code, or None of an international office.
        office: as the news calls it.
        role: in the actor code.
        begins, ends: first day in office and first day out of it; None if not known to have ended.
    """

    entity_id: str
    name: str
    country: str | None
    office: str
    role: str
    begins: date
    ends: date | None


def leaders() -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name of somebody who holds or held an office."""
    terms: dict[str, list[dict[str, str]]] = {}
    for row in rows("leaders.csv"):
        terms.setdefault(row["entity_id"], []).append(row)
    for entity_id, held in terms.items():
        row = held[0]
        periods = [Period(term["role"], *_days(term)) for term in held]
        ends = [period.ends for period in periods]
        # CAMEO's ELI, former officials: after a term of office, where no other holds.
        if row["country"] and None not in ends:
            periods.append(Period("ELI", max(day for day in ends if day)))
        entity = KnownEntity(
            entity_id, "person", row["country"] or None, row["name"], "PERSON", tuple(periods)
        )
        for form in (row["name"], *parts(row["aliases"])):
            yield form, entity


def terms_of_office() -> list[Term]:
    """Return the listed terms of office, in the order of the file."""
    return [
        Term(
            row["entity_id"],
            row["name"],
            row["country"] or None,
            row["office"],
            row["role"],
            *_days(row),
        )
        for row in rows("leaders.csv")
    ]


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    ends = date.fromisoformat(row["ends"]) if row["ends"] else None
    return date.fromisoformat(row["begins"]), ends

"""The table of actors: one row per person or body, day and run that learnt of it."""

import dataclasses
from datetime import date
from pathlib import Path

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import Table, column

ACTOR_KINDS = frozenset(
    {
        "armed_group",
        "government",
        "international_organisation",
        "media",
        "military",
        "ministry",
        "organisation",
        "party",
        "person",
    }
)
"""The kinds of entities that are persons or bodies."""


@dataclasses.dataclass(frozen=True, slots=True)
class ActorRole(Record):
    """A role in which articles present an actor, and the days of the first and last of them."""

    role: str
    affiliation: str | None
    country: str | None
    first_day: date
    last_day: date


@dataclasses.dataclass(frozen=True, slots=True)
class Actor(Record):
    """What one day's articles tell of an actor. See ``ACTORS`` for what each field means."""

    actor_id: str
    kind: str
    name: str
    names: list[str]
    roles: list[ActorRole]
    affiliation: str | None
    country: str | None
    countries: list[str]
    articles: int
    first_day: date
    last_day: date
    wikidata_id: str | None
    office_keys: list[str]
    run_id: str


_ROLE = pa.struct(
    [
        pa.field("role", pa.string()),
        pa.field("affiliation", pa.string()),
        pa.field("country", pa.string()),
        pa.field("first_day", pa.date32()),
        pa.field("last_day", pa.date32()),
    ]
)

ACTORS = Table(
    name="actors",
    one_row_is="what the articles of one day tell of one person or body",
    record=Actor,
    sort_by=("actor_id", "first_day"),
    view=Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"),
    view_shows="one row for each actor, as all rows together tell of it, with `same_as`: the "
    "`actor_id` of those that are the same by an office or an acronym that they share",
    schema=pa.schema(
        [
            column(
                "actor_id",
                pa.string(),
                "The entity_id of entities and the speaker_entity_id of claims.",
                required=True,
            ),
            column("kind", pa.string(), "As in the table of entities.", required=True),
            column("name", pa.string(), "The commonest full name.", required=True),
            column("names", pa.list_(pa.string()), "All names, as written.", required=True),
            column(
                "roles",
                pa.list_(_ROLE),
                "The roles in which it speaks, with the first and last day.",
                required=True,
            ),
            column("affiliation", pa.string(), "The body that it belongs to, as told most often."),
            column(
                "country",
                pa.string(),
                "ISO 3166-1 alpha-3 code; null where articles tell several countries, or none.",
            ),
            column(
                "countries",
                pa.list_(pa.string()),
                "All countries that articles tell.",
                required=True,
            ),
            column("articles", pa.int32(), "Number of articles that name it.", required=True),
            column("first_day", pa.date32(), "The first day of the articles.", required=True),
            column("last_day", pa.date32(), "The last day of the articles.", required=True),
            column("wikidata_id", pa.string(), "Identifier in Wikidata, for example Q142."),
            column(
                "office_keys",
                pa.list_(pa.string()),
                "Initial, surname, office and country, for offices that one person holds at a "
                "time: actors that share one are the same.",
                required=True,
            ),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
        ]
    ),
)

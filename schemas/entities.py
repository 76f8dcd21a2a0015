"""The table of entities: one row per mention in an article."""

import dataclasses

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import Table, column

KINDS = {
    "country": "",
    "nationality": "",
    "city": "",
    "region": "division, continent",
    "place": "other or undecided",
    "facility": "",
    "government": "with its organs",
    "ministry": "",
    "military": "",
    "armed_group": "",
    "party": "",
    "international_organisation": "",
    "organisation": "",
    "media": "",
    "office": "",
    "person": "",
    "group": "",
    "event": "",
    "law": "",
}
"""The closed set of kinds, with remarks."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entity(Record):
    """One mention of an entity. See ``ENTITIES`` for what each field means."""

    article_id: str
    mention_id: str
    sentence: int
    start: int
    end: int
    text: str
    label: str
    entity_id: str | None
    name: str | None
    kind: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    wikidata_id: str | None
    actor_code: str | None
    score: float | None
    method: str
    run_id: str
    radius_km: float | None = None
    inside: bool | None = None


ENTITIES = Table(
    name="entities",
    one_row_is="one mention of an entity in an article",
    record=Entity,
    sort_by=("article_id", "start", "end", "mention_id"),
    schema=pa.schema(
        [
            column("article_id", pa.string(), "The article of the mention.", required=True),
            column("mention_id", pa.string(), "Identifier of this mention.", required=True),
            column("sentence", pa.int32(), "Number of the sentence, from 0.", required=True),
            column("start", pa.int32(), "Offset of the first code point.", required=True),
            column("end", pa.int32(), "Offset after the last code point.", required=True),
            column("text", pa.string(), "The mention as written.", required=True),
            column(
                "label",
                pa.string(),
                "Entity type from the language model, such as GPE.",
                required=True,
            ),
            column(
                "entity_id",
                pa.string(),
                "Linked entity, for example country:AFG. That of a person or body in no list is "
                "made of the full name alone, so that it is the same in every article; null if "
                "neither is known.",
            ),
            column("name", pa.string(), "Canonical name of the entity."),
            column(
                "kind",
                pa.string(),
                "Kind of entity: "
                + ", ".join(f"{kind} ({what})" if what else kind for kind, what in KINDS.items())
                + ".",
            ),
            column("country", pa.string(), "ISO 3166-1 alpha-3 code of its country."),
            column("latitude", pa.float64(), "Degrees north, for places."),
            column("longitude", pa.float64(), "Degrees east, for places."),
            column("geonames_id", pa.int64(), "GeoNames identifier, for places."),
            column(
                "wikidata_id",
                pa.string(),
                "Item in Wikidata, for example Q142; of states and of many of their divisions.",
            ),
            column("actor_code", pa.string(), "CAMEO-style actor code."),
            column(
                "score",
                pa.float64(),
                "Confidence of the link to a listed entity, 0 to 1, or of a country that only the "
                "rest of the text tells, up to 0.6; else null.",
            ),
            column(
                "method",
                pa.string(),
                "What found the mention; ends in city where the point is that of the place in "
                "which it stands.",
                required=True,
            ),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
            column(
                "radius_km",
                pa.float64(),
                "How far off the point may be, in kilometres; an estimate.",
            ),
            column(
                "inside",
                pa.bool_(),
                "Whether it stands inside another mention, as Kent in University of Kent; "
                "leave these out to count each stretch of text once.",
            ),
        ]
    ),
)

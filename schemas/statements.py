"""The table of statements: one row per statement, day and run in which it gained a report."""

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import TIMESTAMP, Table, column

KEYS_LENGTH = 64
"""Length of the keys of one report in ``statement_keys``, in bytes: 16 numbers of 4 bytes."""


@dataclasses.dataclass(frozen=True, slots=True)
class StatementReport(Record):
    """A claim that reports a statement, with the article in which it stands."""

    claim_id: str
    article_id: str
    site: str
    seen_at: datetime
    published_at: datetime | None
    start: int
    text: str
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class LinkedStatement(Record):
    """An earlier statement, and how alike the two contents are."""

    statement_id: str
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class RepresentingReport(Record):
    """Who says, and how, in a report that represents its statement when others are compared."""

    claim_id: str
    speaker_text: str | None
    speaker_name: str | None
    speaker_entity_id: str | None
    speaker_entity_ids: list[str]
    speaker_kind: str
    speaker_affiliation: str | None
    speaker_country: str | None
    act: str
    said_on: date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Statement(Record):
    """What a run's articles of a day tell of a statement. See ``STATEMENTS`` for the fields."""

    statement_id: str
    language: str
    text: str
    claim_id: str
    article_id: str
    speaker_text: str | None
    speaker_name: str | None
    speaker_entity_id: str | None
    speaker_entity_ids: list[str]
    speaker_kind: str
    speaker_role: str | None
    speaker_affiliation: str | None
    speaker_country: str | None
    act: str
    said_on: date | None
    first_seen_at: datetime
    site: str
    reports: list[StatementReport]
    contradicts: list[LinkedStatement]
    answers: list[LinkedStatement]
    statement_keys: bytes | None
    run_id: str
    represented_by: list[RepresentingReport] | None


_REPORT = pa.struct(
    [
        pa.field("claim_id", pa.string()),
        pa.field("article_id", pa.string()),
        pa.field("site", pa.string()),
        pa.field("seen_at", TIMESTAMP),
        pa.field("published_at", TIMESTAMP),
        pa.field("start", pa.int32()),
        pa.field("text", pa.string()),
        pa.field("score", pa.float64()),
    ]
)
_REPRESENTING = pa.struct(
    [
        pa.field("claim_id", pa.string()),
        pa.field("speaker_text", pa.string()),
        pa.field("speaker_name", pa.string()),
        pa.field("speaker_entity_id", pa.string()),
        pa.field("speaker_entity_ids", pa.list_(pa.string())),
        pa.field("speaker_kind", pa.string()),
        pa.field("speaker_affiliation", pa.string()),
        pa.field("speaker_country", pa.string()),
        pa.field("act", pa.string()),
        pa.field("said_on", pa.date32()),
    ]
)
_LINKED = pa.struct([pa.field("statement_id", pa.string()), pa.field("score", pa.float64())])

STATEMENTS = Table(
    name="statements",
    one_row_is="what one run's articles of one day tell of one statement, which many may report",
    record=Statement,
    sort_by=("first_seen_at", "statement_id"),
    view=Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"),
    view_needs=("articles",),
    view_shows="one row for each statement, as all rows together tell of it: `report_count` and "
    "`outlets`, to which near-copies of an article count, `first_site` and `first_seen_at`, "
    "`last_seen_at`, `languages`, `wordings`, and the `statement_id` of those that it "
    "`contradicts` (in either direction), `answers`, and that it is `answered_by`",
    schema=pa.schema(
        [
            column(
                "statement_id",
                pa.string(),
                "The claim_id of the earliest report; the statement_id of claims.",
                required=True,
            ),
            column("language", pa.string(), "ISO 639-1 code of the reports.", required=True),
            column(
                "text",
                pa.string(),
                "The longest wording of the row's reports; text_resolved, where a claim has it.",
                required=True,
            ),
            column("claim_id", pa.string(), "The claim that has this wording.", required=True),
            column("article_id", pa.string(), "The article of that claim.", required=True),
            column("speaker_text", pa.string(), "As in claims, of the row's earliest report."),
            column("speaker_name", pa.string(), "As in claims."),
            column("speaker_entity_id", pa.string(), "As in claims."),
            column(
                "speaker_entity_ids",
                pa.list_(pa.string()),
                "The identifiers of all who said it together.",
                required=True,
            ),
            column("speaker_kind", pa.string(), "As in claims.", required=True),
            column("speaker_role", pa.string(), "As in claims."),
            column("speaker_affiliation", pa.string(), "As in claims."),
            column("speaker_country", pa.string(), "As in claims."),
            column(
                "act", pa.string(), "As in claims, of the row's earliest report.", required=True
            ),
            column("said_on", pa.date32(), "As in claims, of the row's earliest report."),
            column(
                "first_seen_at",
                TIMESTAMP,
                "When the article of the row's earliest report was first seen.",
                required=True,
            ),
            column("site", pa.string(), "The site of that article.", required=True),
            column(
                "reports",
                pa.list_(_REPORT),
                "The claims of this run and day that report it, the earliest first: claim, article "
                "and site, its times, the content's offset, its text, and its likeness with the "
                "statement's first report.",
                required=True,
            ),
            column(
                "contradicts",
                pa.list_(_LINKED),
                "Earlier statements of the same matter with another number, or of which one "
                "negates or denies the other.",
                required=True,
            ),
            column(
                "answers",
                pa.list_(_LINKED),
                "Earlier statements of others that it denies, rejects or criticises.",
                required=True,
            ),
            column(
                "statement_keys",
                pa.binary(),
                "Keys by which later runs find the statement, 64 bytes for each report of "
                "`represented_by`; null if there is none.",
            ),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
            column(
                "represented_by",
                pa.list_(_REPRESENTING),
                "The reports that later ones are compared with: the statement's first, and those "
                "like it in other words; the claims' speakers and acts.",
            ),
        ]
    ),
)

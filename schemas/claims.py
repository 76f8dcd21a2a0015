"""The table of claims: one row per attributed claim (who said what)."""

import dataclasses
from datetime import date

import pyarrow as pa

from claimwire.schemas.record import Record
from claimwire.schemas.table import Table, column


@dataclasses.dataclass(frozen=True, slots=True)
class Span(Record):
    """A stretch of an article's text, ``[start, end)`` in Unicode code points."""

    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class TimeMention(Record):
    """A time named in a claim, as a closed range of days, or without if nobody knows the day."""

    text: str
    start: date | None
    end: date | None


@dataclasses.dataclass(frozen=True, slots=True)
class JointSpeaker(Record):
    """One of several speakers who are said to have said the same together."""

    name: str | None
    entity_id: str | None
    kind: str
    country: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Claim(Record):
    """One attributed claim. See ``CLAIMS`` for what each field means."""

    claim_id: str
    article_id: str
    sentence: int
    quote_type: str
    text: str
    spans: list[Span]
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_name: str | None
    speaker_entity_id: str | None
    speaker_kind: str
    speaker_role: str | None
    speaker_affiliation: str | None
    speaker_country: str | None
    addressee: str | None
    cue: str | None
    cue_lemma: str | None
    cue_start: int | None
    cue_end: int | None
    act: str
    negated: bool
    modality: str
    said_on: date | None
    times: list[TimeMention]
    about: list[str]
    score: float | None
    rule: str
    run_id: str
    parent_id: str | None
    relation: str | None
    speaker_score: float | None
    said_in: str | None
    joint_speakers: list[JointSpeaker] | None
    text_resolved: str | None
    speaker_actor_code: str | None = None
    target_entity_id: str | None = None
    target_actor_code: str | None = None
    statement_id: str | None = None


_SPAN = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])
_TIME = pa.struct(
    [pa.field("text", pa.string()), pa.field("start", pa.date32()), pa.field("end", pa.date32())]
)
_JOINT_SPEAKER = pa.struct(
    [
        pa.field("name", pa.string()),
        pa.field("entity_id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("country", pa.string()),
    ]
)

CLAIMS = Table(
    name="claims",
    one_row_is="one attributed claim: who said what",
    record=Claim,
    sort_by=("article_id", "sentence", "claim_id"),
    view="from all_claims where parent_id is null",
    view_shows="the claims that stand by themselves, without those that continue another or are "
    "nested in one",
    schema=pa.schema(
        [
            column("claim_id", pa.string(), "Identifier of this claim.", required=True),
            column("article_id", pa.string(), "The article of the claim.", required=True),
            column("sentence", pa.int32(), "Number of the first sentence, from 0.", required=True),
            column("quote_type", pa.string(), "direct, indirect or mixed.", required=True),
            column(
                "text",
                pa.string(),
                "The content, without outer quotation marks and leading 'that'.",
                required=True,
            ),
            column(
                "spans",
                pa.list_(_SPAN),
                "Offsets of the content in the article's text.",
                required=True,
            ),
            column(
                "speaker_text", pa.string(), "The source as written; null if the text gives none."
            ),
            column("speaker_start", pa.int32(), "Offset of the speaker's first code point."),
            column("speaker_end", pa.int32(), "Offset after the speaker's last code point."),
            column(
                "speaker_name",
                pa.string(),
                "The speaker's full name after coreference resolution, without titles; null for "
                "one who is only described, as 'a spokesman' or 'the company'.",
            ),
            column("speaker_entity_id", pa.string(), "The speaker's entity_id."),
            column(
                "speaker_kind",
                pa.string(),
                "person, official (speaks for a state, an army or a party), government, "
                "organisation, group (also people in the plural), media, document, anonymous (asks "
                "to stay unnamed) or unknown.",
                required=True,
            ),
            column(
                "speaker_role",
                pa.string(),
                "Office or function, for example spokesman, told anywhere in the article.",
            ),
            column(
                "speaker_affiliation",
                pa.string(),
                "The body that the speaker belongs to or speaks for.",
            ),
            column(
                "speaker_country",
                pa.string(),
                "ISO 3166-1 alpha-3 code of the country that the words tell of the speaker: by "
                "nationality, office or body, never by where it was said.",
            ),
            column("addressee", pa.string(), "The person or body addressed."),
            column("cue", pa.string(), "The attributing words, for example 'told'."),
            column("cue_lemma", pa.string(), "Lemma of the cue."),
            column("cue_start", pa.int32(), "Offset of the cue's first code point."),
            column("cue_end", pa.int32(), "Offset after the cue's last code point."),
            column(
                "act",
                pa.string(),
                "Speech act: one of the acts below.",
                required=True,
            ),
            column("negated", pa.bool_(), "Whether the content is negated.", required=True),
            column(
                "modality",
                pa.string(),
                "Modality of the content: asserted, possible, conditional, future or obligation.",
                required=True,
            ),
            column("said_on", pa.date32(), "The day on which it was said, if the text gives it."),
            column(
                "times",
                pa.list_(_TIME),
                "Times named in the content, as ranges of days; days may be unknown.",
                required=True,
            ),
            column(
                "about", pa.list_(pa.string()), "entity_ids named in the content.", required=True
            ),
            column(
                "score",
                pa.float64(),
                "How often content and speaker of such a claim are right, as measured; 0 to 1.",
            ),
            column("rule", pa.string(), "The rule that found it.", required=True),
            column(
                "run_id",
                pa.string(),
                "The run, or window of a stream, that wrote the row.",
                required=True,
            ),
            column(
                "parent_id",
                pa.string(),
                "claim_id of the claim that this one continues or is nested in.",
            ),
            column(
                "relation",
                pa.string(),
                "What a claim with a parent is to it: continues (the same attribution goes on) or "
                "nested (an attribution inside the content); null in a claim without a parent.",
            ),
            column(
                "speaker_score",
                pa.float64(),
                "How often a speaker resolved in this way is the right one; 0 to 1.",
            ),
            column("said_in", pa.string(), "entity_id of the place where it was said."),
            column(
                "joint_speakers",
                pa.list_(_JOINT_SPEAKER),
                "All speakers, where several said it together, that of the row first; else null.",
            ),
            column(
                "text_resolved",
                pa.string(),
                "What 'it', 'this' or 'the allegation' stands for, where that is all that somebody "
                "denies, confirms, rejects or accepts: the text of the earlier claim that this one "
                "answers. Null in all other claims, and where the article leaves it open.",
            ),
            column(
                "speaker_actor_code",
                pa.string(),
                "CAMEO-style actor code of the speaker on the day of the article.",
            ),
            column(
                "target_entity_id",
                pa.string(),
                "At whom the claim is directed: the addressee, or else the first actor that the "
                "content names beside the speaker, if the act is one that is done to somebody "
                "(docs/codebook.md). Null if the text does not tell.",
            ),
            column("target_actor_code", pa.string(), "CAMEO-style actor code of the target."),
            column(
                "statement_id",
                pa.string(),
                "The statement that it reports: the claim_id of its earliest report. Null in "
                "claims with a parent.",
            ),
        ]
    ),
)

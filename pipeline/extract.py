"""Entities and claims of plain texts, without any feed: what ``claimwire extract`` does."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.claims.find_claims import WordedClaim, find_worded_claims
from claimwire.language.claims.learning.linear_model import ClaimsModel, load_claims_model
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.known_entities import UserKnowledge
from claimwire.language.parsing.batches import read_texts
from claimwire.schemas.entities import Entity
from claimwire.schemas.keys import stable_id
from claimwire.transforms.extract_entities import find_entities

RUN_ID = "extract"
"""The run_id of rows that belong to no run."""

# A batch is read together; the bounds keep memory even for thousands of files.
_BATCH_DOCUMENTS = 64
_BATCH_CHARACTERS = 200_000

_Document = tuple[str, str | bytes]


def extract_texts(
    nlp: Language,
    documents: Iterable[_Document],
    published_at: datetime | None,
    claims_model: str | None = None,
    knowledge: UserKnowledge | None = None,
) -> Iterator[dict[str, Any]]:
    """Find the entities and claims of texts.

    Documents are taken from the iterable as they are needed, a batch at a time.

    Args:
        nlp: the pipeline, from ``claimwire.language.parsing.loading.load_model``.
        documents: name and text of each. A text is read exactly as given; bytes are decoded as
            UTF-8, with nothing stripped and no line end changed.
        published_at: when they were published, for "Monday" and the like and for who held which
            office; None leaves such times unresolved, and takes today's offices.
        claims_model: path of a model from ``claimwire train``; None leaves all to the rules.
        knowledge: the user's own entities.

    Raises:
        ModelError: if that model cannot be used.

    Yields:
        For each document, in order, what can be written as a JSON object: ``file``,
        ``entities`` and ``claims`` with the columns of the tables, offsets in code points; or
        ``file`` and ``error``, a sentence, for one that could not be read. A claim has the column
        ``cue`` as ``cue_text``; its ``source``, ``cue`` and ``content`` are lists of offsets of
        the whole attribution as written, empty in claims that have a parent.
    """
    model = None if claims_model is None else load_claims_model(claims_model)
    published_on = None if published_at is None else published_at.astimezone(UTC).date()
    context = Context(published_on, knowledge=knowledge)
    for batch in _batches(documents):
        texts = [_decoded(content) for _, content in batch]
        readable = [text for text in texts if isinstance(text, str)]
        docs = iter(read_texts(nlp, readable))
        for (name, _), text in zip(batch, texts, strict=True):
            doc = next(docs) if isinstance(text, str) else text
            if isinstance(doc, Exception):
                yield {"file": name, "error": _explained(doc)}
            else:
                yield _result(name, doc, context, model)


def render_text(result: dict[str, Any], text: str) -> str:
    """Render a result for a person.

    Args:
        result: as ``extract_texts`` yields it.
        text: the document's text, in which the line of each claim is counted.

    Returns:
        Several lines: each claim with its speaker, cue, content and offsets, then the entities.
    """
    if "error" in result:
        return f"{result['file']}\n  not read: {result['error']}"
    lines = [str(result["file"]), f"  Claims ({len(result['claims'])})"]
    for claim in result["claims"]:
        lines.extend(_claim_lines(claim, text))
    lines.append(f"  Entities ({len(result['entities'])} mentions)")
    lines.extend(_entity_lines(result["entities"]))
    return "\n".join(lines)


def _batches(documents: Iterable[_Document]) -> Iterator[list[_Document]]:
    batch: list[_Document] = []
    size = 0
    for document in documents:
        if batch and (
            len(batch) == _BATCH_DOCUMENTS or size + len(document[1]) > _BATCH_CHARACTERS
        ):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document[1])
    if batch:
        yield batch


def _decoded(content: str | bytes) -> str | UnicodeError:
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error


def _explained(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"the file is not UTF-8 text (byte {error.start}); convert it first"
    if isinstance(error, UnicodeEncodeError):
        return "the text has half a surrogate pair; it is no valid Unicode"
    return str(error) or type(error).__name__


def _result(name: str, doc: Doc, context: Context, model: ClaimsModel | None) -> dict[str, Any]:
    article_id = stable_id(doc.text)
    entities = find_entities(doc, article_id=article_id, run_id=RUN_ID, context=context)
    claims = find_worded_claims(
        doc, article_id=article_id, context=context, run_id=RUN_ID, model=model
    )
    return {
        "file": name,
        "entities": [_entity_row(entity) for entity in entities],
        "claims": [_claim_row(claim) for claim in claims],
    }


def _entity_row(entity: Entity) -> dict[str, Any]:
    return dataclasses.asdict(entity)


def _claim_row(found: WordedClaim) -> dict[str, Any]:
    claim, wording = found.claim, found.wording
    row = dataclasses.asdict(claim)
    row["spans"] = [[span.start, span.end] for span in claim.spans]
    row["said_on"] = claim.said_on and claim.said_on.isoformat()
    row["times"] = [
        [time.text, time.start and time.start.isoformat(), time.end and time.end.isoformat()]
        for time in claim.times
    ]
    row["cue_text"] = claim.cue
    for part in ("source", "cue", "content"):
        row[part] = [[start, end] for start, end in getattr(wording, part)]
    return row


def _claim_lines(claim: dict[str, Any], text: str) -> Iterator[str]:
    speaker = claim["speaker_name"] or claim["speaker_text"] or "somebody"
    about = [claim["speaker_role"], claim["speaker_affiliation"], claim["speaker_country"]]
    details = ", ".join(part for part in about if part)
    cue = claim["cue_text"] or "(goes on)"
    addressee = f" (to {claim['addressee']})" if claim["addressee"] else ""
    offsets = " ".join(f"{start}-{end}" for start, end in claim["spans"])
    line = text.count("\n", 0, claim["spans"][0][0]) + 1
    named = f"{speaker} ({details})" if details else speaker
    yield f"    {_on_one_line(f'{named} — {cue}{addressee}')}:"
    yield f"      {_on_one_line(claim['text'])}"
    marks = [claim["act"], claim["quote_type"], claim["modality"]]
    if claim["negated"]:
        marks.append("negated")
    if claim["said_on"]:
        marks.append(f"said on {claim['said_on']}")
    yield f"      [{', '.join(marks)}; line {line}, offsets {offsets}]"


def _entity_lines(entities: list[dict[str, Any]]) -> Iterator[str]:
    by_kind: dict[str, dict[str, int]] = {}
    for entity in entities:
        names = by_kind.setdefault(entity["kind"], {})
        name = _on_one_line(entity["name"] or entity["text"])
        names[name] = names.get(name, 0) + 1
    for kind, names in sorted(by_kind.items()):
        counted = sorted(names.items(), key=lambda item: (-item[1], item[0]))
        shown = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in counted)
        yield f"    {kind}: {shown}"


def _on_one_line(text: str) -> str:
    # What comes from a file must not steer the terminal.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

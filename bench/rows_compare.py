"""Rows of claims as they were labelled and as they were found, and how far two agree."""

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from claimwire.language.reader import Findings, Reader
from claimwire.schemas.claims import Claim

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"a", "an", "the"})
_LEADING = frozenset({"that"})
_PLACES = ("country:", "geonames:")
"""What the labels list of what a content is about: states and places, no bodies or persons."""

RIGHT = 0.9
"""Share of all words of two contents that they must have in common to be the same."""
FOUND = 1 / 3
"""The same share for a content that is found, with a wrong boundary."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One claim, labelled or found.

    Attributes:
        words: places of the content's words.
        values: the compared columns by name. What a label is about is a set of names for each
            place, as a place and as a government; one of them is to be found.
        nested: whether it stands in the content of another.
        doubtful: columns in which two readings are right; "spans" where two boundaries are, and
            "claim" where it may be none.
        rule, score: of a found claim.
    """

    words: frozenset[int]
    values: Mapping[str, Any]
    nested: bool = False
    doubtful: frozenset[str] = frozenset()
    rule: str = ""
    score: float | None = None


def words_of(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The places of the words in stretches of a text, without a "that" at their start."""
    found = [
        (match.start() + start, match[0].lower())
        for start, end in spans
        for match in _WORD.finditer(text[start:end])
    ]
    if len(found) > 1 and found[0][1] in _LEADING:
        found = found[1:]
    return frozenset(place for place, _ in found)


def labelled_row(text: str, label: Mapping[str, Any]) -> Row:
    """Make a row of a label."""
    speaker = label["speaker"]
    values = {
        "speaker_name": speaker["name"],
        "joint_speakers": frozenset(plain(name) for name in label["others"]),
        "speaker_kind": speaker["kind"],
        "speaker_role": speaker["role"],
        "speaker_affiliation": speaker["affiliation"],
        "speaker_country": speaker["country"],
        "addressee": label["addressee"],
        "act": label["act"],
        "negated": label["negated"],
        "modality": label["modality"],
        "said_on": label["said_on"],
        "said_in": label["said_in"],
        "times": frozenset((start, end) for _, start, end in label["times"]),
        "about": frozenset(frozenset({_place(name), canonical(name)}) for name in label["about"]),
        "quote_type": label["quote_type"],
    }
    return Row(
        words_of(text, [(start, end) for start, end in label["spans"]]),
        values,
        nested=label["nested"],
        doubtful=frozenset(
            _COLUMN_OF_DOUBT.get(doubt, doubt) for doubt in label.get("doubtful") or ()
        ),
    )


_COLUMN_OF_DOUBT = {
    "affiliation": "speaker_affiliation",
    "country": "speaker_country",
    "kind": "speaker_kind",
    "name": "speaker_name",
    "others": "joint_speakers",
    "role": "speaker_role",
    "speaker": "speaker_name",
}


def found_rows(findings: Findings, labels: Sequence[Row]) -> list[Row]:
    """Make rows of what was found.

    What goes on with a claim is a part of it where the labels take it so, and else a row.
    """
    names = {mention.entity_id: mention.name for mention in findings.mentions if mention.entity_id}
    going_on: dict[str, list[Claim]] = {}
    for claim in findings.claims:
        if claim.relation == "continues" and claim.parent_id is not None:
            going_on.setdefault(claim.parent_id, []).append(claim)
    rows: list[Row] = []
    for claim in findings.claims:
        if claim.relation == "continues":
            continue
        parts = [claim, *going_on.get(claim.claim_id, [])]
        whole = _found_row(findings.text, parts, names)
        alone = [_found_row(findings.text, [part], names) for part in parts]
        rows += [whole] if _best(whole, labels) >= _best(alone[0], labels) else alone
    return rows


def _best(row: Row, labels: Iterable[Row]) -> float:
    return max((overlap(label, row) for label in labels), default=0.0)


def _found_row(text: str, parts: Sequence[Claim], names: Mapping[str, str | None]) -> Row:
    claim = parts[0]
    about = {
        entity_id for part in parts for entity_id in part.about if entity_id.startswith(_PLACES)
    }
    values = {
        "speaker_name": claim.speaker_name,
        "joint_speakers": frozenset(
            plain(each.name) for each in (claim.joint_speakers or [])[1:] if each.name
        ),
        "speaker_kind": claim.speaker_kind,
        "speaker_role": claim.speaker_role,
        "speaker_affiliation": claim.speaker_affiliation,
        "speaker_country": claim.speaker_country,
        "addressee": claim.addressee,
        "act": claim.act,
        "negated": claim.negated,
        "modality": claim.modality,
        "said_on": None if claim.said_on is None else claim.said_on.isoformat(),
        "said_in": None if claim.said_in is None else names.get(claim.said_in),
        "times": frozenset(
            (_day(time.start), _day(time.end)) for part in parts for time in part.times
        ),
        "about": frozenset(
            plain(name) for entity_id in about if (name := names.get(entity_id)) is not None
        ),
        "quote_type": claim.quote_type,
    }
    spans = [(span.start, span.end) for part in parts for span in part.spans]
    return Row(
        words_of(text, spans),
        values,
        nested=claim.relation == "nested",
        rule=claim.rule,
        score=claim.score,
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def plain(name: str) -> str:
    """A name without case, accents, articles and the government of a country."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    words = [word for word in _WORD.findall(letters) if word not in _ARTICLES]
    return " ".join(words).removeprefix("government of ")


@functools.cache
def canonical(name: str) -> str:
    """The name by which claimwire knows an entity, made plain: a label may say "NATO"."""
    found = _reader().read(f"{name} agreed.").mentions
    whole = (each.name for each in found if each.start == 0 and each.end >= len(name) and each.name)
    return plain(next(whole, name))


@functools.cache
def _place(name: str) -> str:
    """The name by which claimwire knows a place, made plain: a capital may be no government."""
    found = _reader().read(f"They live in {name} now.").mentions
    whole = (each.name for each in found if each.start == len("They live in ") and each.name)
    return plain(next(whole, name))


@functools.cache
def _reader() -> Reader:
    return Reader()


def overlap(first: Row, second: Row) -> float:
    """The share of all words of two contents that they have in common."""
    union = first.words | second.words
    return len(first.words & second.words) / len(union) if union else 0.0


def agrees(column: str, label: Row, found: Row) -> bool:
    """Whether a column of a found row is right."""
    wanted, value = label.values[column], found.values[column]
    if column in label.doubtful or wanted == value:
        return True
    if wanted is None or value is None or isinstance(wanted, bool):
        return False
    if column == "about":
        return all(names & value for names in wanted) and value <= frozenset().union(*wanted)
    compare = _COMPARISONS.get(column)
    return compare is not None and compare(wanted, value)


def _same_name(wanted: str, value: str) -> bool:
    return plain(wanted) == plain(value) or canonical(wanted) == canonical(value)


def _same_head(wanted: str, value: str) -> bool:
    """Whether the words are the same, or one of both only adds to the other."""
    first, second = plain(wanted).split(), plain(value).split()
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and (
        longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter
    )


def _name_or_head(wanted: str, value: str) -> bool:
    return _same_head(wanted, value) or canonical(wanted) == canonical(value)


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "speaker_name": _same_name,
    "speaker_role": _same_head,
    "speaker_affiliation": _name_or_head,
    "addressee": _name_or_head,
    "said_in": _same_name,
}

"""Pairs of claims that report the same statement, or do not, made from claims of real texts."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from claimwire.language.reader import Reader
from claimwire.schemas.claims import Claim
from claimwire.statements.claim_content import content_of

_LANGUAGE = "en"
_FEWEST_WORDS = 8
_FEWEST_REPEATED = 4
"""Least number of content words by which a repetition can be told."""
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had|did|do|does)\b"
)
_NEGATED = re.compile(r"\b(?:not|never) |n['\u2019]t\b")
_PERSONS = (
    (r"\bI am\b", "he was"),
    (r"\bI\b", "he"),
    (r"\b[Ww]e are\b", "they were"),
    (r"\b[Ww]e\b", "they"),
    (r"\bour\b", "their"),
    (r"\bmy\b", "his"),
    (r"\bwill\b", "would"),
    (r"\bis\b", "was"),
    (r"\bare\b", "were"),
    (r"\bhas\b", "had"),
    (r"\bhave\b", "had"),
    (r"\bcan\b", "could"),
)
_SPELLINGS = (
    (r"\b(lab|col|hon|fav|neighb|harb|behavi)or", r"\1our"),
    (r"\b(cent|theat)er\b", r"\1re"),
    (r"\b(\w{4,})iz(e|ed|es|ing)\b", r"\1is\2"),
    (r"\b(def|off)ense", r"\1ence"),
    (r"\b(trave|cance)l(ed|ing)\b", r"\1ll\2"),
)


ANSWERING = frozenset({"denied by another"})
"""Kinds whose second claim answers the first."""

CONTRADICTING = frozenset({"another number", "denied", "negated"}) | ANSWERING
"""Kinds whose second claim contradicts the first."""


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two claims, what was done to make the second of the first, and whether they are the same."""

    kind: str
    same: bool
    one: Claim
    other: Claim


def source_claims(folder: Path, most: int) -> list[list[Claim]]:
    """Read texts, and return the longer claims with named speakers of each."""
    paths = sorted(folder.glob("*.txt"))[:most]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    found = Reader().read_many(texts)
    read = [each.claims for each in found if not isinstance(each, Exception)]
    return [[claim for claim in claims if _fits(claim)] for claims in read]


def pairs(claims_of_texts: Sequence[Sequence[Claim]]) -> Iterator[Pair]:
    """Yield the pairs of all kinds that can be made."""
    speakers = [each for claims in claims_of_texts for each in claims[:1]]
    for number, claims in enumerate(claims_of_texts):
        stranger = _stranger(claims, speakers[number:] + speakers[:number])
        for place, claim in enumerate(claims):
            for kind, made in _SAME.items():
                text = made(claim.text)
                if text is not None and text != claim.text:
                    yield Pair(kind, True, claim, dataclasses.replace(claim, text=text))
            for kind, made in _OTHER.items():
                text = made(claim.text)
                if text is not None:
                    yield Pair(kind, False, claim, dataclasses.replace(claim, text=text))
            yield Pair("denied", False, claim, dataclasses.replace(claim, act="denial"))
            if stranger is not None:
                other = _said_by(claim, stranger)
                yield Pair("other speaker", False, claim, other)
                for kind, act in (("denied", "denial"), ("criticised", "criticism")):
                    answer = dataclasses.replace(other, act=act)
                    yield Pair(f"{kind} by another", False, claim, answer)
            yield from _others(claim, claims[place + 1 :])


def _fits(claim: Claim) -> bool:
    named = claim.speaker_name is not None and claim.speaker_entity_id is not None
    long = len(claim.text.split()) >= _FEWEST_WORDS
    return claim.parent_id is None and named and long and claim.act != "denial"


def _others(claim: Claim, later: Iterable[Claim]) -> Iterator[Pair]:
    """Pair a claim with the next of the same speaker that says something else."""
    for other in later:
        same_speaker = other.speaker_entity_id == claim.speaker_entity_id
        if same_speaker and not repeats(claim.text, other.text):
            yield Pair("another of the same speaker", False, claim, other)
            return


def repeats(text: str, other: str) -> bool:
    """Return whether one of two texts of a speaker says nothing that the other does not say.

    Headlines and leads say what the article then quotes. Such a text has as many negations, and
    content words that are all in the other.
    """
    one, another = content_of(text, _LANGUAGE), content_of(other, _LANGUAGE)
    some, others = set(one.stems), set(another.stems)
    told = min(len(some), len(others)) >= _FEWEST_REPEATED
    repeated = told and (some <= others or others <= some) and one.negators == another.negators
    return text == other or repeated


def _stranger(claims: Sequence[Claim], speakers: Iterable[Claim]) -> Claim | None:
    here = {claim.speaker_entity_id for claim in claims}
    names = {(claim.speaker_name or "").split()[-1] for claim in claims}
    return next(
        (
            each
            for each in speakers
            if each.speaker_entity_id not in here
            and each.speaker_kind == "person"
            and (each.speaker_name or "").split()[-1] not in names
        ),
        None,
    )


def _said_by(claim: Claim, speaker: Claim) -> Claim:
    return dataclasses.replace(
        claim,
        speaker_text=speaker.speaker_name,
        speaker_name=speaker.speaker_name,
        speaker_entity_id=speaker.speaker_entity_id,
        speaker_kind=speaker.speaker_kind,
        speaker_affiliation=speaker.speaker_affiliation,
        speaker_country=speaker.speaker_country,
        joint_speakers=None,
    )


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words[: max(6, len(words) * 2 // 3)])


def _end(text: str) -> str:
    words = text.split()
    return " ".join(words[-max(6, len(words) * 2 // 3) :])


def _joined(text: str) -> str | None:
    words = text.split()
    third = len(words) // 3
    if third < 4:
        return None
    return " ".join([*words[:third], "…", *words[-third:]])


def _in_brackets(text: str) -> str:
    words = text.split()
    words[len(words) // 2] = f"[{words[len(words) // 2]}]"
    return " ".join(words)


def _respelt(text: str) -> str:
    for pattern, instead in _SPELLINGS:
        text = re.sub(pattern, instead, text)
    return text


def _indirect(text: str) -> str:
    for pattern, instead in _PERSONS:
        text = re.sub(pattern, instead, text)
    return text


def _turned(text: str) -> str | None:
    """Put the second clause first."""
    before, comma, after = text.partition(", ")
    if not comma or min(len(before.split()), len(after.split())) < 4:
        return None
    return f"{after.rstrip('.,')}, {before[0].lower()}{before[1:]}"


def _other_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = found.group()
    other = str((int(digits[0]) + 3) % 9 + 1) + digits[1:]
    return text[: found.start()] + other + text[found.end() :]


def _not(text: str) -> str | None:
    negated = len(_NEGATED.findall(text))
    if negated:
        return _NEGATED.sub("", text) if negated == 1 else None
    found = _AUXILIARY.search(text)
    return None if found is None else f"{text[: found.end()]} not{text[found.end() :]}"


_SAME: dict[str, Callable[[str], str | None]] = {
    "cut to its beginning": _cut,
    "cut to its end": _end,
    "joined with …": _joined,
    "a word in brackets": _in_brackets,
    "other spelling": _respelt,
    "in indirect speech": _indirect,
    "its clauses turned": _turned,
}
_OTHER: dict[str, Callable[[str], str | None]] = {
    "another number": _other_number,
    "negated": _not,
}

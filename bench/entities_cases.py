"""Accuracy of mentions' countries, on sentences written and labelled for this project."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention

CASES = Path(__file__).parent.parent / "tests/language/mentions/cases/countries.toml"


def read_cases() -> list[dict[str, Any]]:
    """Return the labelled sentences; the file explains its keys."""
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return cases


def is_right(nlp: Language, case: dict[str, Any]) -> bool:
    """Return whether a mention's country is right, and its kind and identifier if labelled."""
    start = case["text"].index(case["mention"])
    found = _at(find_mentions(nlp(case["text"])), start, start + len(case["mention"]))
    if found is None:
        return "country" not in case
    return (
        found.country == case.get("country")
        and case.get("kind") in {None, found.kind}
        and case.get("id") in {None, found.entity_id}
    )


def _at(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """Return the smallest mention around a stretch, or the longest inside it."""
    around = [m for m in mentions if m.start <= start and end <= m.end]
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    if around:
        return min(around, key=_length)
    return max(inside, key=_length, default=None)


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def cases_table(nlp: Language) -> str:
    """Return the share of right sentences, as Markdown."""
    cases = read_cases()
    right = [case for case in cases if is_right(nlp, case)]
    lines = ["| sentences | right | of | percent |", "|---|---|---|---|"]
    for name, key in (("all", "text"), ("ambiguous", "ambiguous"), ("must pass", "must")):
        part, whole = sum(key in case for case in right), sum(key in case for case in cases)
        lines.append(f"| {name} | {part} | {whole} | {100 * part / whole:.1f} |")
    return "\n".join(lines)

"""Country and role of actors, on the gold standard records of PLOVER."""

import collections
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from spacy.language import Language

from transforms.entities.context import Context
from transforms.entities.mentions import Mention, all_mentions_of

_CORRECTED = {"JAP": "JPN", "ROM": "ROU"}
"""Codes of the records that are of no country: known flaws, put right."""
_INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC"})


def actors_table(nlp: Language, folder: Path, errors: bool) -> str:
    """Score country and role of every actor of the records.

    An actor is right in a part if the gold part equals that of the mention that covers its words.
    """
    path = folder / "PLOVER_GSR_CAMEO.txt"
    if not path.is_file():
        return f"{path} is absent."
    countries = roles = right_countries = right_roles = 0
    wrong: collections.Counter[str] = collections.Counter()
    for text, day, actor in _actors(path):
        mentions = all_mentions_of(nlp(text), Context(day))
        code, sector = _CORRECTED.get(actor["code"], actor["code"]), actor.get("sector", "")
        if code in _INTERNATIONAL:
            code, sector = "", sector or code
        found = _mention_of(text, actor["actorText"], mentions)
        country, role = _parts(found)
        if code:
            countries += 1
            right_countries += country == code
            if country != code:
                wrong[f"{actor['actorText']}: {code} not {country}"] += 1
        if sector:
            roles += 1
            right_roles += role == sector
            if role != sector:
                wrong[f"{actor['actorText']}: {sector} not {role}"] += 1
    if errors:
        print("PLOVER", wrong.most_common(120), file=sys.stderr)
    return (
        "| part | actors | right |\n|---|---|---|\n"
        f"| country | {countries} | {100 * right_countries / max(countries, 1):.1f} % |\n"
        f"| role | {roles} | {100 * right_roles / max(roles, 1):.1f} % |"
    )


def _actors(path: Path) -> Iterator[tuple[str, date | None, dict[str, str]]]:
    raw = path.read_text(encoding="utf-8", errors="replace").strip().rstrip(",")
    decoder = json.JSONDecoder(strict=False)
    for match in re.finditer(r"^\{", raw, re.MULTILINE):
        try:
            record, _ = decoder.raw_decode(raw, match.start())
        except ValueError:
            continue
        if "text" not in record:
            continue
        for actor in [*record.get("source", []), *record.get("target", [])]:
            if isinstance(actor, dict) and actor.get("actorText") and actor.get("code"):
                yield record["text"], _day(record.get("date")), actor


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _mention_of(text: str, words: str, mentions: list[Mention]) -> Mention | None:
    """The mention that covers the actor's words, or else the longest that touches them."""
    start = text.find(words)
    if start < 0:
        return None
    end = start + len(words)
    touching = [m for m in mentions if m.start < end and start < m.end and m.country]
    touching = touching or [m for m in mentions if m.start < end and start < m.end]
    return max(touching, key=lambda m: (m.end - m.start, -m.start), default=None)


def _parts(mention: Mention | None) -> tuple[str, str]:
    if mention is None:
        return "", ""
    code = mention.actor_code or ""
    if code[:3] in _INTERNATIONAL:
        return mention.country or "", code[:3]
    country = mention.country or ""
    return country, code.removeprefix(country)[:3]

"""Accuracy of actors' countries and roles, on the gold standard records of PLOVER.

How the records are read follows their documentation (PLOVER_GSR_CAMEO_readme, Open Event Data
Alliance, 2016): they are edited examples of a codebook, "do not necessarily refer to actual
historical events", and all bear the placeholder date of 2000-01-01.
"""

import collections
import functools
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import rule_words_of

_COUNTRIES = {"JAP": "JPN", "ROM": "ROU", "ITL": "ITA"}
"""Corrections of the records' country codes that belong to no country."""
_SECTORS = {"CIV": "CVL", "MED": "HLH", "JRN": "MED"}
"""Another correction; and PLOVER's media and medicine, which are MED and HLH in CAMEO and here."""
_UNDECIDED = "***"
"""The records' value if the coders gave no sector."""
_INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC"})
_GROUP = 3
"""Letters of a code's part: the records append ethnic groups ("REBkur") that we do not code."""


class Actor(NamedTuple):
    """An actor of a record.

    Attributes:
        text: the sentence.
        day: of the record.
        words: the actor's, as the record has them; some are left out, some differ.
        country: ISO 3166-1 alpha-3, or "".
        role: of three letters, or "".
    """

    text: str
    day: date | None
    words: str
    country: str
    role: str


def actors_table(nlp: Language, folder: Path, errors: bool) -> str:
    """Score country and role of every actor of the records.

    An actor is right in a part if the mention that its words name has the gold part.
    Odd and even records are also counted apart: the rules were written with the even ones at
    hand, the odd ones are unseen.
    """
    path = folder / "PLOVER_GSR_CAMEO.txt"
    if not path.is_file():
        return f"{path} is absent."
    totals: collections.Counter[tuple[str, str]] = collections.Counter()
    right: collections.Counter[tuple[str, str]] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    halves: dict[str, str] = {}
    for actor in read_actors(path):
        half = halves.setdefault(actor.text, ("even", "odd")[len(halves) % 2])
        doc = nlp(actor.text)
        mention = mention_of(doc, nlp.make_doc(actor.words), find_mentions(doc, Context(actor.day)))
        country, roles = country_and_roles(mention)
        for part, gold, ours in (
            ("country", actor.country, {country}),
            ("role", actor.role, roles),
        ):
            if not gold:
                continue
            totals[part, half] += 1
            right[part, half] += gold in ours
            if gold not in ours and half == "even":
                wrong[f"{actor.words}: {gold} not {ours}"] += 1
    if errors:
        print("PLOVER", wrong.most_common(120), file=sys.stderr)
    rows = ["| part | actors | right | even records | odd records |", "|---|---|---|---|---|"]
    for part in ("country", "role"):
        count = totals[part, "even"] + totals[part, "odd"]
        both = right[part, "even"] + right[part, "odd"]
        halved = [_percent(right[part, half], totals[part, half]) for half in ("even", "odd")]
        rows.append(" | ".join([f"| {part}", str(count), _percent(both, count), *halved]) + " |")
    return "\n".join(rows)


def read_actors(path: Path) -> Iterator[Actor]:
    """Read the actors of all records; the file is JSON with faults, which are passed over."""
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
                country, role = _gold(actor["code"], actor.get("sector", ""))
                day = _day(record.get("date"))
                yield Actor(record["text"], day, actor["actorText"], country, role)


def _gold(code: str, sector: str) -> tuple[str, str]:
    code = _COUNTRIES.get(code, code)
    if sector == _UNDECIDED:
        sector = ""
    if code in _INTERNATIONAL:
        code, sector = "", sector or code
    return code, _SECTORS.get(sector[:_GROUP], sector[:_GROUP])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def mention_of(doc: Doc, words: Doc, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that an actor's words name, of those that stand in no other.

    That is the one with their head ("rebels in Darfur"), or else the most of them, of equal ones
    that with the fewest other words: records cut what lies between ("French warships" in a text
    of French and Egyptian ones) and shorten ("Romanian" for Romanian officials).
    """
    found = _locate(doc, words)
    heads = {i for i in found if doc[i].head.i == i or doc[i].head.i not in found}
    touching = [
        mention
        for mention in mentions
        if not mention.nested and found & set(range(mention.first_token, mention.last_token))
    ]

    def fit(mention: Mention) -> tuple[bool, int, int, int]:
        covered = set(range(mention.first_token, mention.last_token))
        others = len(covered - found)
        return not others and bool(covered & heads), len(covered & found), -others, -mention.start

    return max(touching, key=fit, default=None)


def _locate(doc: Doc, words: Doc) -> set[int]:
    """Return the tokens of an actor's words: as many as possible in order, and the closest."""
    wanted = [token.lower_ for token in words if not token.is_punct and not token.is_space]
    tokens = [token.lower_ for token in doc]
    best: list[int] = []
    for start in [i for i, token in enumerate(tokens) if token in wanted]:
        found: list[int] = []
        for word in wanted[wanted.index(tokens[start]) :]:
            behind = found[-1] + 1 if found else start
            if word in tokens[behind:]:
                found.append(tokens.index(word, behind))
        if (len(found), -_width(found)) > (len(best), -_width(best)):
            best = found
    return set(best)


def _width(found: list[int]) -> int:
    return found[-1] - found[0] if found else 0


def country_and_roles(mention: Mention | None) -> tuple[str, set[str]]:
    """Return country and roles of a mention, as a reader of the table takes them from its columns.

    The code of an international actor has two roles: what the organisation is, and behind it what
    the actor is there ("IGOUNOMIL" are its peacekeepers). Records name one or the other.
    """
    if mention is None:
        return "", set()
    country, code = mention.country or "", mention.actor_code or ""
    roles = {code.removeprefix(country)[:_GROUP]}
    if code[:_GROUP] in _INTERNATIONAL:
        roles |= {code[-_GROUP:]} & _agent_roles()
    return country, roles


@functools.cache
def _agent_roles() -> frozenset[str]:
    return frozenset(pattern.role for pattern in rule_words_of("en").actor_patterns)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"

"""Kind and identifier of the mentions of news, against labels: the tables of one half or both.

The labels (``bench/mentions/``) are places and values in articles of five corpora.
"""

import collections
import dataclasses
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from bench.entities_resolution import kilometres
from bench.rows_texts import text_of
from claimwire.language.mentions.entity_ids import entity_id
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.mention import Mention

FOLDER = Path(__file__).parent / "mentions"
HALVES = ("looking", "kept")
_GROUPS = {
    "places": {"country", "nationality", "city", "region", "place", "facility"},
    "persons": {"person"},
    "bodies": {
        "government", "ministry", "military", "armed_group", "party", "media", "organisation",
        "international_organisation",
    },
}  # fmt: skip
_NEAR_KM = 60.0
_NEAR_REGION_KM = 300.0


@dataclasses.dataclass(frozen=True)
class Label:
    """A name as labelled.

    Attributes:
        start, end: offsets in code points.
        kinds: those that are right; empty if it does not count.
        ids: what the name means, in the forms of ``bench/mentions/README.md``; empty if it does
            not count.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    ids: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Pair:
    """A label and the mention found there, or one of both."""

    text: str
    label: Label | None
    found: Mention | None

    @property
    def kind_is_right(self) -> bool:
        """Whether the kind is one of those labelled."""
        return self.label is not None and self.found is not None and self.found.kind in _kinds(self)

    @property
    def id_is_right(self) -> bool:
        """Whether the identifier is that of what the name means."""
        return (
            self.label is not None
            and self.found is not None
            and any(_means(self.found, each) for each in self.label.ids)
        )


def mentions_table(nlp: Language, corpora: Path, *, errors: bool) -> str:
    """Return how many kinds and identifiers are right, as Markdown.

    Args:
        nlp: the model.
        corpora: the folder that holds the corpora.
        errors: whether to list what is wrong in the half that may be looked at.
    """
    lines = [
        "| half | names | labelled | found | kind of found | id of found | id of all | spurious |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for half in HALVES:
        pairs = [pair for article in _articles(half) for pair in _pairs(nlp, corpora, article)]
        lines += _rows(half, pairs)
        if errors and half == "looking":
            _print_errors(pairs)
    return "\n".join(lines)


def _articles(half: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _pairs(nlp: Language, corpora: Path, article: dict[str, Any]) -> Iterator[Pair]:
    text = text_of(corpora, article["article"])
    if hashlib.sha256(text.encode()).hexdigest() != article["sha256"]:
        print(f"{article['article']}: another text than was labelled; left out", file=sys.stderr)
        return
    mentions = [m for m in find_mentions(nlp(text)) if m.start < article["until"]]
    used: set[Mention] = set()
    for name in article["names"]:
        label = Label(name["start"], name["end"], tuple(name["kinds"]), tuple(name["ids"]))
        found = _at(label, mentions)
        if found is not None:
            used.add(found)
        yield Pair(text, label, found)
    labelled = [(name["start"], name["end"]) for name in article["names"]]
    for mention in mentions:
        if (
            mention not in used
            and not mention.nested
            and not mention.described
            and not any(mention.start < end and start < mention.end for start, end in labelled)
        ):
            yield Pair(text, None, mention)


def _at(label: Label, mentions: Sequence[Mention]) -> Mention | None:
    """The mention of a name: that of its very words, or else the longest that overlaps it."""
    near = [m for m in mentions if m.start < label.end and label.start < m.end]
    exact = [m for m in near if (m.start, m.end) == (label.start, label.end)]
    others = [m for m in near if not m.described]
    return min(exact, key=_is_nested, default=max(others, key=_length, default=None))


def _is_nested(mention: Mention) -> bool:
    return mention.nested


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _kinds(pair: Pair) -> tuple[str, ...]:
    return () if pair.label is None else pair.label.kinds


def _means(found: Mention, label: str) -> bool:
    if label.startswith("@"):
        return _is_near(found, label[1:])
    if label.startswith("="):
        return _is_called(found, label[1:])
    return found.entity_id == label


def _is_near(found: Mention, point: str) -> bool:
    if found.latitude is None or found.longitude is None:
        return False
    latitude, longitude = map(float, point.split(","))
    far = kilometres((found.latitude, found.longitude), (latitude, longitude))
    return far <= (_NEAR_REGION_KM if found.kind == "region" else _NEAR_KM)


def _is_called(found: Mention, label: str) -> bool:
    """Whether an identifier is that of a listed name, or else made of the name (and country)."""
    name, _, country = label.partition("|")
    listed = load_knowledge().names.get(name)
    if listed is not None:
        return found.entity_id == listed.entity_id
    if found.entity_id is None:
        return False
    _, *countries, made = found.entity_id.partition("@")[0].split(":")
    return made == entity_id("", name)[1:] and (not country or countries == [country])


def _rows(half: str, pairs: Sequence[Pair]) -> Iterator[str]:
    for group, kinds in ({"all": set().union(*_GROUPS.values())} | _GROUPS).items():
        of_group = [pair for pair in pairs if _kinds(pair)[:1] and _kinds(pair)[0] in kinds]
        found = [pair for pair in of_group if pair.found is not None]
        named = [pair for pair in of_group if pair.label is not None and pair.label.ids]
        linked = [pair for pair in named if pair.found is not None]
        spurious = sum(
            pair.label is None and pair.found is not None and pair.found.kind in kinds
            for pair in pairs
        )
        yield " | ".join(
            [
                f"| {half}",
                group,
                str(len(of_group)),
                _percent(len(found), len(of_group)),
                _percent(sum(pair.kind_is_right for pair in found), len(found)),
                _percent(sum(pair.id_is_right for pair in linked), len(linked)),
                _percent(sum(pair.id_is_right for pair in named), len(named)),
                f"{spurious} |",
            ]
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _print_errors(pairs: Sequence[Pair]) -> None:
    counts: collections.Counter[str] = collections.Counter()
    for pair in pairs:
        label, found = pair.label, pair.found
        what = None
        if label is None and found is not None:
            what = "spurious"
        elif label is not None and label.kinds and found is None:
            what = "missed"
        elif label is not None and label.kinds and not pair.kind_is_right:
            what = "kind"
        elif label is not None and label.ids and not pair.id_is_right:
            what = "id"
        if what is not None:
            counts[what] += 1
            name = None if label is None else pair.text[label.start : label.end]
            print(f"{what}: {name!r} {label and (label.kinds, label.ids)}", file=sys.stderr)
            if found is not None:
                got = (found.text, found.kind, found.entity_id, found.country, found.method)
                print(f"    {got}", file=sys.stderr)
    print(dict(counts), file=sys.stderr)

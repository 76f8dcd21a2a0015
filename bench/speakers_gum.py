"""The reader of GUM's coreference annotation (WebAnno TSV 3.2, ``*.tsv``).

The files contain tokens, so the text is rebuilt as it would be printed: punctuation without spaces,
headline and dateline as paragraphs. Offsets refer to that text.
"""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SAME_ENTITY = frozenset({"coref", "ana", "cata", "appos", "pred"})
"""Relations between mentions of one thing; without bridging and references to clauses."""

_NUMBERED = re.compile(r"(.*)\[(\d+)\]")
_TARGET = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?")
_JOINS_LEFT = re.compile(
    r"[,.;:?!%)\]}\u201d]|\.\.\.|['\u2019](s|ll|ve|re|d|m)|n['`\u2019]t", re.IGNORECASE
)
_JOINS_RIGHT = re.compile(r"[(\[{#\u201c]|.*\$")
_JOINS_BOTH = frozenset({"-", "/"})
_HEADINGS = 2
"""Number of paragraphs at the start: the headline and the dateline."""


@dataclasses.dataclass(frozen=True)
class GoldMention:
    """A mention: ``[start, end)`` in the text, its type, and the number of its chain."""

    start: int
    end: int
    kind: str
    chain: int


@dataclasses.dataclass(frozen=True)
class GoldNews:
    """A text and its mentions, in order."""

    name: str
    text: str
    mentions: tuple[GoldMention, ...]


def read_gum_news(folder: Path) -> list[GoldNews]:
    """Read all files of a folder, by name."""
    return [
        read_chains(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.tsv"))
    ]


def read_chains(name: str, tsv: str) -> GoldNews:
    """Read one file.

    Args:
        name: name of the text.
        tsv: the file: token number and offsets, token, then columns of which the first is the type
            of the mentions that hold it, the fourth their Wikipedia title and the last two the
            relations that start there and where they lead.
    """
    sentences: dict[str, list[tuple[str, str]]] = defaultdict(list)
    tokens_of: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, str] = {}
    groups = _Groups()
    for line in tsv.splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < len(("place", "offsets", "token")):
            continue
        place, _, token, kind, _, _, title, _, relations, targets = cells[:10]
        sentences[place.partition("-")[0]].append((place, token))
        for value, mention in _values(kind, place):
            kinds[mention] = value
            tokens_of[mention].append(place)
        for value, mention in _values(title, place):
            groups.join(mention, f"title {value}")
        for source, target in _links(relations, targets, place):
            groups.join(source, target)
    text, spans = _printed(list(sentences.values()))
    mentions = [
        GoldMention(spans[places[0]][0], spans[places[-1]][1], kinds[mention], groups.of(mention))
        for mention, places in tokens_of.items()
    ]
    return GoldNews(name, text, tuple(sorted(mentions, key=lambda each: (each.start, -each.end))))


def _values(cell: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield the values of a cell with their mentions; one without a number is a single token."""
    if cell == "_":
        return
    for part in cell.split("|"):
        match = _NUMBERED.fullmatch(part)
        yield (match[1], match[2]) if match else (part, place)


def _links(relations: str, targets: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of mentions of one thing; ``5-1[41_36]`` leads from mention 36 to mention 41."""
    for relation, target in zip(relations.split("|"), targets.split("|"), strict=True):
        match = _TARGET.fullmatch(target)
        if relation not in SAME_ENTITY or match is None:
            continue
        there, to_number, from_number = match.groups(default="0")
        yield (
            from_number if from_number != "0" else place,
            to_number if to_number != "0" else there,
        )


class _Groups:
    """Disjoint sets of items, numbered in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def _root(self, item: str) -> str:
        self._parent.setdefault(item, item)
        while self._parent[item] != item:
            item = self._parent[item]
        return item

    def join(self, one: str, other: str) -> None:
        self._parent[self._root(one)] = self._root(other)

    def of(self, item: str) -> int:
        return self._numbers.setdefault(self._root(item), len(self._numbers))


def _printed(
    sentences: list[list[tuple[str, str]]],
) -> tuple[str, dict[str, tuple[int, int]]]:
    """Join tokens as they would be printed; return the text and each token's offsets."""
    text = ""
    spans = {}
    in_quotes = False
    for number, sentence in enumerate(sentences):
        closes_up = True
        if number:
            text += "\n\n" if number <= _HEADINGS else " "
        in_single = False
        for index, (place, token) in enumerate(sentence):
            following = [other for _, other in sentence[index + 1 :]]
            before, after = bool(_JOINS_LEFT.fullmatch(token)), bool(_JOINS_RIGHT.fullmatch(token))
            if token == '"':
                before, after = in_quotes, not in_quotes
                in_quotes = not in_quotes
            elif token == "'":
                opens = not in_single and "'" in following
                before, after = not opens, opens
                in_single = opens
            elif token in _JOINS_BOTH:
                before = after = bool(following) and text[-1:].isalnum() and following[0].isalnum()
            if not (closes_up or before):
                text += " "
            spans[place] = len(text), len(text) + len(token)
            text += token
            closes_up = after
    return text, spans

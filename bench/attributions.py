"""Annotated attributions: texts with the spans of source, cue and content of each.

The folder of a corpus has ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann``, in the
standoff format of brat, as PolNeAR is published. Of several annotators of a text the first by name
counts.
"""

import bisect
import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

Span = tuple[int, int]
"""Offsets in code points, ``[start, end)``."""

Tokens = frozenset[int]
"""Numbers of words of a text."""

_WORD = re.compile(r"\w+")
_SPAN_LINE = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t")
_EVENT_LINE = re.compile(r"E\d+\tAttribution\S*:\S+")
_PART = re.compile(r"(source|cue|content)\d*:(T\d+)", re.IGNORECASE)

_OPENING = frozenset({'"', "''", "``", "\u201c", "\u201e", "\u00ab"})
_CLOSING = frozenset({'"', "''", "\u201d", "\u00bb", "\n"})
_MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''|\n")


@dataclasses.dataclass(frozen=True)
class Attribution:
    """Who said what, by which words. A source or cue that a text lacks has no spans."""

    source: Sequence[Span]
    cue: Sequence[Span]
    content: Sequence[Span]


class AnnotatedText:
    """A text and its attributions.

    Args:
        name: of the text.
        text: the text itself.
        attributions: those that annotators found.

    Attributes:
        gold: the attributions whose content has a word.
        left_out: how many have none.
    """

    def __init__(self, name: str, text: str, attributions: Sequence[Attribution]) -> None:
        self.name = name
        self.text = text
        self._words = [match.span() for match in _WORD.finditer(text)]
        self._ends = [end for _, end in self._words]
        self.gold = [each for each in attributions if self.tokens(each.content)]
        self.left_out = len(attributions) - len(self.gold)

    def tokens(self, spans: Iterable[Span]) -> Tokens:
        """Return the words that spans overlap; marks are no words."""
        return frozenset(number for start, end in spans for number in self._within(start, end))

    def word(self, number: int) -> str:
        """Return a word in lower case."""
        start, end = self._words[number]
        return self.text[start:end].lower()

    def quote_type(self, content: Tokens) -> str:
        """Say whether all words are quoted (direct), some (mixed) or none (indirect)."""
        quoted = content & self._quoted
        if not quoted:
            return "indirect"
        return "direct" if quoted == content else "mixed"

    @functools.cached_property
    def _quoted(self) -> Tokens:
        return self.tokens(quotations(self.text))

    def _within(self, start: int, end: int) -> Iterator[int]:
        if start >= end:
            return
        number = bisect.bisect_right(self._ends, start)
        while number < len(self._words) and self._words[number][0] < end:
            yield number
            number += 1


def quotations(text: str) -> Iterator[Span]:
    """Yield what stands between double quotation marks.

    Straight marks open and close in turn. A quotation that is left open ends with its line.
    """
    begin: int | None = None
    for mark in _MARK.finditer(text):
        if begin is None:
            begin = mark.end() if mark[0] in _OPENING else None
        elif mark[0] in _CLOSING:
            yield begin, mark.start()
            begin = None
    if begin is not None:
        yield begin, len(text)


def read_attributions(standoff: str) -> list[Attribution]:
    """Read the attributions of a brat file, in the order of their lines.

    Other lines, such as notes, are passed over.
    """
    lines = standoff.split("\n")
    spans: dict[str, list[Span]] = {}
    for line in lines:
        if match := _SPAN_LINE.match(line):
            pairs = (pair.split() for pair in match[2].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
    return [_attribution(line, spans) for line in lines if _EVENT_LINE.match(line)]


def _attribution(event: str, spans: dict[str, list[Span]]) -> Attribution:
    found: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for part in event.split("\t")[1].split():
        if match := _PART.fullmatch(part):
            found[match[1].lower()] += spans.get(match[2], [])
    return Attribution(**{name: sorted(each) for name, each in found.items()})


def read_annotated(folder: Path) -> dict[str, AnnotatedText]:
    """Read the annotated texts of a folder, by their names.

    Raises:
        ValueError: if there are none.
        OSError: if a text is missing.
    """
    texts: dict[str, AnnotatedText] = {}
    for path in sorted((folder / "attributions").glob("*_*.ann")):
        name = path.stem.rpartition("_")[0]
        if name not in texts:
            # As bytes, since no line break may be converted: offsets count them.
            text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            standoff = path.read_bytes().decode("utf-8")
            texts[name] = AnnotatedText(name, text, read_attributions(standoff))
    if not texts:
        raise ValueError(f"there are no annotated texts in {folder}")
    return texts

"""Precision, recall and F1 of attributions against annotated ones.

Words alone count, so quotation marks and full stops never change a figure. All figures are of all
texts together (micro-averages). An attribution that was found is *soft* right if its content and
that of an annotated one have at least half of their words in common (Jaccard index), *exact* if
they have the same; the two are matched one to one, from the highest overlap down. *With source*
needs a right source besides: half of the words in common, or one within the other with a word in
common that means something by itself.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.attributions import AnnotatedText, Attribution, Tokens
from bench.intervals import between, f1, share

SOFT = 0.5

_PARTS = ("content", "cue", "source")
_QUOTE_TYPES = ("direct", "mixed", "indirect")

_EMPTY_WORDS = frozenset(
    word
    for line in Path(__file__).with_name("empty_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


@dataclasses.dataclass
class Figures:
    """How many were right, found, and to be found.

    Attributes:
        texts: the three counts of each text.
    """

    texts: list[tuple[int, int, int]] = dataclasses.field(default_factory=list)

    def count(self, right: int, found: int, wanted: int) -> None:
        """Count those of one more text."""
        self.texts.append((right, found, wanted))

    @property
    def right(self) -> int:
        """How many were right."""
        return sum(right for right, _, _ in self.texts)

    @property
    def found(self) -> int:
        """How many were found."""
        return sum(found for _, found, _ in self.texts)

    @property
    def wanted(self) -> int:
        """How many were to be found."""
        return sum(wanted for _, _, wanted in self.texts)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 of none."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was; 0 of none."""
        return _share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, self.found + self.wanted)


@dataclasses.dataclass
class Scores:
    """The figures of all texts.

    Attributes:
        figures: by name, in the order of the table.
        of_soft: shares of the soft matches whose source or cue is right, by name.
        texts: how many there are.
        left_out: annotated attributions whose content has no word.
    """

    figures: dict[str, Figures]
    of_soft: dict[str, float]
    texts: int
    left_out: int


def scores_of(
    texts: Mapping[str, AnnotatedText], found: Mapping[str, Sequence[Attribution]]
) -> Scores:
    """Compare what was found with what annotators found.

    Args:
        texts: the annotated texts by name.
        found: what was found in each; a text that is not there has nothing.
    """
    names = [f"{part} words" for part in _PARTS]
    names += ["soft", "exact", "with source", *(f"soft, {kind}" for kind in _QUOTE_TYPES)]
    figures = {name: Figures() for name in names}
    right = {"source": 0, "source, half in common": 0, "cue": 0}
    for name, text in texts.items():
        _compare(text, found.get(name, ()), figures, right)
    soft = figures["soft"].right
    return Scores(
        figures=figures,
        of_soft={name: _share(count, soft) for name, count in right.items()},
        texts=len(texts),
        left_out=sum(text.left_out for text in texts.values()),
    )


def _compare(
    text: AnnotatedText,
    found: Sequence[Attribution],
    figures: Mapping[str, Figures],
    right: dict[str, int],
) -> None:
    wanted = [_words(text, each) for each in text.gold]
    got = [_words(text, each) for each in found]
    for part in _PARTS:
        all_wanted, all_got = _union(each[part] for each in wanted), _union(e[part] for e in got)
        figures[f"{part} words"].count(len(all_wanted & all_got), len(all_got), len(all_wanted))
    pairs = matches([each["content"] for each in wanted], [each["content"] for each in got])
    types_wanted = [text.quote_type(each["content"]) for each in wanted]
    types_got = [text.quote_type(each["content"]) for each in got]
    sources = 0
    for first, second, _ in pairs:
        source, other = wanted[first]["source"], got[second]["source"]
        sources += same_source(text, source, other)
        right["source, half in common"] += _half_in_common(source, other)
        cue, other = wanted[first]["cue"], got[second]["cue"]
        right["cue"] += bool(cue & other) or cue == other
        # What is right is of the kind that the annotated one is.
        types_got[second] = types_wanted[first]
    right["source"] += sources
    figures["soft"].count(len(pairs), len(got), len(wanted))
    figures["exact"].count(sum(each == 1 for *_, each in pairs), len(got), len(wanted))
    figures["with source"].count(sources, len(got), len(wanted))
    for kind in _QUOTE_TYPES:
        matched = sum(types_wanted[first] == kind for first, *_ in pairs)
        figures[f"soft, {kind}"].count(matched, types_got.count(kind), types_wanted.count(kind))


def matches(wanted: Sequence[Tokens], found: Sequence[Tokens]) -> list[tuple[int, int, float]]:
    """Match contents one to one, from the highest overlap down to ``SOFT``.

    Returns:
        Places in ``wanted`` and ``found``, and their overlap. Of equal overlaps the earlier comes
        first.
    """
    overlaps = [
        (overlap, first, second)
        for first, one in enumerate(wanted)
        for second, other in enumerate(found)
        if (overlap := _jaccard(one, other)) >= SOFT
    ]
    left, right = set(range(len(wanted))), set(range(len(found)))
    pairs = []
    for overlap, first, second in sorted(overlaps, key=lambda each: (-each[0], *each[1:])):
        if first in left and second in right:
            left.remove(first)
            right.remove(second)
            pairs.append((first, second, overlap))
    return pairs


def same_source(text: AnnotatedText, wanted: Tokens, found: Tokens) -> bool:
    """Whether a source is the right one, by its place in the text."""
    if _half_in_common(wanted, found):
        return True
    shared = wanted & found
    is_within = shared in (wanted, found)
    return is_within and any(text.word(number) not in _EMPTY_WORDS for number in shared)


def table(scores: Scores) -> str:
    """Return the scores as a table, in percent, with the 95 percent intervals of P and F1."""
    head = ("P", "R", "F1"), ("right", "found", "wanted"), ("P, 95 %", "F1, 95 %")
    widths = (7, 8, 14)
    lines = [
        f"texts {scores.texts}, annotated attributions without words left out: {scores.left_out}",
        " " * 24
        + "".join(f"{n:>{w}}" for names, w in zip(head, widths, strict=True) for n in names),
    ]
    for name, each in scores.figures.items():
        percents = (each.precision, each.recall, each.f1)
        counts = (each.right, each.found, each.wanted)
        lines.append(
            f"{name:24}"
            + "".join(f"{100 * percent:7.1f}" for percent in percents)
            + "".join(f"{count:8}" for count in counts)
            + "".join(f"{between(each.texts, figure):>14}" for figure in (share, f1))
        )
    lines += [
        f"{f'{name} right, of soft matches':45}{100 * percent:7.1f}"
        for name, percent in scores.of_soft.items()
    ]
    return "\n".join(lines)


def _words(text: AnnotatedText, attribution: Attribution) -> dict[str, Tokens]:
    return {part: text.tokens(getattr(attribution, part)) for part in _PARTS}


def _union(tokens: Iterable[Tokens]) -> Tokens:
    return frozenset().union(*tokens)


def _half_in_common(one: Tokens, other: Tokens) -> bool:
    return one == other or _jaccard(one, other) >= SOFT


def _jaccard(one: Tokens, other: Tokens) -> float:
    return _share(len(one & other), len(one | other))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0

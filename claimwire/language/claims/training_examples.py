"""What a model learns from: which proposals in annotated texts are right."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from claimwire.language.claims.attribution import find_attributions
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.features import features_of
from claimwire.language.claims.learning.proposals import Proposal
from claimwire.language.claims.learning.regression import Example
from claimwire.language.claims.spans import Offsets

_LEAST_OVERLAP = 0.5
_WORD = re.compile(r"\w+")

Words = frozenset[int]


class WordIndex:
    """Numbers the words of a text, so that contents are compared by words."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def words(self, spans: Iterable[Offsets]) -> Words:
        """The numbers of the words that some of the spans overlap."""
        return frozenset(
            number
            for start, end in spans
            if start < end
            for number in range(bisect_right(self._ends, start), len(self._starts))[
                : max(0, bisect_right(self._starts, end - 1) - bisect_right(self._ends, start))
            ]
        )


def match_contents(gold: Sequence[Words], found: Sequence[Words]) -> dict[int, int]:
    """Match contents one to one, from the highest overlap (Jaccard) down to a half.

    Returns:
        The index of the annotated content by that of the one found.
    """
    by_word: dict[int, list[int]] = {}
    for number, words in enumerate(gold):
        for word in words:
            by_word.setdefault(word, []).append(number)
    pairs = []
    for number, words in enumerate(found):
        shared = Counter(each for word in words for each in by_word.get(word, ()))
        for each, common in shared.items():
            overlap = common / (len(words) + len(gold[each]) - common)
            if overlap >= _LEAST_OVERLAP:
                pairs.append((-overlap, each, number))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, each, number in sorted(pairs):
        if each not in taken and number not in matched:
            matched[number] = each
            taken.add(each)
    return matched


class _Recorder:
    """An opinion that lets the rules decide, and remembers what it was asked."""

    def __init__(self) -> None:
        self.proposals: list[Proposal] = []

    def probability(self, layout: Layout, proposal: Proposal) -> float:  # noqa: ARG002 - Opinion
        self.proposals.append(proposal)
        return 1.0

    def accepts(self, proposal: Proposal, probability: float) -> bool:  # noqa: ARG002 - Opinion
        return proposal.listed


def examples_of(layout: Layout, gold: Iterable[Iterable[Offsets]]) -> list[Example]:
    """Find every proposal of an annotated text, and which of them are right.

    What stands within the content of a right one is left out: there it would be kept as a part
    of that one, whether annotated or not.

    Args:
        layout: the text.
        gold: the annotated contents.
    """
    recorder = _Recorder()
    find_attributions(layout, recorder)
    index = WordIndex(layout.text)
    proposals = sorted(recorder.proposals, key=lambda each: not each.listed)
    found = [index.words(_offsets(layout, each)) for each in proposals]
    matched = match_contents([words for spans in gold if (words := index.words(spans))], found)
    inside: set[int] = set()
    for number in matched:
        inside.update(i for first, last in proposals[number].ranges for i in range(first, last))
    return [
        Example(tuple(features_of(layout, proposal)), number in matched)
        for number, proposal in enumerate(proposals)
        if number in matched or proposal.cue is None or proposal.cue.token not in inside
    ]


def _offsets(layout: Layout, proposal: Proposal) -> list[Offsets]:
    return [(layout.parse[first].idx, layout.end_of(last - 1)) for first, last in proposal.ranges]

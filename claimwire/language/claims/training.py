"""Learning which proposed attributions are right: logistic regression, deterministic."""

import dataclasses
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from claimwire.language.claims.attribution import find_attributions
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.features import features_of
from claimwire.language.claims.learning.linear_model import ClaimsModel
from claimwire.language.claims.learning.proposals import Proposal
from claimwire.language.claims.spans import Offsets

_RAREST = 3
_ROUNDS = 300
_RATE = 0.3
_SOFT = 0.5
_DIGITS = 4
_WORD = re.compile(r"\w+")

Words = frozenset[int]
Floats = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Example:
    """A proposal and whether it is right.

    Attributes:
        features: what the model sees of it.
        right: whether an annotated content shares at least half of all words of the two.
    """

    features: tuple[str, ...]
    right: bool


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
            if overlap >= _SOFT:
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
    """Find every proposal of an annotated text and tell which are right.

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
    return [(layout.doc[first].idx, layout.end_of(last - 1)) for first, last in proposal.ranges]


def fit(examples: Sequence[Example], *, penalty: float = 8.0) -> ClaimsModel:
    """Fit a logistic regression by gradient descent (AdaGrad; J. Duchi et al., JMLR 2011).

    Args:
        examples: to learn from; features that fewer than three of them have are left out.
        penalty: of the squared weights; half of it is added to the summed loss.

    Raises:
        ValueError: if none is right or none is wrong.
    """
    right = np.array([example.right for example in examples], dtype=np.float64)
    if not 0 < right.sum() < len(examples):
        raise ValueError("there must be right and wrong proposals to learn from")
    counts = Counter(feature for example in examples for feature in example.features)
    names = sorted(name for name, count in counts.items() if count >= _RAREST)
    numbers = {name: number for number, name in enumerate(names)}
    rows, columns = [], []
    for row, example in enumerate(examples):
        for feature in example.features:
            if feature in numbers:
                rows.append(row)
                columns.append(numbers[feature])
    at_row, at_column = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
    weights: Floats = np.zeros(len(names))
    squares: Floats = np.full(len(names), 1e-8)
    for _ in range(_ROUNDS):
        logits: Floats = np.bincount(
            at_row, weights=weights[at_column], minlength=len(examples)
        ).astype(np.float64)
        errors = _sigmoids(logits) - right
        gradient: Floats = np.bincount(
            at_column, weights=errors[at_row], minlength=len(names)
        ).astype(np.float64)
        gradient += penalty * weights
        squares += gradient**2
        weights -= _RATE * gradient / np.sqrt(squares)
    rounded = {
        name: value
        for name, weight in zip(names, weights.tolist(), strict=True)
        if (value := round(weight, _DIGITS))
    }
    return ClaimsModel(rounded)


def calibrate(model: ClaimsModel, examples: Sequence[Example]) -> ClaimsModel:
    """Scale a model's logits so that its probabilities are shares of held-out examples.

    Args:
        model: with no calibration of its own yet.
        examples: ones that it was not fitted on.
    """
    logits = np.array([sum(model.weights.get(f, 0.0) for f in e.features) for e in examples])
    right = np.array([example.right for example in examples], dtype=np.float64)
    if not 0 < right.sum() < len(right):
        return model
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    solution = np.array([1.0, 0.0])
    for _ in range(50):
        chances = _sigmoids(design @ solution)
        curvature = design.T @ (design * (chances * (1 - chances))[:, None])
        # A pull towards no change, so that examples which a line parts have a solution.
        gradient = design.T @ (chances - right) + solution - np.array([1.0, 0.0])
        solution = solution - np.linalg.solve(curvature + np.eye(2), gradient)
    scale, shift = (round(value, _DIGITS) for value in solution.tolist())
    return dataclasses.replace(model, scale=scale, shift=shift)


def _sigmoids(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))))

"""Fitting and calibrating a model: logistic regression, with the same result each time."""

import dataclasses
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claimwire.language.claims.learning.linear_model import ClaimsModel

_RAREST = 3
_ROUNDS = 300
_RATE = 0.3
_DIGITS = 4

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

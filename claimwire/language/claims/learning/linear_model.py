"""A learned second opinion on attributions: a linear model, kept as JSON."""

import dataclasses
import functools
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimwire.errors import UsageError
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.features import features_of
from claimwire.language.claims.learning.proposals import Proposal

FORMAT = "claimwire attribution model 1"
_LARGEST_LOGIT = 30.0


class ModelError(UsageError):
    """A model file cannot be used."""


@dataclasses.dataclass(frozen=True)
class ClaimsModel:
    """A logistic regression over the features of a proposal.

    Attributes:
        weights: of each feature; those that are not in it weigh nothing.
        scale, shift: what turns the sum of weights into a calibrated logit (J. Platt,
            "Probabilistic Outputs for Support Vector Machines", 1999).
        threshold: the least probability of a proposal that is kept, from 0 to 1. Quotations that
            have been given a cue are kept in any case.
    """

    weights: dict[str, float]
    scale: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5

    def probability(self, layout: Layout, proposal: Proposal) -> float:
        """How probable it is that a proposal is right."""
        return self.probability_of(features_of(layout, proposal))

    def probability_of(self, features: Iterable[str]) -> float:
        """How probable it is that what has these features is right."""
        total = math.fsum(self.weights.get(feature, 0.0) for feature in features)
        return sigmoid(self.scale * total + self.shift)

    def accepts(self, proposal: Proposal, probability: float) -> bool:  # noqa: ARG002 - Opinion
        """Whether it is as probable as the model asks."""
        return probability >= self.threshold

    def to_json(self) -> str:
        """The model as the text of its file; equal models are equal texts."""
        fields = {"format": FORMAT, **dataclasses.asdict(self)}
        return json.dumps(fields, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def sigmoid(logit: float) -> float:
    """The logistic function, without overflow."""
    return 1.0 / (1.0 + math.exp(-max(-_LARGEST_LOGIT, min(_LARGEST_LOGIT, logit))))


def parse_model(text: str, name: str) -> ClaimsModel:
    """Read the text of a model file.

    Args:
        text: what ``ClaimsModel.to_json`` gave.
        name: of the file, for the message.

    Raises:
        ModelError: if it is anything else.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, f"it is no JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _damaged(name, f"its format is not {FORMAT!r}")
    weights = data.get("weights")
    if not isinstance(weights, dict) or not all(_is_number(each) for each in weights.values()):
        raise _damaged(name, "weights must be an object of finite numbers")
    for key in ("scale", "shift", "threshold"):
        if not _is_number(data.get(key)):
            raise _damaged(name, f"{key} must be a finite number")
    if not 0 <= data["threshold"] <= 1:
        raise _damaged(name, "threshold must lie between 0 and 1")
    return ClaimsModel(weights, data["scale"], data["shift"], data["threshold"])


@functools.cache
def load_claims_model(path: str) -> ClaimsModel:
    """Read a model file, once per process.

    Raises:
        ModelError: if there is none, or it is damaged.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(
            f"cannot read the claims model {path}: {error.strerror}. Check the path, or make one "
            "with `claimwire train`."
        ) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "it is no UTF-8 text") from error
    return parse_model(text, path)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf


def _damaged(name: str, why: str) -> ModelError:
    return ModelError(
        f"the claims model {name} is damaged: {why}. Make it again with `claimwire train`."
    )

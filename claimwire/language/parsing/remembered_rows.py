"""The first layers of spaCy's embedding, computed once for each kind of token.

The vector with which a token enters the convolution depends on a few of its attributes (its form,
prefix, suffix, shape ...) and on nothing around it. Most tokens of a text have been seen before, so
their rows are kept; only the rows of new ones are computed (``spacy.ml.models.tok2vec``,
MultiHashEmbed).
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Model

_MOST_REMEMBERED = 100_000
"""Rows; 40 MB at 96 numbers a row."""

_Floats = npt.NDArray[np.float32]


def can_remember(embed: Model[Any, Any]) -> bool:
    """Whether a model is the embedding known here: its layers look at one token at a time."""
    return (
        len(embed.layers) == 5
        and embed.layers[0].name == "extract_features"
        and embed.layers[1].name == "list2ragged"
        and all(layer.name.startswith("with_array(") for layer in embed.layers[2:4])
        and embed.layers[4].name == "ragged2list"
        and not any("expand_window" in layer.name for layer in embed.layers)
    )


def remember_rows(embed: Model[Any, Any]) -> None:
    """Let an embedding keep its rows; training it goes on as before.

    Args:
        embed: from texts to one array a text, a row a token.
    """
    embed._func = _Remembering(embed, embed._func)


class _Remembering:
    """The forward function of an embedding."""

    def __init__(self, embed: Model[Any, Any], computed: Callable[..., Any]) -> None:
        self._features, *self._layers = embed.layers
        self._computed = computed
        self._numbers: dict[bytes, int] = {}
        self._rows: _Floats = np.empty((0, embed.get_dim("nO")), dtype=np.float32)
        # Threads of a worker share the model, and numbers and rows must stay together.
        self._lock = threading.Lock()

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Any:
        if is_train:
            return self._computed(model, docs, is_train)
        with self._lock:
            return self._predict(docs), _no_gradient

    def _predict(self, docs: Sequence[Doc]) -> list[_Floats]:
        if len(self._numbers) > _MOST_REMEMBERED:
            self._numbers.clear()
            self._rows = self._rows[:0]
        features = [np.ascontiguousarray(each) for each in self._features.predict(docs)]
        keys = [each.view(f"V{each.strides[0]}").ravel().tolist() for each in features]
        new = {
            key: row
            for of_doc, rows in zip(keys, features, strict=True)
            for key, row in zip(of_doc, rows, strict=True)
            if key not in self._numbers
        }
        if new:
            self._remember(new)
        return [self._rows[[self._numbers[key] for key in of_doc]] for of_doc in keys]

    def _remember(self, new: dict[bytes, npt.NDArray[np.uint64]]) -> None:
        rows: Any = [np.stack(list(new.values()))]
        for layer in self._layers:
            rows = layer.predict(rows)
        for key in new:
            self._numbers[key] = len(self._numbers)
        self._rows = np.concatenate([self._rows, *rows])


def _no_gradient(_: Any) -> Any:
    raise RuntimeError("remembered rows have no gradient: call the model for training")

"""The entity recogniser's own decisions, taken for all tokens of a batch at once.

spaCy's recogniser walks each text token by token and asks every action of every token whether it is
allowed. Most tokens stand outside entities, where its choice depends on the token alone: there the
scores of a whole batch are one matrix product. Only inside an entity does it depend on where the
entity began, and only there are steps taken one by one. Model, scores and rules are spaCy's own
(``spacy/ml/parser_model.pyx`` and ``spacy/pipeline/_parser_internals/ner.pyx`` of 3.8; the
transitions are those of Lample et al. 2016, "Neural Architectures for Named Entity Recognition").
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

NAME = "greedy_entities"
"""Name of the component."""

_FEATURES = 3
"""What a step looks at: the token, the entity's first token, and the token before."""

_Floats = npt.NDArray[np.float32]


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> "GreedyEntities":  # noqa: ARG001 - spaCy names it
    return GreedyEntities(nlp.get_pipe("ner"))


def can_replace(recogniser: object) -> bool:
    """Whether a pipeline's recogniser decides greedily, from the features known here."""
    return (
        isinstance(recogniser, EntityRecognizer)
        and recogniser.cfg.get("beam_width") == 1
        and recogniser.model.attrs["has_upper"]
        and not recogniser.model.attrs["unseen_classes"]
        and recogniser.model.get_ref("lower").get_dim("nF") == _FEATURES
    )


class GreedyEntities:
    """Sets the entities of texts that have none.

    Args:
        recogniser: the trained component whose weights are used.
    """

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._tokens_to_vectors = model.get_ref("tok2vec")
        self._ops = model.ops
        weights = lower.get_param("W")
        self._pieces = weights.shape[2]
        self._lower = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]))
        self._bias = lower.get_param("b").reshape(-1)
        self._padding = lower.get_param("pad").reshape(_FEATURES, -1)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        # Not move_names: that leaves out an action, and with it the numbers do not fit the scores.
        names = [recogniser.moves.get_class_name(at) for at in range(recogniser.moves.n_moves)]
        self._outside = names.index("O")
        self._begin = {at: name[2:] for at, name in enumerate(names) if _is(name, "B")}
        self._unit = {at: name[2:] for at, name in enumerate(names) if _is(name, "U")}
        self._going_on = {
            label: np.array([names.index(f"I-{label}"), names.index(f"L-{label}")])
            for label in self._begin.values()
        }

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Set the entities of texts, read together in batches."""
        waiting = iter(docs)
        while batch := list(itertools.islice(waiting, batch_size)):
            self._set_entities(batch)
            yield from batch

    def _set_entities(self, docs: Sequence[Doc]) -> None:
        if not any(map(len, docs)):
            return
        vectors = self._tokens_to_vectors.predict(docs)
        parts = self._ops.gemm(vectors, self._lower, trans2=True)
        parts = parts.reshape(len(vectors), _FEATURES, -1)
        scores = self._scores(parts[:, 0] + self._padding[1] + self._padding[2])
        first = 0
        for doc in docs:
            last = first + len(doc)
            entities = self._entities(doc, scores[first:last], parts[first:last])
            doc.set_ents(list(entities), default="outside")
            first = last

    def _scores(self, summed: _Floats, actions: npt.NDArray[np.intp] | None = None) -> _Floats:
        """Score actions (all of them by default) from summed features, one row a state."""
        hidden = (summed + self._bias).reshape(len(summed), -1, self._pieces).max(axis=2)
        weights = self._upper if actions is None else self._upper[actions]
        bias = self._upper_bias if actions is None else self._upper_bias[actions]
        scores: _Floats = self._ops.gemm(hidden, weights, trans2=True) + bias
        return scores

    def _entities(self, doc: Doc, scores: _Floats, parts: _Floats) -> Iterator[Span]:
        """Yield the entities of one text, left to right."""
        ends, spaces = _ends_and_spaces(doc)
        chosen = self._choose_outside(scores, ends, spaces)
        index = 0
        for start in np.flatnonzero(chosen != self._outside).tolist():
            if start < index:
                continue
            action = int(chosen[start])
            if action in self._unit:
                index = start + 1
                yield Span(doc, start, index, label=self._unit[action])
            else:
                label = self._begin[action]
                index = self._end_of(start, label, parts, ends)
                yield Span(doc, start, index, label=label)

    def _choose_outside(
        self, scores: _Floats, ends: npt.NDArray[np.bool_], spaces: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.intp]:
        """Choose the action of each token, were no entity open there."""
        allowed = np.full(scores.shape, -np.inf, dtype=np.float32)
        allowed[:, self._outside] = 0
        allowed[:, list(self._unit)] = np.where(spaces, -np.inf, 0)[:, None]
        # An entity that begins at the last token of a sentence could not be continued.
        allowed[:, list(self._begin)] = np.where(spaces | ends, -np.inf, 0)[:, None]
        best: npt.NDArray[np.intp] = np.argmax(scores + allowed, axis=1)
        return best

    def _end_of(self, start: int, label: str, parts: _Floats, ends: npt.NDArray[np.bool_]) -> int:
        """Find where an entity ends: the token after its last."""
        going_on = self._going_on[label]
        for index in range(start + 1, len(parts)):
            if ends[index]:
                return index + 1
            summed = parts[index, 0] + parts[start, 1] + parts[index - 1, 2]
            inside, last = self._scores(summed[None], going_on)[0]
            # Of equal scores spaCy takes the action that comes first.
            if last > inside or (last == inside and going_on[1] < going_on[0]):
                return index + 1
        return len(parts)


def _ends_and_spaces(doc: Doc) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell of each token whether a sentence ends behind it, and whether it is white space."""
    starts = doc.to_array("SENT_START") == 1
    return np.append(starts[1:], True)[: len(doc)], doc.to_array("IS_SPACE") == 1


def _is(name: str, action: str) -> bool:
    return name.startswith(f"{action}-") and len(name) > len(action) + 1

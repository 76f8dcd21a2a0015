"""Training of the classifier of attributions on a folder of annotated texts."""

import dataclasses
import itertools
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language

from claimwire.errors import UsageError
from claimwire.language.claims.find_claims import find_worded_claims
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.linear_model import ClaimsModel
from claimwire.language.claims.learning.proposals import Opinion
from claimwire.language.claims.learning.regression import Example, calibrate, fit
from claimwire.language.claims.training_examples import (
    WordIndex,
    Words,
    examples_of,
    match_contents,
)
from claimwire.language.languages import is_parsed
from claimwire.language.mentions.tokens import Tokens
from claimwire.language.parsing.batches import read_texts
from claimwire.language.reading import reading_of
from claimwire.pipeline.training.brat import AnnotatedText, CorpusError, read_corpus
from claimwire.schemas.keys import stable_id

_BATCH = 20
_HELD_OUT = 5
"""One text in this many is held out to choose the threshold."""
_THRESHOLDS = tuple(number / 100 for number in range(10, 75, 5))
_SHOWN = 8


@dataclasses.dataclass(frozen=True)
class Score:
    """Precision and recall of claims: right contents share at least half of all words with gold."""

    right: int
    found: int
    annotated: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.annotated)

    def __str__(self) -> str:
        precision = self.right / max(1, self.found)
        recall = self.right / max(1, self.annotated)
        return f"P {precision:.1%}  R {recall:.1%}  F1 {self.f1:.1%}"


@dataclasses.dataclass(frozen=True)
class Training:
    """The result of a training.

    Attributes:
        model: the model.
        texts, held_out: number of texts that it was fitted on, and of held-out texts.
        proposals: number of proposals that it was fitted on.
        rules: score of the rules alone on the held-out texts.
        learnt: score of the model on the held-out texts; a little too high, since they chose its
            threshold.
    """

    model: ClaimsModel
    texts: int
    held_out: int
    proposals: int
    rules: Score
    learnt: Score

    def __str__(self) -> str:
        ordered = sorted(self.model.weights.items(), key=lambda item: (item[1], item[0]))
        against = ", ".join(name for name, _ in ordered[:_SHOWN])
        speaks_for = ", ".join(name for name, _ in reversed(ordered[-_SHOWN:]))
        size = (
            f"{len(self.model.weights)} weights from {self.proposals} proposals in "
            f"{self.texts} texts; threshold {self.model.threshold}"
        )
        return "\n".join(
            [
                size,
                f"speaks for:     {speaks_for}",
                f"speaks against: {against}",
                f"{self.held_out} held-out texts, which chose the threshold (soft match):",
                f"  rules alone  {self.rules}",
                f"  with model   {self.learnt}",
            ]
        )


class _Held:
    """A held-out text: its reading, and the words of its annotated contents."""

    def __init__(self, layout: Layout, text: AnnotatedText) -> None:
        self.reading = reading_of(layout.tokens.doc)
        self.index = WordIndex(layout.text)
        self.gold: list[Words] = [
            words for spans in text.contents if (words := self.index.words(spans))
        ]

    def score(self, model: Opinion | None) -> tuple[int, int, int]:
        claims = find_worded_claims(self.reading, article_id="", run_id="", model=model)
        found = [self.index.words(e.wording.content) for e in claims if e.wording.content]
        return len(match_contents(self.gold, found)), len(found), len(self.gold)


def train_on(corpus: Path, out: Path, nlp: Language) -> Training:
    """Train a classifier of right attributions on annotated texts, and write the model.

    One text in five, chosen by its name, is held out; these texts determine the calibration and the
    threshold. The same texts give the same bytes.

    Args:
        corpus: a folder as ``claimwire.pipeline.training.brat.read_corpus`` reads it.
        out: the model's file; an existing one is replaced.
        nlp: the pipeline, from ``claimwire.language.parsing.loading.load_model``.

    Raises:
        UsageError: if the pipeline's language has no word lists here.
        CorpusError: if the texts cannot be read or are too few to learn from.
        OSError: if the model cannot be written.
    """
    if not is_parsed(nlp.lang or ""):
        raise UsageError(
            f"the model reads {nlp.lang!r}, a language whose cues claimwire does not know. Use a "
            "pipeline of English."
        )
    fitted: list[Example] = []
    unseen: list[Example] = []
    held: list[_Held] = []
    texts = 0
    for batch in _batches(read_corpus(corpus)):
        for text, doc in zip(batch, read_texts(nlp, [each.text for each in batch]), strict=True):
            if isinstance(doc, Exception):
                raise CorpusError(f"{text.name} cannot be read: {doc}") from doc
            layout = Layout(Tokens.of(doc))
            examples = examples_of(layout, text.contents)
            if is_held_out(text.name):
                unseen += examples
                held.append(_Held(layout, text))
            else:
                fitted += examples
                texts += 1
    try:
        model = calibrate(fit(fitted), unseen)
    except ValueError as error:
        raise CorpusError(f"{corpus} has too few annotated texts: {error}.") from error
    model, learnt = _with_best_threshold(model, held)
    out.write_text(model.to_json(), encoding="utf-8", newline="\n")
    return Training(model, texts, len(held), len(fitted), _score(held, None), learnt)


def is_held_out(name: str) -> bool:
    """Return whether a text is held out, by its name alone, so that added texts move no other."""
    return int(stable_id(name), 16) % _HELD_OUT == 0


def _batches(texts: Iterable[AnnotatedText]) -> Iterable[list[AnnotatedText]]:
    left = iter(texts)
    while batch := list(itertools.islice(left, _BATCH)):
        yield batch


def _score(held: list[_Held], model: Opinion | None) -> Score:
    counts = [each.score(model) for each in held]
    return Score(*(sum(count[place] for count in counts) for place in range(3)))


def _with_best_threshold(model: ClaimsModel, held: list[_Held]) -> tuple[ClaimsModel, Score]:
    """Set the threshold with the highest F1 on held-out texts; of equals, the middle one."""
    tried = [dataclasses.replace(model, threshold=each) for each in _THRESHOLDS]
    scored = [(each, _score(held, each)) for each in tried]
    return max(scored, key=lambda pair: (pair[1].f1, -abs(pair[0].threshold - 0.5)))

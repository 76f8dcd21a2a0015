"""Annotate: each article is parsed and its mentions are found, once for all extractors."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.counters import ARTICLES_ANNOTATED, ARTICLES_NOT_ANNOTATED, Counted
from claimwire.defaults import DEFAULT_MODEL
from claimwire.language.mentions.context import context_of
from claimwire.language.mentions.known_entities import UserKnowledge
from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.not_read import ReadingTimeLimit, TextTooLong
from claimwire.language.reading import reading_of
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import REJECTED, Attempt

_FORESEEN = {
    TextTooLong: Reason.TOO_LONG,
    ReadingTimeLimit: Reason.READING_TIME_LIMIT,
}
"""Why a text is not read."""

_LONGEST_WORD = 10
"""Characters of a word, on average: a text of fewer words than that counts as if it had them."""


class AnnotateOutputs(NamedTuple):
    """What ``Annotate`` gives.

    Attributes:
        annotated: PCollection of ``Annotated``.
        rejections: PCollection of ``Rejection``.
    """

    annotated: beam.PCollection
    rejections: beam.PCollection


@dataclasses.dataclass
class Annotate(beam.PTransform):
    """Read articles with a language model; a PCollection of ``Article`` in.

    Attributes:
        model: name of an installed spaCy pipeline.
        knowledge: the user's own entities.
        batch_words: articles are read together until they have this many words. The number is
            fixed, so that batches do not depend on how fast a worker is.
        load: answers the pipeline of a name; replaced in tests.
    """

    model: str = DEFAULT_MODEL
    knowledge: UserKnowledge | None = None
    batch_words: int = 10_000
    load: Callable[[str], Language] = load_model

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, articles: beam.PCollection) -> AnnotateOutputs:
        """Batch, then read."""
        outputs = (
            articles
            | "Batch" >> self.batches()
            | "Read"
            >> beam.ParDo(self.attempt())
            .with_output_types(Annotated)
            .with_outputs(REJECTED, main="main")
        )
        return AnnotateOutputs(outputs["main"], outputs[REJECTED])

    def batches(self) -> beam.BatchElements:
        """Return the step that batches articles."""
        return beam.BatchElements(
            min_batch_size=self.batch_words,
            max_batch_size=self.batch_words,
            element_size_fn=_size,
        )

    def attempt(self) -> Attempt:
        """Return what is done with a batch: it yields ``Annotated``."""
        return Attempt(_Read(self.model, self.knowledge, self.load), Stage.ANNOTATE, first_of_batch)


def annotate_batch(
    nlp: Language,
    articles: Sequence[Article],
    *,
    model: str,
    knowledge: UserKnowledge | None = None,
) -> list[Annotated | Rejection]:
    """Read articles, or say why not.

    Args:
        nlp: the pipeline.
        articles: those whose language is known and not the pipeline's are rejected.
        model: the pipeline's name.
        knowledge: the user's own entities.

    Returns:
        One result for each article, in their order.
    """
    own = [article for article in articles if _is_own_language(nlp, article)]
    docs = iter(read_texts(nlp, [article.text for article in own]))
    results: list[Annotated | Rejection] = []
    for article in articles:
        if not _is_own_language(nlp, article):
            results.append(_other_language(nlp, article))
            continue
        doc = next(docs)
        if isinstance(doc, Exception):
            results.append(_failed(article, doc))
        else:
            results.append(_annotated(article, doc, model, knowledge))
    return results


def _annotated(
    article: Article, doc: Doc, model: str, knowledge: UserKnowledge | None
) -> Annotated | Rejection:
    try:
        reading = reading_of(doc, context_of(article, knowledge))
    except Exception as error:
        # Its neighbours in the batch are whole.
        return _failed(article, error)
    return Annotated(article, reading, model)


@dataclasses.dataclass
class _Read:
    model: str
    knowledge: UserKnowledge | None
    load: Callable[[str], Language]

    def setup(self) -> None:
        self.load(self.model)

    def __call__(self, articles: list[Article]) -> Iterator[Annotated | Rejection | Counted]:
        nlp = self.load(self.model)
        try:
            results = annotate_batch(nlp, articles, model=self.model, knowledge=self.knowledge)
            annotated = sum(isinstance(result, Annotated) for result in results)
            yield Counted(ARTICLES_ANNOTATED, annotated)
            yield Counted(ARTICLES_NOT_ANNOTATED, len(articles) - annotated)
            yield from results
        except Exception as error:
            # Attempt would reject the batch as one element and lose all but one article.
            yield from (_failed(article, error) for article in articles)


def _size(article: Article) -> int:
    # Memory goes by tokens, and without spaces there are many more of them than words.
    return max(1, article.word_count, len(article.text) // _LONGEST_WORD)


def _is_own_language(nlp: Language, article: Article) -> bool:
    return article.language in (None, "", nlp.lang)


def _other_language(nlp: Language, article: Article) -> Rejection:
    return of_article(article).reject(
        Stage.ANNOTATE,
        Reason.LANGUAGE,
        f"the text is in {article.language!r}; the model reads {nlp.lang!r}",
    )


def _failed(article: Article, error: Exception) -> Rejection:
    for kind, reason in _FORESEEN.items():
        if isinstance(error, kind):
            return of_article(article).reject(Stage.ANNOTATE, reason, str(error))
    return of_article(article).unexpected(Stage.ANNOTATE, error)


def first_of_batch(articles: list[Article]) -> Subject:
    """Choose the article that stands for a batch that failed as a whole."""
    return of_article(articles[0])

"""Annotate: each article is parsed and its mentions are found, once for all extractors.

The libraries that read are imported with the first article, since a run without news needs none.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_ANNOTATED, ARTICLES_NOT_ANNOTATED, Counted
from claimwire.language.parsing.models import DEFAULT_MODELS, LanguageNotRead, Models, model_of
from claimwire.language.parsing.not_read import ReadingTimeLimit, TextTooLong
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import REJECTED, Attempt

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimwire.language.mentions.known_entity import UserKnowledge

_FORESEEN = {
    LanguageNotRead: Reason.LANGUAGE,
    TextTooLong: Reason.TOO_LONG,
    ReadingTimeLimit: Reason.READING_TIME_LIMIT,
}
"""Why a text is not read."""

_LONGEST_WORD = 10
"""Characters of a word, on average: a text of fewer words than that counts as if it had them."""


def load(name: str) -> "Language":
    """Load the spaCy pipeline of a name (``claimwire.language.parsing.loading``)."""
    from claimwire.language.parsing.loading import load_model  # noqa: PLC0415  slow to import

    return load_model(name)


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
    """Read articles with the model of their language; a PCollection of ``Article`` in.

    Attributes:
        models: the spaCy pipeline of each language. An article in a language without one, or whose
            pipeline is not installed, is rejected.
        knowledge: the user's own entities.
        batch_words: articles are read together until they have this many words. The number is
            fixed, so that batches do not depend on how fast a worker is.
        load: answers the pipeline of a name; replaced in tests.
    """

    models: Models = dataclasses.field(default_factory=lambda: DEFAULT_MODELS)
    knowledge: "UserKnowledge | None" = None
    batch_words: int = 10_000
    load: Callable[[str], "Language"] = load

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
        return Attempt(
            _Read(self.models, self.knowledge, self.load), Stage.ANNOTATE, first_of_batch
        )


def annotate_batch(
    articles: Sequence[Article],
    models: Models = DEFAULT_MODELS,
    *,
    knowledge: "UserKnowledge | None" = None,
    load: Callable[[str], "Language"] = load,
) -> list[Annotated | Rejection]:
    """Read articles, or say why not.

    Args:
        articles: in any languages.
        models: the pipeline of each language.
        knowledge: the user's own entities.
        load: answers the pipeline of a name.

    Returns:
        One result for each article, in their order.
    """
    from claimwire.language.parsing.many_languages import (  # noqa: PLC0415  slow to import
        read_languages,
    )

    docs = read_languages([(each.text, each.language) for each in articles], models, load)
    return [
        _annotated(article, doc, models, knowledge)
        for article, doc in zip(articles, docs, strict=True)
    ]


def _annotated(
    article: Article, doc: "Doc | Exception", models: Models, knowledge: "UserKnowledge | None"
) -> Annotated | Rejection:
    from claimwire.language.mentions.context import context_of  # noqa: PLC0415  slow to import
    from claimwire.language.reading import reading_of  # noqa: PLC0415

    if isinstance(doc, Exception):
        return _failed(article, doc)
    try:
        reading = reading_of(doc, context_of(article, knowledge))
    except Exception as error:
        # Its neighbours in the batch are whole.
        return _failed(article, error)
    return Annotated(article, reading, model_of(models, article.language))


@dataclasses.dataclass
class _Read:
    models: Models
    knowledge: "UserKnowledge | None"
    load: Callable[[str], "Language"]

    def __call__(self, articles: list[Article]) -> Iterator[Annotated | Rejection | Counted]:
        try:
            results = annotate_batch(
                articles, self.models, knowledge=self.knowledge, load=self.load
            )
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


def _failed(article: Article, error: Exception) -> Rejection:
    for kind, reason in _FORESEEN.items():
        if isinstance(error, kind):
            return of_article(article).reject(Stage.ANNOTATE, reason, str(error))
    return of_article(article).unexpected(Stage.ANNOTATE, error)


def first_of_batch(articles: list[Article]) -> Subject:
    """Choose the article that stands for a batch that failed as a whole."""
    return of_article(articles[0])

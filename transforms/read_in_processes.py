"""Articles annotated, and their entities and claims extracted, by processes of this machine."""

import contextlib
import dataclasses
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_NOT_ANNOTATED, Counted
from claimwire.language.parsing.models import LanguageNotRead, model_of
from claimwire.language.parsing.not_read import LIMIT_S
from claimwire.rejecting import of_article
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.transforms.annotate import Annotate, first_of_batch
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.extract_claims import ExtractClaims
from claimwire.transforms.extract_entities import ExtractEntities
from claimwire.transforms.process_pool import Failure, Processes, Salvage
from claimwire.transforms.spread import Spread

_CLAIMS = "claims"

WARMING = "Officials in Paris said so."
"""Text that is read before processes are forked, so that what reading needs is loaded."""


class Readings(NamedTuple):
    """What is read out of articles.

    Attributes:
        entities: PCollection of ``(day, Entity)``.
        claims: PCollection of ``(day, Claim)``.
        rejections: PCollection of ``Rejection``.
    """

    entities: beam.PCollection
    claims: beam.PCollection
    rejections: beam.PCollection


@dataclasses.dataclass
class ReadInProcesses(beam.PTransform):
    """Do what three steps do, for several batches at a time; a PCollection of ``Article`` in.

    Batches of articles go to the processes, and rows come back: a parse never leaves the process
    that made it, as shipping it would cost more than the extraction. What a process dies of, or
    takes too long over, is read again, each article by itself; an article that ends so again is
    rejected, and nothing else.

    Attributes:
        annotate: the first step.
        entities: the second.
        claims: the third, on the same readings.
        processes: how many.
        limit_s: longest time for one batch, or for one article by itself.
    """

    annotate: Annotate
    entities: ExtractEntities
    claims: ExtractClaims
    processes: int
    limit_s: float = LIMIT_S

    def __post_init__(self) -> None:
        super().__init__()

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, articles: beam.PCollection) -> Readings:
        """Batch, then read."""
        salvage = Salvage(parts=each_alone, give_up=give_up, limit_s=self.limit_s)
        open_processes = functools.partial(Processes, salvage=salvage)
        outputs = (
            articles
            | "Batch" >> self.annotate.batches()
            | "Read"
            >> beam.ParDo(Spread(self.attempt(), self.processes, open_processes)).with_outputs(
                _CLAIMS, REJECTED, main="entities"
            )
        )
        return Readings(outputs["entities"], outputs[_CLAIMS], outputs[REJECTED])

    def attempt(self) -> Attempt:
        """Return what a process does with a batch: all three steps."""
        reading = _Reading(
            self.annotate, self.annotate.attempt(), self.entities.attempt(), self.claims.attempt()
        )
        return Attempt(reading, Stage.ANNOTATE, first_of_batch)


@dataclasses.dataclass
class _Reading:
    given: Annotate
    annotate: Attempt
    entities: Attempt
    claims: Attempt
    loaded: set[str] = dataclasses.field(default_factory=set)

    def setup(self) -> None:
        for step in (self.annotate, self.entities, self.claims):
            step.setup()

    def prepare(self, articles: list[Article]) -> bool:
        """Load the models of the articles' languages; answer whether one of them is new."""
        new = set(_models(self.given, articles)) - self.loaded
        for model in sorted(new):
            # What cannot be loaded is told by the process that reads the articles.
            with contextlib.suppress(Exception):
                _warm_up(model, self.given)
        self.loaded |= new
        return bool(new)

    def __call__(self, articles: list[Article]) -> Iterator[Any]:
        for annotated in self.annotate(articles):
            if isinstance(annotated, Annotated):
                yield from self.entities(annotated)
                yield from (
                    each if isinstance(each, Rejection | Counted) else TaggedOutput(_CLAIMS, each)
                    for each in self.claims(annotated)
                )
            else:
                yield annotated


def each_alone(articles: list[Article]) -> list[list[Article]]:
    """Take a batch apart."""
    return [[article] for article in articles]


def give_up(articles: list[Article], failure: Failure) -> list[Rejection | Counted]:
    """Reject articles on which a process failed, each by itself."""
    reason = Reason.READING_TIME_LIMIT if failure.too_slow else Reason.READER_DIED
    rejected = [
        of_article(each).reject(Stage.ANNOTATE, reason, failure.detail) for each in articles
    ]
    return [Counted(ARTICLES_NOT_ANNOTATED, len(rejected)), *rejected]


def _models(annotate: Annotate, articles: list[Article]) -> Iterator[str]:
    for article in articles:
        with contextlib.suppress(LanguageNotRead):
            yield model_of(annotate.models, article.language)


def _warm_up(model: str, annotate: Annotate) -> None:
    """Load what is loaded on first use, so that the processes share it."""
    from claimwire.language.parsing.spacy_alone import import_spacy  # noqa: PLC0415

    # Before anything else imports it whole.
    import_spacy()
    from claimwire.language.claims.find_claims import find_claims  # noqa: PLC0415  slow to import
    from claimwire.language.mentions.context import Context  # noqa: PLC0415
    from claimwire.language.reading import reading_of  # noqa: PLC0415

    doc = annotate.load(model)(WARMING)
    find_claims(reading_of(doc, Context(knowledge=annotate.knowledge)), article_id="", run_id="")

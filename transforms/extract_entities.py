"""ExtractEntities: the mentions of each annotated article as rows of the table of entities."""

from collections.abc import Iterator
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations

from claimwire.rejecting import Subject, of_article
from claimwire.schemas.entities import Entity
from claimwire.schemas.rejections import Stage
from claimwire.schemas.table import day_of
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import REJECTED, Attempt


class EntityOutputs(NamedTuple):
    """What ``ExtractEntities`` gives.

    Attributes:
        entities: PCollection of ``(day, Entity)``; the day names the partition.
        rejections: PCollection of ``Rejection``.
    """

    entities: beam.PCollection
    rejections: beam.PCollection


class ExtractEntities(beam.PTransform):
    """Find the entities; a PCollection of ``Annotated`` in."""

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, annotated: beam.PCollection) -> EntityOutputs:
        """Find them."""
        outputs = annotated | "Find" >> beam.ParDo(self.attempt()).with_output_types(
            tuple[str, Entity]
        ).with_outputs(REJECTED, main="main")
        return EntityOutputs(outputs["main"], outputs[REJECTED])

    def attempt(self) -> Attempt:
        """Return what is done with an annotated article."""
        return Attempt(_entities_of, Stage.ENTITIES, _subject)


def _entities_of(annotated: Annotated) -> Iterator[tuple[str, Entity]]:
    from claimwire.language.find_entities import find_entities  # noqa: PLC0415  slow to import

    article = annotated.article
    day = day_of(article.first_seen_at)
    for entity in find_entities(
        annotated.reading, article_id=article.article_id, run_id=article.run_id
    ):
        yield day, entity


def _subject(annotated: Annotated) -> Subject:
    return of_article(annotated.article)

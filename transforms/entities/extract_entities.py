"""ExtractEntities: the mentions of each annotated article as rows of the table of entities."""

from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations
from spacy.tokens import Doc

from schemas.entities import Entity
from schemas.keys import stable_id
from schemas.rejections import Rejection, Stage
from transforms.annotate.annotated import Annotated
from transforms.attempt import REJECTED, Attempt, unexpected
from transforms.entities.mentions import mentions_of


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
        outputs = annotated | "Find" >> beam.ParDo(
            Attempt(_entities_of, _failed)
        ).with_output_types(tuple[str, Entity]).with_outputs(REJECTED, main="main")
        return EntityOutputs(outputs["main"], outputs[REJECTED])


def find_entities(doc: Doc, *, article_id: str, run_id: str) -> list[Entity]:
    """Make the rows of the table of entities from a parsed text.

    Args:
        doc: the parse.
        article_id: the article it belongs to.
        run_id: the run that writes the rows.

    Returns:
        One row a mention, in the order of the text.
    """
    return [
        Entity(
            article_id=article_id,
            mention_id=stable_id(article_id, str(mention.start), str(mention.end), mention.label),
            sentence=mention.sentence,
            start=mention.start,
            end=mention.end,
            text=mention.text,
            label=mention.label,
            entity_id=mention.entity_id,
            name=mention.name,
            kind=mention.kind,
            country=mention.country,
            latitude=None,
            longitude=None,
            geonames_id=None,
            wikidata_id=None,
            actor_code=None,
            score=None,
            method=mention.method,
            run_id=run_id,
        )
        for mention in mentions_of(doc)
    ]


def _entities_of(annotated: Annotated) -> Iterator[tuple[str, Entity]]:
    article = annotated.article
    day = article.first_seen_at.astimezone(UTC).date().isoformat()
    for entity in find_entities(
        annotated.doc, article_id=article.article_id, run_id=article.run_id
    ):
        yield day, entity


def _failed(annotated: Annotated, error: Exception) -> Rejection:
    article = annotated.article
    return unexpected(
        Stage.ENTITIES,
        error,
        at=article.first_seen_at,
        run_id=article.run_id,
        url=article.url,
        feed_url=article.feed_url,
        article_id=article.article_id,
    )

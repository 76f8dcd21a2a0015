"""ExtractEntities: the mentions of each annotated article as rows of the table of entities."""

import dataclasses
import functools
from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations
from spacy.tokens import Doc

from claimwire.language.mentions.context import NO_CONTEXT, Context, context_of
from claimwire.language.mentions.find_mentions import all_mentions_of
from claimwire.language.mentions.known_entities import UserKnowledge
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.entities import Entity
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Stage
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


@dataclasses.dataclass
class ExtractEntities(beam.PTransform):
    """Find the entities; a PCollection of ``Annotated`` in.

    Attributes:
        knowledge: the user's own entities.
    """

    knowledge: UserKnowledge | None = None

    def __post_init__(self) -> None:
        """Do what Beam's constructor does."""
        super().__init__()

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, annotated: beam.PCollection) -> EntityOutputs:
        """Find them."""
        outputs = annotated | "Find" >> beam.ParDo(self.attempt()).with_output_types(
            tuple[str, Entity]
        ).with_outputs(REJECTED, main="main")
        return EntityOutputs(outputs["main"], outputs[REJECTED])

    def attempt(self) -> Attempt:
        """Answer what is done with an annotated article."""
        return Attempt(
            functools.partial(_entities_of, knowledge=self.knowledge), Stage.ENTITIES, _subject
        )


def find_entities(
    doc: Doc, *, article_id: str, run_id: str, context: Context = NO_CONTEXT
) -> list[Entity]:
    """Make the rows of the table of entities from a parsed text.

    Args:
        doc: the parse.
        article_id: the article it belongs to.
        run_id: the run that writes the rows.
        context: when and by whom the text was published.

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
            latitude=mention.latitude,
            longitude=mention.longitude,
            geonames_id=mention.geonames_id,
            wikidata_id=mention.wikidata_id,
            actor_code=mention.actor_code,
            score=mention.score,
            method=mention.method,
            run_id=run_id,
        )
        for mention in all_mentions_of(doc, context)
    ]


def _entities_of(
    annotated: Annotated, knowledge: UserKnowledge | None = None
) -> Iterator[tuple[str, Entity]]:
    article = annotated.article
    day = article.first_seen_at.astimezone(UTC).date().isoformat()
    for entity in find_entities(
        annotated.doc,
        article_id=article.article_id,
        run_id=article.run_id,
        context=context_of(article, knowledge),
    ):
        yield day, entity


def _subject(annotated: Annotated) -> Subject:
    return of_article(annotated.article)

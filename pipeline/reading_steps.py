"""The wiring of the reading: from articles to their entities and claims."""

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from apache_beam.pvalue import PCollection

from claimwire.language.parsing.models import Models
from claimwire.transforms.annotate import Annotate
from claimwire.transforms.extract_claims import ExtractClaims
from claimwire.transforms.extract_entities import ExtractEntities
from claimwire.transforms.read_in_processes import ReadInProcesses

if TYPE_CHECKING:
    from claimwire.language.mentions.known_entity import UserKnowledge


@dataclasses.dataclass(frozen=True)
class Reading:
    """How articles are read.

    Attributes:
        models: the spaCy pipeline of each language.
        claims_model: path of a trained classifier of claims; None for the rules alone.
        knowledge: the user's own entities.
        processes: number of worker processes that the run starts itself to read pages and articles;
            0 leaves reading to the engine's own workers.
    """

    models: Models
    claims_model: str | None = None
    knowledge: "UserKnowledge | None" = None
    processes: int = 0


class Readings(NamedTuple):
    """What is read out of articles.

    Attributes:
        entities: ``(day, Entity)``.
        claims: ``(day, Claim)``.
        rejections: ``Rejection``, in several collections.
    """

    entities: PCollection
    claims: PCollection
    rejections: tuple[PCollection, ...]


def read_articles(articles: PCollection, reading: Reading) -> Readings:
    """Wire the reading: three steps, or one that does the same in a pool of worker processes."""
    annotate = Annotate(models=reading.models, knowledge=reading.knowledge)
    extract_entities = ExtractEntities()
    extract_claims = ExtractClaims(reading.claims_model)
    if reading.processes:
        read = articles | "Read" >> ReadInProcesses(
            annotate, extract_entities, extract_claims, reading.processes
        )
        return Readings(read.entities, read.claims, (read.rejections,))
    annotated = articles | "Annotate" >> annotate
    entities = annotated.annotated | "ExtractEntities" >> extract_entities
    claims = annotated.annotated | "ExtractClaims" >> extract_claims
    rejections = annotated.rejections, entities.rejections, claims.rejections
    return Readings(entities.entities, claims.claims, rejections)

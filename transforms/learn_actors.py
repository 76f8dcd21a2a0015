"""The step that gathers what a run's articles tell of each person and body."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.actors.learning import Told, learnt, told_by_claim, told_by_mention
from claimwire.language.languages import single_offices
from claimwire.rejecting import Subject
from claimwire.schemas.actors import Actor
from claimwire.schemas.claims import Claim
from claimwire.schemas.entities import Entity
from claimwire.schemas.rejections import Stage
from claimwire.transforms.attempt import REJECTED, Attempt

ActorDay = tuple[str, str]
"""An actor, and the day of the articles."""


class LearntActors(NamedTuple):
    """The outputs of ``LearnActors``.

    Attributes:
        actors: ``(day, Actor)``; the day names the partition.
        rejections: ``Rejection``.
    """

    actors: PCollection
    rejections: PCollection


class LearnActors(beam.PTransform):
    """Gather what the articles of each day tell of each actor.

    Input: ``{"entities": (day, Entity), "claims": (day, Claim)}``. Earlier runs are not read: the
    rows of an actor add up, whatever runs its articles were in.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: Mapping[str, PCollection]) -> LearntActors:
        """Wire the steps."""
        told = (
            inputs["entities"]
            | "ByMention" >> beam.FlatMap(by_mention).with_output_types(tuple[ActorDay, Told]),
            inputs["claims"]
            | "ByClaim" >> beam.FlatMap(by_claim).with_output_types(tuple[ActorDay, Told]),
        ) | "Told" >> beam.Flatten()
        outputs = (
            told
            | "ByActor" >> beam.GroupByKey()
            | "Learn"
            >> beam.ParDo(Attempt(actor_rows, Stage.ACTORS, subjects_of))
            .with_output_types(tuple[str, Actor])
            .with_outputs(REJECTED, main="main")
        )
        return LearntActors(outputs["main"], outputs[REJECTED])


def by_mention(row: tuple[str, Entity]) -> Iterator[tuple[ActorDay, Told]]:
    """Yield what a mention tells, keyed by actor and day."""
    day, entity = row
    if (found := told_by_mention(entity)) is not None:
        yield (found[0], day), found[1]


def by_claim(row: tuple[str, Claim]) -> Iterator[tuple[ActorDay, Told]]:
    """Yield what a claim tells of its speaker, keyed by actor and day."""
    day, claim = row
    if (found := told_by_claim(claim, single_offices())) is not None:
        yield (found[0], day), found[1]


def actor_rows(told: tuple[ActorDay, Iterable[Told]]) -> Iterator[tuple[str, Actor]]:
    """Yield the row of an actor and a day."""
    (actor_id, day), members = told
    actor = learnt(actor_id, date.fromisoformat(day), members)
    if actor is not None:
        yield day, actor


def subjects_of(told: tuple[ActorDay, Iterable[Told]]) -> Iterator[Subject]:
    """Yield the rejection subjects of the articles that tell of an actor."""
    (_, day), members = told
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    articles = {each.article_id: each.run_id for each in members}
    for article_id, run_id in sorted(articles.items()):
        yield Subject(at, run_id, article_id=article_id)

"""The step that sets the final article identifiers in sightings, known once pages were read."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.distinct_articles import entry_id
from claimwire.rejecting import Subject, of_article, of_sighting
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Stage
from claimwire.schemas.sightings import Sighting
from claimwire.transforms.attempt import REJECTED, Attempt, RejectedInWindow
from claimwire.transforms.by_key import MeetByKey, of_type


class CompletedSightings(NamedTuple):
    """The outputs of ``CompleteSightings``.

    Attributes:
        sightings: ``Sighting``, under the identifiers of their articles.
        rejections: ``Rejection``.
    """

    sightings: PCollection
    rejections: PCollection


class CompleteSightings(beam.PTransform):
    """Set the final identifiers in sightings.

    Input: ``{"sightings": Sighting, "articles": Article}``, with all extracted articles, also
    duplicates. Sightings of rejected entries keep the entry's identifier. The next run recognises
    the entry's address by its sighting.
    """

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: dict[str, PCollection]) -> CompletedSightings:
        """Wire the join."""
        sightings = inputs["sightings"] | "KeyByEntry" >> beam.Map(by_entry)
        final_ids = inputs["articles"] | "FinalIds" >> beam.ParDo(
            Attempt(final_id, Stage.RECOGNISE, of_article)
        ).with_outputs(REJECTED, main="final_ids")
        completed = (
            (sightings, final_ids["final_ids"])
            | "Join" >> MeetByKey()
            | "Complete"
            >> beam.ParDo(Attempt(complete, Stage.RECOGNISE, subjects_of)).with_outputs(
                REJECTED, main="sightings"
            )
        )
        return CompletedSightings(
            sightings=completed["sightings"],
            rejections=(final_ids[REJECTED], completed[REJECTED])
            | "Rejections" >> beam.Flatten()
            | "RejectedInWindow" >> RejectedInWindow(),
        )


def by_entry(sighting: Sighting) -> tuple[str, Sighting]:
    """Key a sighting by its entry's identifier."""
    return sighting.article_id, sighting


def final_id(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the entry's identifier with the article's, if they differ."""
    entry = entry_id(article)
    if entry != article.article_id:
        yield entry, article.article_id


def complete(joined: tuple[str, Iterable[Sighting | str]]) -> Iterator[Sighting]:
    """Yield the sightings of one entry under their final identifier."""
    so_far, members = joined[0], list(joined[1])
    final = min(of_type(members, str), default=so_far)
    for sighting in of_type(members, Sighting):
        yield identified(sighting, final)


def identified(sighting: Sighting, article_id: str) -> Sighting:
    """Return a sighting with its final identifier."""
    return dataclasses.replace(sighting, article_id=article_id)


def subjects_of(joined: tuple[str, Iterable[Sighting | str]]) -> Iterator[Subject]:
    """Yield the rejection subjects of the sightings of one entry."""
    return map(of_sighting, of_type(joined[1], Sighting))

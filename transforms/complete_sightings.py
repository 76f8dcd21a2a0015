"""The step that gives sightings the identifier their article has after its page was read."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.distinct_articles import entry_id
from claimwire.schemas.articles import Article
from claimwire.schemas.sightings import Sighting


class CompleteSightings(beam.PTransform):
    """Put final identifiers into sightings.

    ``{"sightings": Sighting, "articles": Article}`` to ``Sighting``. The articles are all that
    were extracted, also those that are there already. Sightings of entries that were rejected
    keep the entry's identifier. The next run knows the entry's address by its sighting.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: dict[str, PCollection]) -> PCollection:
        """Wire the join."""
        sightings = inputs["sightings"] | "KeyByEntry" >> beam.Map(by_entry)
        final_ids = inputs["articles"] | "FinalIds" >> beam.FlatMap(final_id)
        return (
            {"sightings": sightings, "final_ids": final_ids}
            | "Join" >> beam.CoGroupByKey()
            | "Complete" >> beam.FlatMap(complete)
        )


def by_entry(sighting: Sighting) -> tuple[str, Sighting]:
    """Key a sighting by the identifier it has so far."""
    return sighting.article_id, sighting


def final_id(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the entry's identifier with the article's, if they differ."""
    entry = entry_id(article)
    if entry != article.article_id:
        yield entry, article.article_id


def complete(joined: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Sighting]:
    """Yield the sightings of one entry under their final identifier."""
    so_far, groups = joined
    final = min(groups["final_ids"], default=so_far)
    for sighting in groups["sightings"]:
        yield dataclasses.replace(sighting, article_id=final)

"""The step that tells new entries from known ones, across runs and within this one."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.flow import Entry
from schemas.rejections import Rejection, Stage
from transforms.attempt import REJECTED, Attempt, unexpected
from transforms.recognise.entries import recognise
from transforms.recognise.look_up import LookUp
from transforms.tables.store import Store

SIGHTED = "sightings"
"""Tag of the output that carries sightings."""

COUNTED = "new_by_feed"
"""Tag of the output that carries the numbers of new entries."""


class RecognisedEntries(NamedTuple):
    """What ``RecogniseEntries`` gives.

    Attributes:
        new: ``Entry``, one for each article that is to be made.
        sightings: ``Sighting``, one for each entry; those of new articles still go by the
            entry's identifier, see ``CompleteSightings``.
        rejections: ``Rejection``.
        new_by_feed: ``(feed_url, count)`` of entries never seen before.
    """

    new: PCollection
    sightings: PCollection
    rejections: PCollection
    new_by_feed: PCollection


@dataclasses.dataclass
class RecogniseEntries(beam.PTransform):
    """Tell new entries from known ones: ``{"entries": Entry, "files": TableFile}``.

    Attributes:
        store: where the tables are that the files belong to.
        buckets: how many workers read the tables.
    """

    store: Store
    buckets: int = 8

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: Mapping[str, PCollection]) -> RecognisedEntries:
        """Wire the steps."""
        entries = inputs["entries"]
        candidates = entries | "Candidates" >> beam.Map(candidate)
        traces = {"candidates": candidates, "files": inputs["files"]} | "LookUp" >> LookUp(
            self.store, self.buckets
        )
        keyed = entries | "KeyByArticle" >> beam.Map(by_article)
        outputs = (
            {"entries": keyed, "traces": traces}
            | "MeetTraces" >> beam.CoGroupByKey()
            | "Recognise"
            >> beam.ParDo(Attempt(decide, on_error)).with_outputs(
                REJECTED, SIGHTED, COUNTED, main="new"
            )
        )
        return RecognisedEntries(
            new=outputs["new"],
            sightings=outputs[SIGHTED],
            rejections=outputs[REJECTED],
            new_by_feed=outputs[COUNTED],
        )


def candidate(entry: Entry) -> tuple[str, str]:
    """Name what to look for in the tables."""
    return entry.article_id, entry.url


def by_article(entry: Entry) -> tuple[str, Entry]:
    """Key an entry by its article."""
    return entry.article_id, entry


def decide(group: tuple[str, dict[str, Iterable[Any]]]) -> Iterator[Entry | TaggedOutput]:
    """Yield the new entry of an article, its sightings and the counts."""
    article_id, found = group
    recognised = recognise(article_id, found["entries"], found["traces"])
    if recognised.new:
        yield recognised.new
    for sighting in recognised.sightings:
        yield TaggedOutput(SIGHTED, sighting)
    for counted in recognised.new_by_feed:
        yield TaggedOutput(COUNTED, counted)


def on_error(group: tuple[str, dict[str, Iterable[Any]]], error: Exception) -> Rejection:
    """Describe a failure to recognise the entries of an article."""
    article_id, found = group
    entry = next(iter(found["entries"]))
    return unexpected(
        Stage.RECOGNISE,
        error,
        at=entry.seen_at,
        run_id=entry.run_id,
        url=entry.url or None,
        feed_url=entry.feed.url,
        article_id=article_id,
    )

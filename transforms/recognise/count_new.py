"""Completes each poll with how many of its entries were new."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from schemas.feeds import Poll


class CountNewEntries(beam.PTransform[Any, Any]):
    """Join polls with the number of new entries of their feeds.

    Input: ``{"polls": PCollection[Poll], "new": PCollection[tuple[feed_url, count]]}``; output:
    the polls with ``new_entries``.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: dict[str, PCollection]) -> PCollection:
        """Wire the join."""
        polls = inputs["polls"] | "FeedOfPoll" >> beam.Map(by_feed)
        return (
            {"polls": polls, "new": inputs["new"]}
            | "Join" >> beam.CoGroupByKey()
            | "Complete" >> beam.FlatMap(complete)
        )


def by_feed(poll: Poll) -> tuple[str, Poll]:
    """Key a poll by its feed."""
    return poll.feed_url, poll


def complete(joined: tuple[str, dict[str, Any]]) -> Iterator[Poll]:
    """Set ``new_entries`` of the polls of one feed."""
    _, groups = joined
    new = sum(groups["new"])
    for poll in groups["polls"]:
        yield dataclasses.replace(poll, new_entries=new)

"""Completes each poll with how many of its entries were new."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.new_entries import PollKey, poll_key
from claimwire.schemas.feeds import Poll


class CountNewEntries(beam.PTransform[Any, Any]):
    """Join polls with the number of new entries that they brought.

    Input: ``{"polls": PCollection[Poll], "new": PCollection[tuple[PollKey, count]]}``; output:
    the polls with ``new_entries``.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: dict[str, PCollection]) -> PCollection:
        """Wire the join."""
        polls = inputs["polls"] | "KeyOfPoll" >> beam.Map(by_poll)
        return (
            {"polls": polls, "new": inputs["new"]}
            | "Join" >> beam.CoGroupByKey()
            | "Complete" >> beam.FlatMap(complete)
        )


def by_poll(poll: Poll) -> tuple[PollKey, Poll]:
    """Key a poll by its name."""
    return poll_key(poll.feed_url, poll.polled_at), poll


def complete(joined: tuple[PollKey, dict[str, Any]]) -> Iterator[Poll]:
    """Set ``new_entries`` of a poll."""
    _, groups = joined
    new = sum(groups["new"])
    for poll in groups["polls"]:
        yield dataclasses.replace(poll, new_entries=new)

"""The step that adds the number of new entries to each poll."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.recognition.new_entries import PollKey, poll_key
from claimwire.rejecting import Subject, of_poll
from claimwire.schemas.feeds import Poll
from claimwire.schemas.rejections import Stage
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.by_key import MeetByKey, of_type


class CountedPolls(NamedTuple):
    """The outputs of ``CountNewEntries``.

    Attributes:
        polls: ``Poll``, with ``new_entries``.
        rejections: ``Rejection``.
    """

    polls: PCollection
    rejections: PCollection


class CountNewEntries(beam.PTransform[Any, Any]):
    """Join polls with the number of new entries that they brought.

    Input: ``{"polls": PCollection[Poll], "new": PCollection[tuple[PollKey, count]]}``.
    """

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: dict[str, PCollection]) -> CountedPolls:
        """Wire the join."""
        polls = inputs["polls"] | "KeyOfPoll" >> beam.Map(by_poll)
        completed = (
            (polls, inputs["new"])
            | "Join" >> MeetByKey()
            | "Complete"
            >> beam.ParDo(Attempt(complete, Stage.RECOGNISE, subjects_of)).with_outputs(
                REJECTED, main="polls"
            )
        )
        return CountedPolls(completed["polls"], completed[REJECTED])


def by_poll(poll: Poll) -> tuple[PollKey, Poll]:
    """Key a poll by its feed and time."""
    return poll_key(poll.feed_url, poll.polled_at), poll


def complete(joined: tuple[PollKey, Iterable[Poll | int]]) -> Iterator[Poll]:
    """Set ``new_entries`` of a poll."""
    members = list(joined[1])
    new = sum(of_type(members, int))
    for poll in of_type(members, Poll):
        yield with_new_entries(poll, new)


def with_new_entries(poll: Poll, new: int) -> Poll:
    """Return a poll with the number of new entries."""
    return dataclasses.replace(poll, new_entries=new)


def subjects_of(joined: tuple[PollKey, Iterable[Poll | int]]) -> Iterator[Subject]:
    """Yield the rejection subjects of the polls of one key."""
    return map(of_poll, of_type(joined[1], Poll))

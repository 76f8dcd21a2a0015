import dataclasses
from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.recognition.new_entries import poll_key
from claimwire.schemas.feeds import Poll
from claimwire.schemas.rejections import Stage
from claimwire.transforms import count_new_entries
from claimwire.transforms.count_new_entries import CountNewEntries
from tests.fakes.rows import FEED, NOW, a_poll


def test_polls_are_completed_with_their_new_entries() -> None:
    polls = [a_poll(), a_poll(feed_url="idle"), a_poll(polled_at=NOW + timedelta(minutes=5))]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "polls": pipeline | "Polls" >> beam.Create(polls),
            "new": pipeline
            | "New" >> beam.Create([(poll_key(FEED, NOW), 2), (poll_key(FEED, NOW), 1)]),
        }
        found = inputs | CountNewEntries()
        assert_that(found.rejections, equal_to([]), "Rejected")
        assert_that(
            found.polls, equal_to([dataclasses.replace(polls[0], new_entries=3), *polls[1:]])
        )


def test_a_poll_that_cannot_be_completed_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_new_entries(poll: Poll, new: int) -> Poll:
        if poll.feed_url == "bad":
            raise ArithmeticError("nobody foresaw that")
        return poll

    monkeypatch.setattr(count_new_entries, "with_new_entries", with_new_entries)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "polls": pipeline | "Polls" >> beam.Create([a_poll(), a_poll(feed_url="bad")]),
            "new": pipeline | "New" >> beam.Create([], reshuffle=False),
        }
        found = inputs | CountNewEntries()
        assert_that(found.polls, equal_to([a_poll()]), "Counted")
        told = found.rejections | beam.Map(lambda each: (each.stage, each.url, each.feed_url))
        assert_that(told, equal_to([(Stage.RECOGNISE.value, "bad", "bad")]), "Rejected")

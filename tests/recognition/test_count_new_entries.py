import dataclasses
from datetime import timedelta

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.recognition.new_entries import poll_key
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
        assert_that(found, equal_to([dataclasses.replace(polls[0], new_entries=3), *polls[1:]]))

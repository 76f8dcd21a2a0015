import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from tests.fakes.rows import a_poll
from transforms.recognise.count_new import CountNewEntries


def test_polls_are_completed_with_their_feeds_new_entries() -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "polls": pipeline | "Polls" >> beam.Create([a_poll(), a_poll(feed_url="idle")]),
            "new": pipeline
            | "New" >> beam.Create([(a_poll().feed_url, 2), (a_poll().feed_url, 1)]),
        }
        polls = inputs | CountNewEntries()
        assert_that(polls, equal_to([a_poll(new_entries=3), a_poll(feed_url="idle")]))

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from schemas.flow import Tally
from tests.fakes.rows import a_poll, a_rejection
from transforms.tables.tally import TallyRun


def test_polls_and_rejections_are_counted() -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        polls = pipeline | "Polls" >> beam.Create(
            [a_poll(outcome="read"), a_poll(outcome="read"), a_poll(outcome="gone")]
        )
        rejections = pipeline | "Rejections" >> beam.Create([a_rejection(reason="dns")])
        tallies = {"polls": polls, "rejections": rejections} | TallyRun()
        expected = [Tally("polls_read", 2), Tally("polls_gone", 1), Tally("rejected_dns", 1)]
        assert_that(tallies, equal_to(expected))

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.counters import POLLS, with_prefix
from claimwire.schemas.flow import Tally
from claimwire.schemas.rejections import REJECTIONS, Rejection, Stage
from claimwire.storage.arrow import to_arrow
from claimwire.transforms.tally import TallyRun, named
from tests.fakes.rows import a_poll, a_rejection


def test_rows_are_counted_and_one_that_is_delivered_twice_is_one() -> None:
    polls = [a_poll(outcome="read"), a_poll(outcome="read", feed_url="b"), a_poll(outcome="gone")]
    rejections = [a_rejection(reason="dns")]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "polls": pipeline | "Polls" >> beam.Create(polls * 2),
            "rejections": pipeline | "Rejections" >> beam.Create(rejections * 2),
        }
        expected = [Tally("polls_read", 2), Tally("polls_gone", 1), Tally("rejected_dns", 1)]
        assert_that(inputs | TallyRun(), equal_to(expected))


@pytest.mark.parametrize(
    "other",
    [
        a_rejection(detail="bad \ufffd"),
        a_rejection(detail="bad \ud800", stage=Stage(a_rejection().stage)),
    ],
)
def test_what_is_one_row_counts_once(other: Rejection) -> None:
    rejection = a_rejection(detail="bad \ud800")
    assert to_arrow(REJECTIONS, [rejection, other]).num_rows == 1
    assert named(rejection) == named(other)


def test_tallies_of_one_kind_are_chosen_by_the_beginning_of_their_names() -> None:
    tallies = {"rejected_dns": 3, "polls_read": 2, "polls_gone": 1}
    assert list(with_prefix(tallies, POLLS).items()) == [("gone", 1), ("read", 2)]

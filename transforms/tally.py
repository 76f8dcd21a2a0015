"""The step that counts polls and rejections for the manifest."""

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import POLLS, REJECTED
from claimwire.schemas.feeds import FEEDS, Poll
from claimwire.schemas.flow import Tally
from claimwire.schemas.rejections import REJECTIONS, Rejection
from claimwire.storage.arrow import row_values


class TallyRun(beam.PTransform):
    """Count polls by outcome and rejections by reason.

    ``{"polls": Poll, "rejections": Rejection}`` to ``Tally``. Records that become the same row of
    their table count once.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: dict[str, PCollection]) -> PCollection:
        """Wire the steps."""
        names = (
            inputs["polls"] | "NamePolls" >> beam.Map(poll_tally),
            inputs["rejections"] | "NameRejections" >> beam.Map(rejection_tally),
        )
        return (
            names
            | "Together" >> beam.Flatten()
            | "OnceARow" >> beam.Distinct()
            | "Names" >> beam.Keys()
            | "Count" >> beam.combiners.Count.PerElement()
            | "Tally" >> beam.MapTuple(Tally).with_output_types(Tally)
        )


def poll_tally(poll: Poll) -> tuple[str, str]:
    """Return the name of a poll's tally, and the poll's key."""
    return POLLS + poll.outcome, repr(row_values(FEEDS, poll))


def rejection_tally(rejection: Rejection) -> tuple[str, str]:
    """Return the name of a rejection's tally, and the rejection's key."""
    return REJECTED + rejection.reason, repr(row_values(REJECTIONS, rejection))

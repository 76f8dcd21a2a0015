"""The step that counts polls and rejections for the manifest."""

import hashlib
from collections.abc import Iterable

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import POLLS, REJECTED
from claimwire.schemas.feeds import FEEDS, Poll
from claimwire.schemas.flow import Tally
from claimwire.schemas.rejections import REJECTIONS, Rejection
from claimwire.schemas.table import Table
from claimwire.storage.arrow import row_values


class TallyRun(beam.PTransform):
    """Count polls by outcome and rejections by reason.

    ``{"polls": Poll, "rejections": Rejection}`` to ``Tally``. Records that become the same row of
    their table count once.
    """

    @no_annotations  # Beam would warn that it does not use the type of several inputs
    def expand(self, inputs: dict[str, PCollection]) -> PCollection:
        """Wire the steps."""
        return (
            (inputs["polls"], inputs["rejections"])
            | "Together" >> beam.Flatten()
            | "Name" >> beam.Map(named).with_output_types(tuple[str, bytes])
            | "ByName" >> beam.GroupByKey()
            | "Tally" >> beam.MapTuple(tally).with_output_types(Tally)
        )


def named(record: Poll | Rejection) -> tuple[str, bytes]:
    """Return the name under which a record is counted, and the digest of its row."""
    if isinstance(record, Poll):
        return POLLS + record.outcome, _digest(FEEDS, record)
    return REJECTED + record.reason, _digest(REJECTIONS, record)


def tally(name: str, digests: Iterable[bytes]) -> Tally:
    """Count the rows of one name, each once."""
    return Tally(name, len(set(digests)))


def _digest(table: Table, record: Poll | Rejection) -> bytes:
    return hashlib.blake2b(repr(row_values(table, record)).encode(), digest_size=16).digest()

"""ExtractClaims: the claims of each annotated article as rows of the table of claims."""

from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations

from schemas.claims import Claim
from schemas.rejections import Rejection, Stage
from transforms.annotate.annotated import Annotated
from transforms.attempt import REJECTED, Attempt, unexpected
from transforms.claims.find_claims import find_claims


class ClaimOutputs(NamedTuple):
    """What ``ExtractClaims`` gives.

    Attributes:
        claims: PCollection of ``(day, Claim)``; the day names the partition.
        rejections: PCollection of ``Rejection``.
    """

    claims: beam.PCollection
    rejections: beam.PCollection


class ExtractClaims(beam.PTransform):
    """Find the claims; a PCollection of ``Annotated`` in."""

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, annotated: beam.PCollection) -> ClaimOutputs:
        """Find them."""
        outputs = annotated | "Find" >> beam.ParDo(Attempt(_claims_of, _failed)).with_output_types(
            tuple[str, Claim]
        ).with_outputs(REJECTED, main="main")
        return ClaimOutputs(outputs["main"], outputs[REJECTED])


def _claims_of(annotated: Annotated) -> Iterator[tuple[str, Claim]]:
    article = annotated.article
    day = article.first_seen_at.astimezone(UTC).date().isoformat()
    for claim in find_claims(
        annotated.doc,
        article_id=article.article_id,
        # The day of publication is what "Monday" counts from; without one, the day of first
        # sight is at most a little later.
        published_at=article.published_at or article.first_seen_at,
        run_id=article.run_id,
    ):
        yield day, claim


def _failed(annotated: Annotated, error: Exception) -> Rejection:
    article = annotated.article
    return unexpected(
        Stage.CLAIMS,
        error,
        at=article.first_seen_at,
        run_id=article.run_id,
        url=article.url,
        feed_url=article.feed_url,
        article_id=article.article_id,
    )

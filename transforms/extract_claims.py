"""ExtractClaims: the claims of each annotated article as rows of the table of claims."""

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import ARTICLES_READ, CLAIMS_FOUND, Counted
from claimwire.rejecting import Subject, of_article
from claimwire.schemas.claims import Claim
from claimwire.schemas.rejections import Stage
from claimwire.schemas.table import day_of
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import REJECTED, Attempt

if TYPE_CHECKING:
    from claimwire.language.claims.learning.linear_model import ClaimsModel


class ClaimOutputs(NamedTuple):
    """What ``ExtractClaims`` gives.

    Attributes:
        claims: PCollection of ``(day, Claim)``; the day names the partition.
        rejections: PCollection of ``Rejection``.
    """

    claims: beam.PCollection
    rejections: beam.PCollection


@dataclasses.dataclass
class ExtractClaims(beam.PTransform):
    """Find the claims; a PCollection of ``Annotated`` in.

    Attributes:
        claims_model: path of a model from ``claimwire train``, which each worker loads; None
            leaves all to the rules.
    """

    claims_model: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, annotated: beam.PCollection) -> ClaimOutputs:
        """Find them."""
        outputs = annotated | "Find" >> beam.ParDo(self.attempt()).with_output_types(
            tuple[str, Claim]
        ).with_outputs(REJECTED, main="main")
        return ClaimOutputs(outputs["main"], outputs[REJECTED])

    def attempt(self) -> Attempt:
        """Return what is done with an annotated article."""
        return Attempt(_Finder(self.claims_model), Stage.CLAIMS, _subject)


class _Finder:
    """Finds the claims of an article, keyed by day, with the model of the worker."""

    def __init__(self, claims_model: str | None) -> None:
        self._path = claims_model
        self._model: ClaimsModel | None = None

    def setup(self) -> None:
        if self._path is not None:
            from claimwire.language.claims.learning.linear_model import (  # noqa: PLC0415  slow
                load_claims_model,
            )

            self._model = load_claims_model(self._path)

    def __call__(self, annotated: Annotated) -> Iterator[tuple[str, Claim] | Counted]:
        from claimwire.language.claims.find_claims import find_claims  # noqa: PLC0415  slow

        article = annotated.article
        yield Counted(ARTICLES_READ)
        day = day_of(article.first_seen_at)
        claims = find_claims(
            annotated.reading,
            article_id=article.article_id,
            run_id=article.run_id,
            model=self._model,
        )
        yield Counted(CLAIMS_FOUND, len(claims))
        for claim in claims:
            yield day, claim


def _subject(annotated: Annotated) -> Subject:
    return of_article(annotated.article)

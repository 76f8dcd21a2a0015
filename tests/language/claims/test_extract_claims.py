"""ExtractClaims: rows keyed by day, dated by publication; a failing article is rejected alone."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline as BeamPipeline
from apache_beam.testing.util import assert_that, equal_to
from spacy.language import Language

from claimwire.language.claims.learning.linear_model import ClaimsModel
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.reading import reading_of
from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim
from claimwire.schemas.rejections import Stage
from claimwire.transforms.annotate import Annotate
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.extract_claims import ExtractClaims

MakeArticle = Callable[..., Article]

TEXT = "Iran said on Monday that talks failed."


def _summary(keyed: tuple[str, Claim]) -> tuple[str, str, str | None, date | None, str]:
    day, claim = keyed
    return day, claim.article_id, claim.speaker_name, claim.said_on, claim.run_id


def test_rows_are_keyed_by_first_sight_and_dated_by_publication(article: MakeArticle) -> None:
    articles = [
        article(TEXT, article_id="a"),
        article(TEXT, article_id="b", published_at=datetime(2024, 5, 3, tzinfo=UTC)),
        article("Rain fell.", article_id="c"),
    ]
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        annotated = pipeline | beam.Create(articles) | Annotate()
        outputs = annotated.annotated | ExtractClaims()
        expected = [
            ("2024-05-15", "a", "Iran", date(2024, 5, 13), "run"),
            ("2024-05-15", "b", "Iran", date(2024, 4, 29), "run"),
        ]
        assert_that(outputs.claims | beam.Reshuffle() | beam.Map(_summary), equal_to(expected))
        assert_that(outputs.rejections, equal_to([]), label="rejections")


def test_workers_load_the_model_of_a_path(article: MakeArticle, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(ClaimsModel({"always": 2.0}, threshold=0.5).to_json(), encoding="utf-8")
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        annotated = pipeline | beam.Create([article(TEXT)]) | Annotate()
        outputs = annotated.annotated | ExtractClaims(claims_model=str(path))
        scores = outputs.claims | beam.MapTuple(
            lambda _, claim: round(claim.score / claim.speaker_score, 3)
        )
        assert_that(scores, equal_to([0.881]))


def test_a_failure_rejects_the_one_article(nlp: Language, article: MakeArticle) -> None:
    from claimwire.transforms.attempt import REJECTED, Attempt
    from claimwire.transforms.extract_claims import _Finder, _subject

    reading = dataclasses.replace(reading_of(nlp(TEXT)), mentions=None)  # type: ignore[arg-type]
    broken = Annotated(article(TEXT, article_id="x"), reading, DEFAULT_MODEL)
    (output,) = Attempt(_Finder(None), Stage.CLAIMS, _subject).process(broken)
    assert output.tag == REJECTED
    assert (output.value.stage, output.value.reason) == ("claims", "unexpected")
    assert output.value.article_id == "x"

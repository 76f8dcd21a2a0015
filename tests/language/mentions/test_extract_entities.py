"""ExtractEntities: rows keyed by day; a failing article is rejected alone."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline as BeamPipeline
from apache_beam.testing.util import assert_that, equal_to
from spacy.language import Language

from claimwire.language.find_entities import find_entities
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.reading import reading_of
from claimwire.schemas.articles import Article
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Stage
from claimwire.transforms.annotate import Annotate
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.extract_entities import ExtractEntities

MakeArticle = Callable[..., Article]


def test_a_row_says_where_and_what(nlp: Language) -> None:
    (row,) = find_entities(reading_of(nlp("Talks in Qatar")), article_id="a", run_id="r")
    assert dataclasses.asdict(row) == {
        "article_id": "a",
        "mention_id": stable_id("a", "9", "14", row.label),
        "sentence": 0,
        "start": 9,
        "end": 14,
        "text": "Qatar",
        "label": "GPE",
        "entity_id": "country:QAT",
        "name": "Qatar",
        "kind": "country",
        "country": "QAT",
        "latitude": 25.5,
        "longitude": 51.25,
        "geonames_id": 289688,
        "wikidata_id": "Q846",
        "radius_km": 60.0,
        "inside": False,
        "actor_code": "QAT",
        "score": 0.95,
        "method": row.method,
        "run_id": "r",
    }


def test_rows_are_keyed_by_the_day_of_first_sight(article: MakeArticle) -> None:
    late = datetime(2024, 5, 15, 23, 30, tzinfo=timezone(-timedelta(hours=2)))
    articles = [
        article("Iran agreed."),
        article("Iraq refused.", first_seen_at=late.astimezone(UTC), article_id="b"),
    ]
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        annotated = pipeline | beam.Create(articles) | Annotate()
        outputs = annotated.annotated | ExtractEntities()
        found = outputs.entities | beam.MapTuple(lambda day, row: (day, row.text))
        assert_that(found, equal_to([("2024-05-15", "Iran"), ("2024-05-16", "Iraq")]))
        assert_that(outputs.rejections, equal_to([]), label="rejections")


@pytest.fixture
def broken(nlp: Language, article: MakeArticle) -> Annotated:
    reading = dataclasses.replace(reading_of(nlp("Iran agreed.")), mentions=None)  # type: ignore[arg-type]
    return Annotated(article("Iran agreed.", article_id="x"), reading, DEFAULT_MODEL)


def test_a_failure_rejects_the_one_article(broken: Annotated) -> None:
    # Not through a pipeline: what breaks it would be left behind by the coder.
    from claimwire.transforms.attempt import REJECTED, Attempt
    from claimwire.transforms.extract_entities import _entities_of, _subject

    (output,) = Attempt(_entities_of, Stage.ENTITIES, _subject).process(broken)
    assert output.tag == REJECTED
    assert (output.value.stage, output.value.reason) == ("entities", "unexpected")
    assert (output.value.article_id, output.value.url) == ("x", broken.article.url)

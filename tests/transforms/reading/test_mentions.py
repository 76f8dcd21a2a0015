"""Mentions are found once for an article, and shipped with its parse to all extractors."""

from collections.abc import Callable

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline as BeamPipeline
from apache_beam.testing.util import assert_that, equal_to
from spacy.language import Language

from claimwire.language import reading
from claimwire.language.mentions.tokens import Tokens
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Rejection
from claimwire.transforms.annotate import Annotate, annotate_batch
from claimwire.transforms.extract_claims import ExtractClaims
from claimwire.transforms.extract_entities import ExtractEntities
from claimwire.transforms.read_in_processes import ReadInProcesses

TEXTS = ["Iran said talks failed.", "Iraq said talks resumed."]


@pytest.fixture
def found_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts in which mentions were looked for, in order."""
    texts: list[str] = []
    find = reading.find_mentions_and_country

    def noted(tokens: Tokens, context: object) -> object:
        texts.append(tokens.text)
        return find(tokens, context)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "find_mentions_and_country", noted)
    return texts


@pytest.mark.parametrize("fused", [True, False])
def test_mentions_are_found_once_an_article(
    article: Callable[..., Article], found_in: list[str], fused: bool
) -> None:
    articles = [article(text, article_id=text[:4]) for text in TEXTS]
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        annotated = (pipeline | beam.Create(articles) | Annotate()).annotated
        if not fused:
            # A runner that ships each article to workers of other steps.
            annotated |= beam.Reshuffle()
        entities = annotated | ExtractEntities()
        claims = annotated | ExtractClaims()
        names = entities.entities | "Names" >> beam.MapTuple(lambda _, row: row.text)
        speakers = claims.claims | "Speakers" >> beam.MapTuple(lambda _, row: row.speaker_name)
        assert_that(names, equal_to(["Iran", "Iraq"]), label="names")
        assert_that(speakers, equal_to(["Iran", "Iraq"]), label="speakers")
    assert sorted(found_in) == TEXTS


def test_mentions_are_found_once_where_one_process_does_all(
    article: Callable[..., Article], found_in: list[str]
) -> None:
    read = ReadInProcesses(Annotate(), ExtractEntities(), ExtractClaims(), processes=1).attempt()
    read.setup()
    found_in.clear()
    rows = [each for each in read([article(TEXTS[0])]) if isinstance(each, tuple)]
    assert [row.text for _, row in rows] == ["Iran"]
    assert found_in == [TEXTS[0]]


def test_a_failure_rejects_the_one_article(
    nlp: Language, article: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = reading.find_mentions_and_country

    def failing(tokens: Tokens, context: object) -> object:
        if tokens.text == TEXTS[0]:
            raise ValueError("no such place")
        return find(tokens, context)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "find_mentions_and_country", failing)
    articles = [article(text, article_id=text[:4]) for text in TEXTS]
    rejected, read = annotate_batch(articles)
    assert isinstance(rejected, Rejection)
    assert (rejected.stage, rejected.reason, rejected.article_id) == (
        "annotate",
        "unexpected",
        "Iran",
    )
    assert "no such place" in rejected.detail
    assert not isinstance(read, Rejection)
    assert [mention.text for mention in read.reading.mentions] == ["Iraq"]

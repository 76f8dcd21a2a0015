"""Annotate: every article leaves either read or rejected."""

from collections.abc import Callable

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline as BeamPipeline
from apache_beam.testing.util import assert_that, equal_to
from spacy.language import Language

from claimwire.defaults import DEFAULT_MODEL
from claimwire.language.parsing.loading import load_model
from claimwire.schemas.articles import Article
from claimwire.transforms.annotate import Annotate, annotate_batch
from claimwire.transforms.annotated import Annotated

MakeArticle = Callable[..., Article]


def _summary(result: object) -> str:
    if isinstance(result, Annotated):
        return f"read {result.reading.doc.text}"
    return f"{result.stage} {result.reason} {result.article_id[:1]}"  # type: ignore[attr-defined]


def test_each_article_has_one_result_in_order(nlp: Language, article: MakeArticle) -> None:
    articles = [
        article("Talks failed."),
        article("Les négociations ont échoué.", language="fr", article_id="f"),
        article("Half a pair: \ud83d", article_id="s"),
        article("", language=None),
    ]
    results = annotate_batch(nlp, articles, model=DEFAULT_MODEL)
    assert [_summary(result) for result in results] == [
        "read Talks failed.",
        "annotate language f",
        "annotate unexpected s",
        "read ",
    ]


def test_a_rejection_says_what_where_and_when(nlp: Language, article: MakeArticle) -> None:
    foreign = article("Ja.", language="de")
    (rejection,) = annotate_batch(nlp, [foreign], model=DEFAULT_MODEL)
    assert not isinstance(rejection, Annotated)
    assert rejection.detail == "the text is in 'de'; the model reads 'en'"
    assert (rejection.url, rejection.feed_url) == (foreign.url, foreign.feed_url)
    assert rejection.occurred_at == foreign.first_seen_at
    assert not rejection.retryable


@pytest.mark.parametrize("batch_words", [1, 10_000])
def test_the_graph_reads_all_whatever_the_batches(article: MakeArticle, batch_words: int) -> None:
    articles = [article(f"Talks number {n} failed.", article_id=str(n)) for n in range(5)]
    articles.append(article("Nein.", language="de", article_id="d"))
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create(articles) | Annotate(batch_words=batch_words)
        assert outputs.annotated.element_type is Annotated
        # The reshuffle makes the runner ship what otherwise passes in memory.
        texts = outputs.annotated | beam.Reshuffle() | beam.Map(_summary)
        assert_that(texts, equal_to([f"read Talks number {n} failed." for n in range(5)]))
        rejected = outputs.rejections | "Summary" >> beam.Map(_summary)
        assert_that(rejected, equal_to(["annotate language d"]), label="rejected")


def test_the_model_is_a_parameter(article: MakeArticle) -> None:
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create([article("One.")]) | Annotate(model="x", load=_load_any)
        assert_that(outputs.annotated | beam.Map(_model), equal_to(["x"]))


def _load_any(name: str) -> Language:
    return load_model(DEFAULT_MODEL)


def _model(annotated: Annotated) -> str:
    return annotated.model


def test_a_batch_is_bounded_in_characters_too(article: MakeArticle) -> None:
    articles = [article("x" * 1_000, word_count=1, article_id=str(n)) for n in range(5)]
    with BeamPipeline(runner="FnApiRunner") as pipeline:
        batches = pipeline | beam.Create(articles) | Annotate(batch_words=250).batches()
        assert_that(batches | beam.Map(len), equal_to([2, 2, 1]))

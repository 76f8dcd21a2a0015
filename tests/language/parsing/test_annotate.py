"""Annotate: every article leaves either read or rejected."""

from collections.abc import Callable

import apache_beam as beam
import pytest
import spacy
from apache_beam.testing.test_pipeline import TestPipeline as BeamPipeline
from apache_beam.testing.util import assert_that, equal_to
from spacy.language import Language

from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Rejection
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
        article("Переговоры провалились.", language="xx", article_id="f"),
        article("Half a pair: \ud83d", article_id="s"),
        article("", language=None),
    ]
    results = annotate_batch(articles)
    assert [_summary(result) for result in results] == [
        "read Talks failed.",
        "annotate language f",
        "annotate unexpected s",
        "read ",
    ]


def test_a_rejection_says_what_where_and_when(nlp: Language, article: MakeArticle) -> None:
    foreign = article("Ja.", language="sw")
    (rejection,) = annotate_batch([foreign])
    assert not isinstance(rejection, Annotated)
    assert rejection.detail.startswith("the text is in 'sw', for which there is no language model")
    assert (rejection.url, rejection.feed_url) == (foreign.url, foreign.feed_url)
    assert rejection.occurred_at == foreign.first_seen_at
    assert not rejection.retryable


def test_each_article_is_read_by_the_model_of_its_language(article: MakeArticle) -> None:
    loaded: list[str] = []

    def load(name: str) -> Language:
        loaded.append(name)
        nlp = spacy.blank(name)
        nlp.add_pipe("sentencizer")
        return nlp

    texts = [("Talks.", "en"), ("Pourparlers.", "fr"), ("Diálogo.", "es"), ("More.", "en")]
    articles = [article(text, language=language) for text, language in texts]
    results = annotate_batch(articles, {code: code for code in ("en", "es", "fr")}, load=load)
    assert [_language(result) for result in results] == ["en", "fr", "es", "en"]
    # Only those that are needed, each once for all of its articles.
    assert loaded == ["en", "fr", "es"]


def _language(result: object) -> str:
    assert isinstance(result, Annotated)
    assert result.model == result.reading.doc.lang_
    return result.model


def test_a_model_that_is_not_installed_rejects_the_articles_of_its_language(
    article: MakeArticle,
) -> None:
    articles = [article("Oui.", language="fr"), article("Yes.")]
    models = {"en": DEFAULT_MODEL, "fr": "fr_no_such_model"}
    rejected, read = annotate_batch(articles, models)
    assert isinstance(read, Annotated)
    assert isinstance(rejected, Rejection)
    assert rejected.reason == "language"
    assert rejected.detail == (
        "the text is in 'fr'; its language model fr_no_such_model is not installed: "
        "python -m spacy download fr_no_such_model"
    )


def test_a_model_that_cannot_be_loaded_harms_no_other_language(article: MakeArticle) -> None:
    def load(name: str) -> Language:
        if name == "fr":
            raise ValueError("damaged")
        return spacy.blank(name)

    articles = [article("Oui.", language="fr"), article("Yes.")]
    rejected, read = annotate_batch(articles, {"en": "en", "fr": "fr"}, load=load)
    assert isinstance(read, Annotated)
    assert isinstance(rejected, Rejection)
    assert (rejected.reason, "damaged" in rejected.detail) == ("unexpected", True)


@pytest.mark.parametrize("batch_words", [1, 10_000])
def test_the_graph_reads_all_whatever_the_batches(article: MakeArticle, batch_words: int) -> None:
    articles = [article(f"Talks number {n} failed.", article_id=str(n)) for n in range(5)]
    articles.append(article("Nein.", language="sw", article_id="d"))
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
        outputs = (
            pipeline | beam.Create([article("One.")]) | Annotate(models={"en": "x"}, load=_load_any)
        )
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

"""Annotated articles survive the journey between workers."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable

import apache_beam as beam
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.defaults import DEFAULT_MODEL
from claimwire.language.parsing.loading import load_model
from claimwire.schemas.articles import Article
from claimwire.transforms.annotated import Annotated, AnnotatedCoder

TEXT = "On Monday, Angela Merkel’s spokesman said:\r\n“We’ll see.”  Paris\tagreed 😀."


def _tokens(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.idx, t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


def test_the_round_trip_keeps_all_that_extractors_read(
    nlp: Language, article: Callable[..., Article]
) -> None:
    sent = Annotated(article(TEXT), nlp(TEXT), DEFAULT_MODEL)
    sent.doc.user_data["found"] = ["something made again on arrival"]
    coder = AnnotatedCoder()
    received = coder.decode(coder.encode(sent))
    assert received.article == sent.article
    assert received.model == DEFAULT_MODEL
    assert received.doc.text == TEXT
    assert _tokens(received.doc) == _tokens(sent.doc)
    assert [s.text for s in received.doc.sents] == [s.text for s in sent.doc.sents]
    assert [(e.text, e.label_) for e in received.doc.ents] == [
        (e.text, e.label_) for e in sent.doc.ents
    ]
    assert received.doc.vocab is load_model().vocab
    assert "found" not in received.doc.user_data


def test_the_coder_is_the_registered_one() -> None:
    assert isinstance(beam.coders.registry.get_coder(Annotated), AnnotatedCoder)
    assert AnnotatedCoder() == AnnotatedCoder()
    assert not AnnotatedCoder().is_deterministic()

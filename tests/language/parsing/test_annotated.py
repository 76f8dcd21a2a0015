"""Annotated articles survive the journey between workers."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections.abc import Callable
from datetime import date

import apache_beam as beam
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.mentions.context import Context
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.reading import reading_of
from claimwire.schemas.articles import Article
from claimwire.transforms.annotated import Annotated, AnnotatedCoder, mentions_to_bytes

TEXT = (
    "On Monday, Angela Merkel’s spokesman said:\r\n“We’ll see.”  Paris\tagreed 😀. "
    "Afghan government troops left Perth."
)


def _tokens(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.idx, t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


@pytest.mark.parametrize("day", [None, date(2015, 7, 6)])
def test_the_round_trip_keeps_all_that_extractors_read(
    nlp: Language, article: Callable[..., Article], day: date | None
) -> None:
    reading = reading_of(nlp(TEXT), Context(day))
    sent = Annotated(article(TEXT), reading, DEFAULT_MODEL)
    coder = AnnotatedCoder()
    received = coder.decode(coder.encode(sent))
    assert received.article == sent.article
    assert received.model == DEFAULT_MODEL
    doc = received.reading.doc
    assert doc.text == TEXT
    assert _tokens(doc) == _tokens(reading.doc)
    assert [s.text for s in doc.sents] == [s.text for s in reading.doc.sents]
    assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label_) for e in reading.doc.ents]
    assert doc.vocab is load_model().vocab
    assert len(reading.mentions) > 3
    assert received.reading.mentions == reading.mentions
    assert received.reading.published_on == day


def test_equal_mentions_are_equal_bytes(nlp: Language) -> None:
    one, other = (reading_of(nlp(TEXT)) for _ in range(2))
    assert mentions_to_bytes(one) == mentions_to_bytes(other)


def test_the_coder_is_the_registered_one() -> None:
    assert isinstance(beam.coders.registry.get_coder(Annotated), AnnotatedCoder)
    assert AnnotatedCoder() == AnnotatedCoder()
    assert not AnnotatedCoder().is_deterministic()

"""What flows from the annotation to the extractors: an article with its parse."""

import dataclasses
from typing import Any

import apache_beam as beam
from apache_beam import coders
from spacy.tokens import Doc

from claimwire.language.parsing.loading import load_model
from claimwire.schemas.articles import Article

# The tensor serves only components that run after; user_data holds what can be found again.
_NOT_SHIPPED = ("tensor", "user_data")


@dataclasses.dataclass(frozen=True, eq=False)
class Annotated:
    """An article and what the language model makes of it.

    Attributes:
        article: the article.
        doc: the parse; its text is ``article.text``.
        model: name of the pipeline that made ``doc``, whose vocabulary it needs.
    """

    article: Article
    doc: Doc
    model: str


class AnnotatedCoder(coders.Coder):
    """Ships annotated articles between workers; on one worker they pass as they are.

    The parse travels as spaCy's own bytes without the vocabulary, which the receiving worker
    has from the model.
    """

    def __init__(self) -> None:
        self._parts = coders.TupleCoder(
            [
                coders.registry.get_coder(Article),
                coders.StrUtf8Coder(),
                coders.BytesCoder(),
            ]
        )

    def encode(self, value: Annotated) -> bytes:
        """Write an annotated article as bytes."""
        data = value.doc.to_bytes(exclude=list(_NOT_SHIPPED))
        encoded: bytes = self._parts.encode((value.article, value.model, data))
        return encoded

    def decode(self, encoded: bytes) -> Annotated:
        """Read an annotated article from bytes.

        Raises:
            ModelNotInstalled: if this worker lacks the model.
        """
        article, model, data = self._parts.decode(encoded)
        doc = Doc(load_model(model).vocab).from_bytes(data)
        return Annotated(article, doc, model)

    def is_deterministic(self) -> bool:
        """Say that the bytes do not serve as a key."""
        return False

    def to_type_hint(self) -> Any:
        """Name the type that this coder is for."""
        return Annotated

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


beam.coders.registry.register_coder(Annotated, AnnotatedCoder)

"""What flows from the annotation to the extractors: an article as it was read."""

import dataclasses
import json
import operator
from datetime import date
from typing import TYPE_CHECKING, Any

import apache_beam as beam
from apache_beam import coders

from claimwire.language.mentions.mention import Mention
from claimwire.schemas.articles import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimwire.language.reading import Reading

# The tensor serves only components that run after; nothing of ours is in user_data.
_NOT_SHIPPED = ("tensor", "user_data")

_fields_of_mention = operator.attrgetter(*(field.name for field in dataclasses.fields(Mention)))


@dataclasses.dataclass(frozen=True, eq=False)
class Annotated:
    """An article and what the language model and the gazetteers make of it.

    Attributes:
        article: the article.
        reading: its parse and its mentions; the text is ``article.text``.
        model: name of the pipeline that made the parse, whose vocabulary it needs.
    """

    article: Article
    reading: "Reading"
    model: str


class AnnotatedCoder(coders.Coder):
    """Ships annotated articles between workers; on one worker they pass as they are.

    The parse travels as spaCy's own bytes without the vocabulary, which the receiving worker
    has from the model, and the mentions as JSON.
    """

    def __init__(self) -> None:
        self._parts = coders.TupleCoder(
            [
                coders.registry.get_coder(Article),
                coders.StrUtf8Coder(),
                coders.BytesCoder(),
                coders.BytesCoder(),
            ]
        )

    def encode(self, value: Annotated) -> bytes:
        """Write an annotated article as bytes."""
        reading = value.reading
        parse = reading.doc.to_bytes(exclude=list(_NOT_SHIPPED))
        parts = value.article, value.model, parse, mentions_to_bytes(reading)
        encoded: bytes = self._parts.encode(parts)
        return encoded

    def decode(self, encoded: bytes) -> Annotated:
        """Read an annotated article from bytes.

        Raises:
            ModelNotInstalled: if this worker lacks the model.
        """
        article, model, parse, mentions = self._parts.decode(encoded)
        from spacy.tokens import Doc  # noqa: PLC0415  slow to import

        from claimwire.language.parsing.loading import load_model  # noqa: PLC0415

        doc = Doc(load_model(model).vocab).from_bytes(parse)
        return Annotated(article, reading_from_bytes(doc, mentions), model)

    def is_deterministic(self) -> bool:
        """Say that the bytes do not serve as a key: spaCy lists strings as a set has them."""
        return False

    def to_type_hint(self) -> Any:
        """Name the type that this coder is for."""
        return Annotated

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


def mentions_to_bytes(reading: "Reading") -> bytes:
    """Write all of a reading but its parse; equal readings give equal bytes."""
    published = reading.published_on
    day = published and published.isoformat()
    mentions = [_fields_of_mention(each) for each in reading.mentions]
    return json.dumps([day, reading.country, mentions]).encode()


def reading_from_bytes(doc: "Doc", data: bytes) -> "Reading":
    """Read what ``mentions_to_bytes`` wrote, and put it together with the parse."""
    # spaCy is slow to import.
    from claimwire.language.mentions.text_countries import Guess  # noqa: PLC0415
    from claimwire.language.mentions.tokens import Tokens  # noqa: PLC0415
    from claimwire.language.reading import Reading  # noqa: PLC0415

    day, country, mentions = json.loads(data)
    published = None if day is None else date.fromisoformat(day)
    return Reading(
        Tokens.of(doc),
        tuple(Mention(*fields) for fields in mentions),
        published,
        None if country is None else Guess(*country),
    )


beam.coders.registry.register_coder(Annotated, AnnotatedCoder)

"""What is read of a text once, and all extractors start from: its parse and its mentions."""

import dataclasses
from datetime import date

from spacy.tokens import Doc

from claimwire.language.mentions.context import NO_CONTEXT, Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.mention import Mention


@dataclasses.dataclass(frozen=True, eq=False)
class Reading:
    """A text as it was read.

    Attributes:
        doc: the parse.
        mentions: all mentions of entities, in the order of the text.
        published_on: the day that relative times count from; None leaves them unresolved.
    """

    doc: Doc
    mentions: tuple[Mention, ...]
    published_on: date | None


def reading_of(doc: Doc, context: Context = NO_CONTEXT) -> Reading:
    """Find the mentions of a parsed text.

    Args:
        doc: the parse.
        context: when and by whom the text was published, for linking.
    """
    return Reading(doc, tuple(find_mentions(doc, context)), context.published_on)

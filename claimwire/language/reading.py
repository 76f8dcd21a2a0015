"""What is read of a text once, and all extractors start from: its parse and its mentions."""

import dataclasses
from datetime import date

from spacy.tokens import Doc

from claimwire.language.mentions.context import NO_CONTEXT, Context
from claimwire.language.mentions.find_mentions import find_mentions_and_country
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.text_countries import Guess
from claimwire.language.mentions.tokens import Tokens


@dataclasses.dataclass(frozen=True, eq=False)
class Reading:
    """A text as it was read.

    Attributes:
        tokens: the tokens of its parse.
        mentions: all mentions of entities, in the order of the text.
        published_on: the day that relative times count from; None leaves them unresolved.
        country: the state of what the text names without saying whose it is ("the army said"), or
            None where it does not tell.
    """

    tokens: Tokens
    mentions: tuple[Mention, ...]
    published_on: date | None
    country: Guess | None = None

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.tokens.doc


def reading_of(doc: Doc, context: Context = NO_CONTEXT) -> Reading:
    """Find the mentions of a parsed text.

    Args:
        doc: the parse.
        context: when and by whom the text was published, for linking.
    """
    tokens = Tokens.of(doc)
    mentions, country = find_mentions_and_country(tokens, context)
    return Reading(tokens, tuple(mentions), context.published_on, country)

"""Names that are a common noun with a capital letter: "the Company", "a Navy spokesman"."""

from collections.abc import Sequence

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_BODIES = frozenset({"government", "military", "ministry", "organisation"})


def without_common_names(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out bodies whose name is a noun for any body of their kind, and nothing more.

    Such a noun stands for the body that the text names before, as it does in lower case.

    Args:
        tokens: of the text.
        mentions: its names, none inside another, in the order of the text.
    """
    nouns = speaker_words(tokens.language).takes_up.keys()
    return [
        mention
        for mention in mentions
        if mention.last_token - mention.first_token > 1
        or mention.kind not in _BODIES
        or mention.score is not None
        or tokens.lowers[mention.first_token] not in nouns
        or _is_of_longer_name(tokens, mention.first_token)
    ]


def _is_of_longer_name(tokens: Tokens, index: int) -> bool:
    """Whether a name goes on before a token: "Acme Company", where the model saw one word."""
    return index > 0 and tokens.tags[index - 1] == "PROPN" and not tokens.parse[index].is_sent_start

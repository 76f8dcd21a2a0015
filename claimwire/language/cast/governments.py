"""Whose government "the government" is: that of the state named last."""

from collections.abc import Iterable

from claimwire.language.cast.cast import Cast
from claimwire.language.cast.member import Member
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_STATES = frozenset({"country", "nationality"})
_NEAR = 2
"""Sentences between a state and "the government" that may be its."""
_MOST = 12
"""How many earlier mentions are looked at."""


def government_before(
    cast: Cast, tokens: Tokens, index: int, named: Iterable[Mention]
) -> Member | None:
    """Return the government of the only state in the last sentence that names any.

    Args:
        cast: of the text.
        tokens: its tokens.
        index: the token of "government"; its own sentence counts up to it, and two more do.
        named: the governments that the text names before.

    Returns:
        None where no state or several are named so near, where a government of another state was
        named after it, and where the text is about another state.
    """
    state = _state_before(cast, tokens, index)
    if state is None or cast.home not in (state.country, None):
        return None
    if any(each.country != state.country and each.sentence >= state.sentence for each in named):
        return None
    return Member(
        name=f"Government of {state.name or state.text}",
        kind="government",
        country=state.country,
        entity_id=f"government:{state.country}",
        noun="government",
        entity_kind="government",
        tokens=(state.first_token,),
    )


def _state_before(cast: Cast, tokens: Tokens, index: int) -> Mention | None:
    found: Mention | None = None
    for mention in cast.bodies.mentions_before(index, _MOST):
        if mention.kind not in _STATES or mention.country is None:
            continue
        if found is not None and mention.sentence != found.sentence:
            break
        if found is not None and mention.country != found.country:
            return None
        found = mention
    if found is None:
        return None
    here = tokens.parse[index].sent.start
    between = sum(
        token.is_sent_start is True for token in tokens.parse[found.first_token + 1 : here + 1]
    )
    return found if between <= _NEAR else None

"""The state that a text is about, whose bodies and officials need not say so: "the army said"."""

import collections
from collections.abc import Sequence

from claimwire.language.cast.member import Member
from claimwire.language.mentions.mention import Mention

_TELLING = frozenset(
    {"city", "country", "government", "military", "ministry", "nationality", "region"}
)
_OF_STATES = frozenset({"government", "official"})
_FEWEST = 3
_SHARE = 0.75
"""How many of the names of states, their places and bodies must be of one state."""


def home_state(mentions: Sequence[Mention]) -> str | None:
    """Return the state that nearly all names of states, places and their bodies belong to.

    Args:
        mentions: of one text, none inside another.

    Returns:
        ISO 3166-1 alpha-3 code; None where there are few such names, or of several states.
    """
    told = collections.Counter(
        mention.country
        for mention in mentions
        if mention.country is not None and mention.kind in _TELLING
    )
    if not told:
        return None
    (state, times), *_ = told.most_common(1)
    return state if times >= _FEWEST and times >= _SHARE * told.total() else None


def may_be_of_home(member: Member) -> bool:
    """Whether somebody speaks for a state that no words beside the name tell."""
    return (
        member.country is None
        and member.kind in _OF_STATES
        and member.entity_kind != "international_organisation"
        and (member.affiliation is None or member.affiliation.islower())
    )

"""At whom a claim is directed, and the actor codes of both sides."""

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimwire.language.cast.member import Member
from claimwire.language.claims.spans import Offsets
from claimwire.language.mentions.mention import Mention
from claimwire.schemas.codebook import categories

_ACTORS = frozenset(
    {
        *("armed_group", "country", "government", "group", "international_organisation"),
        *("media", "military", "ministry", "nationality", "office", "organisation"),
        *("party", "person"),
    }
)
_SPEAK_FOR_STATES = frozenset({"government", "official"})
_COUNTRY = "country:"


class Direction(NamedTuple):
    """Who acts by a claim, and at whom.

    Attributes:
        speaker_actor_code: of the speaker; None if it has no code.
        target_entity_id: at whom it is directed; None if the text does not tell.
        target_actor_code: of the target.
    """

    speaker_actor_code: str | None
    target_entity_id: str | None
    target_actor_code: str | None


class DirectionFinder:
    """Tells the direction of the claims of one text.

    Args:
        mentions: its names, none inside another, in the order of the text.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._actors = [
            (mention.start, mention.end, entity_id)
            for mention in mentions
            if mention.kind in _ACTORS and (entity_id := _who(mention)) is not None
        ]
        self._codes: dict[str, str] = {}
        for mention in mentions:
            if mention.entity_id is not None and mention.actor_code is not None:
                self._codes.setdefault(mention.entity_id, mention.actor_code)

    def of(
        self, speaker: Member, addressee: Offsets | None, content: Sequence[Offsets], act: str
    ) -> Direction:
        """Tell who acts by a claim, and at whom.

        It is directed at the actor addressed. Where there is none and the act is one that is done
        to somebody, it is directed at the first actor that the content names beside the speaker.

        Args:
            speaker: who speaks; what he says of his own state is not directed at it.
            addressee: the words for who is addressed.
            content: the stretches of the content.
            act: as in the table of claims.
        """
        places = [] if addressee is None else [addressee]
        if act in _directed_acts():
            places += content
        own = {speaker.entity_id}
        if speaker.kind in _SPEAK_FOR_STATES and speaker.country is not None:
            own.add(_COUNTRY + speaker.country)
        target = next((each for each in self._named_in(places) if each not in own), None)
        return Direction(self._code_of(speaker.entity_id), target, self._code_of(target))

    def _named_in(self, places: Sequence[Offsets]) -> Iterator[str]:
        for first, last in places:
            for start, end, entity_id in self._actors:
                if first <= start and end <= last:
                    yield entity_id

    def _code_of(self, entity_id: str | None) -> str | None:
        if entity_id is None:
            return None
        if entity_id.startswith(_COUNTRY):
            return entity_id.removeprefix(_COUNTRY)
        return self._codes.get(entity_id)


def _who(mention: Mention) -> str | None:
    """The actor that a mention stands for: "French" for the state."""
    if mention.kind == "nationality":
        return None if mention.country is None else _COUNTRY + mention.country
    return mention.entity_id


@functools.cache
def _directed_acts() -> frozenset[str]:
    return frozenset(each.name for each in categories("act") if each.directed)

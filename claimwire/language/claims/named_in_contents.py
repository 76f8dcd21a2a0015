"""What a text names, looked up by place: entities, and those who can act."""

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.spans import Offsets
from claimwire.language.grammar import Labels
from claimwire.language.mentions.mention import Mention

T = TypeVar("T")

_STATES = frozenset({"country", "nationality"})
_STATE_BODIES = frozenset({"government", "military", "ministry", "nationality"})


class NamedThings:
    """The linked entities of one text.

    Args:
        layout: the text.
        mentions: its names, none inside another, in the order of the text.
        nested: all of its names.
    """

    def __init__(
        self, layout: Layout, mentions: Sequence[Mention], nested: Iterable[Mention]
    ) -> None:
        self._text = layout.text
        states = {each.start: each.country for each in nested if each.kind in _STATES}
        self._entities = [
            (mention.start, mention.end, entity_id)
            for mention in mentions
            for entity_id in _ids(mention, states, layout.grammar.place_name)
        ]
        self._named = {
            index
            for mention in mentions
            for index in range(mention.first_token, mention.last_token)
        }
        self._parse = layout.parse
        self._actors = speaker_words(layout.language).actors
        # A nationality has the name of its country.
        self._names = {
            mention.end: mention.name for mention in mentions if mention.kind != "nationality"
        }

    def entities_in(self, spans: Sequence[Offsets]) -> list[str]:
        """The entity_id of each linked entity named there, once, in order."""
        return list(dict.fromkeys(_within(self._entities, spans)))

    def is_actor(self, index: int) -> bool:
        """Whether a token names somebody, or describes somebody who can act ("the officials")."""
        token = self._parse[index]
        return index in self._named or (
            token.pos_ == "NOUN" and token.lemma_.lower() in self._actors
        )

    def name_of(self, phrase: Offsets) -> str:
        """The canonical name of what a noun phrase names, or else its words."""
        start, end = phrase
        return self._names.get(end) or self._text[start:end]


def _ids(mention: Mention, states: Mapping[int, str | None], places: Labels) -> Iterator[str]:
    """The entity named; with a body of a state whose name tells the state, that as well.

    The name begins with that of the state, or is its capital's ("Moscow agreed").
    """
    if mention.entity_id is not None:
        yield mention.entity_id
    told = (
        mention.kind in _STATES
        or (mention.kind == "government" and mention.label in places)
        or states.get(mention.start) == mention.country
    )
    if told and mention.kind in _STATE_BODIES and mention.country is not None:
        yield f"country:{mention.country}"


def _within(items: list[tuple[int, int, T]], spans: Sequence[Offsets]) -> Iterator[T]:
    for start, end in spans:
        index = bisect.bisect_left(items, start, key=_start)
        while index < len(items) and items[index][1] <= end:
            yield items[index][2]
            index += 1


def _start(item: tuple[int, int, object]) -> int:
    return item[0]

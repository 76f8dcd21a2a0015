"""What a content names: entities and times, looked up by offset."""

import bisect
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from claimwire.language.claims.layout import Layout
from claimwire.language.claims.spans import Offsets
from claimwire.language.claims.times import resolve_time
from claimwire.language.mentions.mention import Mention
from claimwire.schemas.claims import TimeMention

T = TypeVar("T")

_STATE_BODIES = frozenset({"government", "military", "ministry", "nationality"})


class NamedThings:
    """The linked entities and resolved times of one text.

    Args:
        layout: the text.
        mentions: its names, none inside another, in the order of the text.
        published: the day that relative times count from; without one no time is resolved.
    """

    def __init__(self, layout: Layout, mentions: Sequence[Mention], published: date | None) -> None:
        self._text = layout.text
        self._entities = [
            (mention.start, mention.end, entity_id)
            for mention in mentions
            for entity_id in _ids(mention)
        ]
        # A nationality has the name of its country.
        self._names = {
            mention.end: mention.name for mention in mentions if mention.kind != "nationality"
        }
        self._times: list[tuple[int, int, TimeMention]] = []
        if published is None:
            return
        dates = layout.grammar.date_name
        for span in layout.doc.ents:
            if (
                span.label_ in dates
                and (days := resolve_time(span.text, published, layout.language)) is not None
            ):
                mention = TimeMention(span.text, days[0], days[1])
                self._times.append((span.start_char, span.end_char, mention))

    def entities_in(self, spans: Sequence[Offsets]) -> list[str]:
        """The entity_id of each linked entity named there, once, in order."""
        return list(dict.fromkeys(_within(self._entities, spans)))

    def name_of(self, phrase: Offsets) -> str:
        """The canonical name of what a noun phrase names, or else its words."""
        start, end = phrase
        return self._names.get(end) or self._text[start:end]

    def times_in(self, spans: Sequence[Offsets]) -> list[TimeMention]:
        """The resolved times named there, in order."""
        return list(_within(self._times, spans))


def _ids(mention: Mention) -> Iterator[str]:
    """The entity named; with a body of a state, that state as well."""
    if mention.entity_id is not None:
        yield mention.entity_id
    if mention.kind in _STATE_BODIES and mention.country is not None:
        yield f"country:{mention.country}"


def _within(items: list[tuple[int, int, T]], spans: Sequence[Offsets]) -> Iterator[T]:
    for start, end in spans:
        index = bisect.bisect_left(items, start, key=_start)
        while index < len(items) and items[index][1] <= end:
            yield items[index][2]
            index += 1


def _start(item: tuple[int, int, object]) -> int:
    return item[0]

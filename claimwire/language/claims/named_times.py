"""The times that a text names, each with the days it means, as its sentence tells."""

import bisect
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Token

from claimwire.language.claims.dependents import child_of, is_infinitive, lefts
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.spans import Offsets
from claimwire.language.claims.time_words import TimeWords, time_words
from claimwire.language.claims.times import (
    Direction,
    TimeExpression,
    days_of,
    find_times,
)
from claimwire.schemas.claims import TimeMention

_HEIGHT = 12
"""How many words up the parse are asked where a time lies."""


class NamedTimes:
    """The resolved times of one text, in order.

    Args:
        layout: the text.
        published: the day that relative times count from; without one only times that name their
            year are resolved.
    """

    def __init__(self, layout: Layout, published: date | None) -> None:
        self._layout = layout
        self._published = published
        self.expressions = _times_of(layout)
        self._starts = [time.start for time in self.expressions]

    def in_spans(self, spans: Sequence[Offsets]) -> list[TimeMention]:
        """The times named in stretches of the text, in order."""
        return list(self._mentions(spans))

    def _mentions(self, spans: Sequence[Offsets]) -> Iterator[TimeMention]:
        for time in self.within(spans):
            token = self._layout.parse[self._layout.token_at(time.start)]
            days = self._days(time, direction_of(self._layout, token, time))
            text = self._layout.text[time.start : time.end]
            if days is not None:
                yield TimeMention(text, *days)
            elif self._published is None and not time.names_its_year:
                # Named, but on days that only the day of publication would tell.
                yield TimeMention(text, None, None)

    def within(self, spans: Sequence[Offsets]) -> Iterator[TimeExpression]:
        """The times that lie in stretches of the text."""
        for start, end in spans:
            index = bisect.bisect_left(self._starts, start)
            while index < len(self.expressions) and self.expressions[index].end <= end:
                yield self.expressions[index]
                index += 1

    def past_day(self, time: TimeExpression) -> date | None:
        """The day that a time names, if it is one and not after publication."""
        days = self._days(time, "past")
        if days is None or days[0] != days[1]:
            return None
        return days[0] if self._published is None or days[0] <= self._published else None

    def _days(self, time: TimeExpression, direction: Direction) -> tuple[date, date] | None:
        return days_of(time, self._published, self._layout.language, direction)


def _times_of(layout: Layout) -> list[TimeExpression]:
    """The times of a text, without months and years that nothing shows to be such."""
    known = time_words(layout.language)
    dates = {
        index
        for span in layout.tokens.names
        if span.label_ in layout.grammar.date_name
        for index in range(span.start, span.end)
    }
    names = {
        index
        for span in layout.tokens.names
        if span.label_ in layout.grammar.actor_name and len(span) > 1
        for index in range(span.start, span.end)
    }
    return [
        time
        for time in find_times(layout.text, layout.language)
        if (not time.stands_alone or _is_dated(layout, time, known, dates))
        and not _is_within(layout, time, names)
    ]


def _is_within(layout: Layout, time: TimeExpression, names: set[int]) -> bool:
    """Whether a time is part of a longer name: "the Sunday Times"."""
    last = layout.token_at(time.end - 1)
    return layout.token_at(time.start) in names and last in names and (last + 1 in names)


def _is_dated(layout: Layout, time: TimeExpression, known: TimeWords, dates: set[int]) -> bool:
    index = layout.token_at(time.start)
    return index in dates or (index > 0 and layout.tokens.lowers[index - 1] in known.dating)


def direction_of(layout: Layout, token: Token, time: TimeExpression) -> Direction:
    """Return on which side of publication a time lies, as the words around it tell.

    What is said to happen at a time lies where the verb's tense says. What a time only describes
    ("the Oct. 7 attacks", "Monday's meeting") has happened, unless it is something that is
    announced beforehand ("the Nov. 3 election").
    """
    known, grammar = time_words(layout.language), layout.grammar
    if time.is_past:
        return "past"
    before = layout.tokens.lowers[token.i - 1] if token.i else ""
    describes: Token | None = None
    word = token
    for _ in range(_HEIGHT):
        if word.lower_ in known.planned:
            return "future"
        if word.tag_ in grammar.any_verb or word.pos_ == "AUX":
            break
        if word is not token and word.pos_ in {"NOUN", "PROPN"} and describes is None:
            describes = word
        if word.head.i == word.i:
            break
        word = word.head
    tense = _tense(layout, word)
    if tense == "future" or (before in known.until and tense != "past"):
        return "future"
    if describes is not None and describes.lemma_.lower() in known.announced:
        return "nearest"
    return "past" if describes is not None or tense == "past" else "nearest"


def _tense(layout: Layout, verb: Token) -> Direction | None:
    """Whether a verb tells of what was or of what is to come; None of what is."""
    grammar, words = layout.grammar, layout.words
    if verb.tag_ not in grammar.any_verb and verb.pos_ != "AUX":
        return None
    helping = [child for child in lefts(verb) if child.dep_ in grammar.any_auxiliary]
    if any(child.lower_ in words.future for child in helping) or is_infinitive(verb, grammar):
        return "future"
    if verb.lower_ in words.future_forms and child_of(verb, grammar.open_clause) is not None:
        return "future"
    if verb.tag_ in grammar.past | grammar.past_participle:
        return "past"
    return "past" if any(child.tag_ in grammar.past for child in helping) else None

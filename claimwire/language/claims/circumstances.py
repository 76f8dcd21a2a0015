"""When and where something was said, as the words beside its cue tell."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from spacy.tokens import Token

from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import child_of, children
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.named_times import NamedTimes
from claimwire.language.mentions.mention import Mention

_MOST = 60
"""How many words of a frame are looked at."""
_BESIDE = 3
"""How many tokens a time may stand from its cue if the parser hangs it elsewhere."""

_PLACES = frozenset({"city", "country", "facility", "place", "region"})


class Circumstances(NamedTuple):
    """When and where something was said.

    Attributes:
        said_on: the day, not after publication.
        said_in: entity_id of the place.
    """

    said_on: date | None = None
    said_in: str | None = None


class CircumstanceFinder:
    """Finds when and where things were said in one text.

    Args:
        layout: the text.
        times: its times.
        mentions: its names, none inside another, in the order of the text.
    """

    def __init__(self, layout: Layout, times: NamedTimes, mentions: Sequence[Mention]) -> None:
        self._layout = layout
        self._times = times
        self._place_at = {
            index: mention
            for mention in mentions
            if mention.kind in _PLACES and mention.entity_id is not None
            for index in range(mention.first_token, mention.last_token)
        }
        self._verbs = cue_lexicon(layout.language).verbs

    def of(self, cue: Cue | None, contents: Sequence[Range]) -> Circumstances:
        """Return when and where a cue says that its content was said.

        Args:
            cue: the words that attribute.
            contents: the tokens of the content, whose own times and places say nothing of this.
        """
        if cue is None:
            return Circumstances()
        frame = sorted(self._frame(cue, contents))
        said_in = next((place for index in frame if (place := self._place(index, cue))), None)
        return Circumstances(self._day(cue, frame, contents), said_in)

    def _day(self, cue: Cue, frame: Sequence[int], contents: Sequence[Range]) -> date | None:
        parse = self._layout.parse
        inside = {*frame, *self._beside(cue, contents)}
        if not inside:
            return None
        first, last = min(inside), max(inside)
        spans = [(parse[first].idx, self._layout.end_of(last))]
        days = [
            (abs(place - cue.token), day)
            for time in self._times.within(spans)
            if (place := self._layout.token_at(time.start)) in inside
            and (day := self._times.past_day(time)) is not None
        ]
        return min(days)[1] if days else None

    def _beside(self, cue: Cue, contents: Sequence[Range]) -> Iterator[int]:
        """The next words on both sides of a cue, whatever the parser hangs them on."""
        sides = (range(cue.first - 1, -1, -1), range(cue.last, len(self._layout.parse)))
        for side in sides:
            for index in side[:_BESIDE]:
                if self._layout.parse[index].is_punct or self._is_content(index, contents):
                    break
                yield index

    def _place(self, index: int, cue: Cue) -> str | None:
        """The place behind a preposition such as "in".

        Before the saying it is where things happen, unless it is a town: "In Asia, the bank says".
        """
        token, grammar = self._layout.parse[index], self._layout.grammar
        if token.dep_ not in grammar.prepositional_object or token.i not in self._place_at:
            return None
        if token.head.lower_ not in self._layout.words.place_prepositions:
            return None
        place = self._place_at[token.i]
        return place.entity_id if token.i > cue.first or place.kind == "city" else None

    def _is_content(self, index: int, contents: Sequence[Range]) -> bool:
        return self._layout.is_quoted(index) or any(
            first <= index < last for first, last in contents
        )

    def _frame(self, cue: Cue, contents: Sequence[Range]) -> set[int]:
        """The tokens that tell of the saying: what hangs on the cue outside of its content."""
        frame: set[int] = set()
        for start in self._starts(cue):
            pending = list(self._adjuncts(start))
            while pending and len(frame) < _MOST:
                token = pending.pop()
                if token.i in frame or self._is_content(token.i, contents):
                    continue
                frame.add(token.i)
                pending += self._below(token)
        return frame

    def _starts(self, cue: Cue) -> Iterator[Token]:
        """The words on which hangs when and where: the verb, or that of a noun or an adjective."""
        token, grammar = self._layout.parse[cue.token], self._layout.grammar
        if cue.form == "phrase":
            source = child_of(self._layout.parse[cue.last - 1], grammar.prepositional_object)
            if source is not None and self._is_occasion(source):
                yield source
            return
        yield token
        if cue.form == "noun":
            if (
                token.dep_ in grammar.object
                and token.head.lemma_ in self._layout.words.making_verbs
            ):
                yield token.head
        elif cue.form == "adjective" or (
            # "said on Monday that …, and accused": the second verb shares when and where.
            token.dep_ in grammar.conjunct | grammar.open_clause
            and token.head.lemma_.lower() in self._verbs
        ):
            yield token.head

    def _adjuncts(self, word: Token) -> Iterator[Token]:
        """What of the words that hang on a verb or noun may say when and where."""
        grammar = self._layout.grammar
        for child in children(word):
            relation = child.dep_
            if relation in grammar.noun_adverbial | grammar.preposition:
                yield child
            elif relation in grammar.any_object and (
                self._is_occasion(child) or child.lower_ in self._layout.words.listeners
            ):
                # "told a news conference in Geneva on Monday", "told reporters on Monday".
                yield from self._adjuncts(child)
            elif relation in grammar.adverbial_clause and self._tells_of_speech(child):
                # "Asked on Monday why …, she said", "Speaking in Geneva, he said".
                yield from self._adjuncts(child)

    def _below(self, token: Token) -> Iterator[Token]:
        """What belongs to a part of the frame: no clause, but that of a statement or a speech."""
        grammar = self._layout.grammar
        closed = grammar.relative_clause | grammar.clause | grammar.prepositional_clause
        for child in children(token):
            if child.dep_ in closed | grammar.adverbial_clause:
                continue
            if child.dep_ in grammar.noun_clause:
                if self._is_occasion(token):
                    yield from self._adjuncts(child)
                continue
            yield child

    def _is_occasion(self, noun: Token) -> bool:
        words = self._layout.words
        return noun.lemma_.lower() in words.occasions | words.conversations

    def _tells_of_speech(self, verb: Token) -> bool:
        lemma = verb.lemma_.lower()
        marked = child_of(verb, self._layout.grammar.marker) is not None
        return not marked and (lemma in self._verbs or lemma in self._layout.words.speaking_verbs)

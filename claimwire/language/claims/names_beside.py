"""Who is named beside a quotation, in texts that no parser has read."""

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claimwire.language.claims.quotes import Quotation
from claimwire.language.claims.spans import Offsets
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.unparsed_words import UnparsedWords
from claimwire.schemas.actors import ACTOR_KINDS

_REACH = 140
"""Characters beside a quotation that are looked at."""
_NEXT_WORDS = 2
"""Words behind a quotation, of which one is the verb whose subject stands before."""
_END = re.compile(r"[.!?\n\u061f]")
_APOSTROPHES = frozenset("'\u2019")
_MOST_WORDS = 4
_STATES = frozenset({"city", "country"})
_SPEAKERS = ACTOR_KINDS | _STATES
_SPACES = " \u00a0"
_WORD = re.compile(r"\w+")


class Name(NamedTuple):
    """A name that may be a speaker's; offsets in code points.

    Attributes:
        start, end: where it stands.
        whole: the full name.
        mention: of the knowledge; None of a person that it does not have.
    """

    start: int
    end: int
    whole: str
    mention: Mention | None

    @property
    def is_person(self) -> bool:
        """Whether it is a person's; what the knowledge does not have is taken for one."""
        return self.mention is None or self.mention.kind == "person"


class Beside(NamedTuple):
    """A speaker beside a quotation, and the verb of speech; None if a colon stands for it."""

    name: Name
    verb: Offsets | None


class NamesBeside:
    """The words beside the quotations of a text, which are to be asked for in order.

    Args:
        text: the text.
        words: of its language.
        mentions: what the knowledge has of it.
    """

    def __init__(self, text: str, words: UnparsedWords, mentions: Sequence[Mention]) -> None:
        self._text, self._words, self._mentions = text, words, mentions
        self._last_names: dict[str, str] = {}
        for run in self._runs(0, len(text)):
            name = self._behind_title(run)
            titled = any(word[0].lower() in words.titles for word in run)
            if titled and len(name) > 1:
                self._remember(text[name[0].start() : name[-1].end()])

    def of(self, quotation: Quotation) -> Beside | None:
        """Look behind a quotation, then before it, then on both sides."""
        text = self._text
        ended = _END.search(text, quotation.end, quotation.end + _REACH)
        until = ended.start() if ended else min(quotation.end + _REACH, len(text))
        since = max(quotation.start - _REACH, 0)
        begun = [match.end() for match in _END.finditer(text, since, quotation.start)]
        behind = quotation.end, quotation.end if _ends_sentence(text, quotation) else until
        before = begun[-1] if begun else since, quotation.start
        next_words = itertools.islice(_WORD.finditer(text, *behind), _NEXT_WORDS)
        right_behind = behind[0], max((word.end() for word in next_words), default=behind[0])
        if _stands_within(text, quotation):
            return self._beside(before, right_behind)
        return (
            self._beside(behind, behind)
            or self._beside(before, before)
            or self._beside(before, right_behind)
            or self._before_colon(before)
        )

    def _before_colon(self, names: Offsets) -> Beside | None:
        """Find whose name and a colon stand right before: "Meloni: «…»"."""
        named = (
            name
            for name in self._names(*names)
            if self._text[name.end : names[1]].strip(_SPACES) == ":"
        )
        name = next(named, None)
        return None if name is None else Beside(name, None)

    def _beside(self, names: Offsets, verbs: Offsets) -> Beside | None:
        verb = next(
            (
                match.span()
                for match in _WORD.finditer(self._text, *verbs)
                if match[0].lower() in self._words.speech_verbs
            ),
            None,
        )
        if verb is None:
            return None
        named = [each for each in self._names(*names) if self._may_speak(each, verb)]
        if not named:
            return None
        persons = [each for each in named if each.is_person]
        name = min(
            persons or named,
            key=lambda each: min(abs(each.start - verb[1]), abs(verb[0] - each.end)),
        )
        if name.mention is None:
            self._remember(name.whole)
        return Beside(name, verb)

    def _may_speak(self, name: Name, verb: Offsets) -> bool:
        """Whether nothing between verb and name shows that another speaks, as in "said to"."""
        between = {word[0].lower() for word in _WORD.finditer(self._text, verb[1], name.start)}
        return not between & (self._words.prepositions - self._words.owner_prepositions)

    def _remember(self, name: str) -> None:
        """Let the last name of a person mean that one from now on."""
        self._last_names[name.rpartition(" ")[2]] = name

    def _names(self, start: int, end: int) -> Iterator[Name]:
        """The names of a stretch that may be a speaker's."""
        known = [each for each in self._mentions if start <= each.start and each.end <= end]
        for mention in known:
            behind_preposition = mention.kind in _STATES and self._is_behind_preposition(
                mention.start
            )
            if mention.kind in _SPEAKERS and not behind_preposition and self._is_bare(mention.end):
                whole = mention.name or mention.text
                yield Name(mention.start, mention.end, whole, mention)
        yield from self._unknown(start, end)

    def _unknown(self, start: int, end: int) -> Iterator[Name]:
        """Full names of persons that no list has, and their last names further on."""
        for run in self._runs(start, end):
            name = self._behind_title(run)
            if not name or len(name) > _MOST_WORDS + 1 or not self._is_bare(name[-1].end()):
                continue
            first, last = name[0].start(), name[-1].end()
            words = self._text[first:last]
            whole = self._last_names.get(words) if len(name) == 1 else words
            whose = len(name) == len(run) and self._is_behind_preposition(first)
            if whole and not whose:
                yield Name(first, last, whole, None)

    def _runs(self, start: int, end: int) -> Iterator[list[re.Match[str]]]:
        """The stretches of words with capitals that no known name is part of."""
        known = [each for each in self._mentions if start <= each.start and each.end <= end]
        edges = [start, *(edge for each in known for edge in (each.start, each.end)), end]
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            yield from _capitalised(self._text, first, last, self._words.particles)

    def _behind_title(self, run: list[re.Match[str]]) -> list[re.Match[str]]:
        """The words of a stretch that are a name, and no title or other noun before it."""
        titles = [n for n, word in enumerate(run) if word[0].lower() in self._words.titles]
        name = run[titles[-1] + 1 :] if titles else run
        capitals = [n for n, word in enumerate(name) if word[0][0].isupper()]
        if self._words.capitalised_nouns and len(capitals) > 2:
            return name[capitals[-2] :]
        return name

    def _is_behind_preposition(self, start: int) -> bool:
        before = self._text[max(start - _REACH, 0) : start].split()
        return bool(before) and before[-1].strip("'\u2019").lower() in self._words.prepositions

    def _is_bare(self, end: int) -> bool:
        """Whether no ending is joined to a name by an apostrophe: "Ankara'da"."""
        joined = self._text[end : end + 1] in _APOSTROPHES
        return not (joined and self._text[end + 1 : end + 2].isalpha())


def _capitalised(
    text: str, start: int, end: int, particles: AbstractSet[str]
) -> Iterator[list[re.Match[str]]]:
    """Yield the stretches of words with capitals; particles may stand between."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text, start, end), None]:
        joined = (
            word is not None
            and bool(run)
            and text[run[-1].end() : word.start()] in {" ", "-", *_APOSTROPHES}
        )
        if word is not None and joined and (word[0][0].isupper() or word[0] in particles):
            run.append(word)
            continue
        while run and not run[-1][0][0].isupper():
            run.pop()
        if run:
            yield run
        run = [word] if word is not None and word[0][0].isupper() else []


def _ends_sentence(text: str, quotation: Quotation) -> bool:
    """Whether a sentence ends with a quotation, and another begins behind it."""
    last = text[quotation.inner_start : quotation.inner_end].rstrip(_SPACES)[-1:]
    return _END.fullmatch(last) is not None and _next(text, quotation).isupper()


def _stands_within(text: str, quotation: Quotation) -> bool:
    """Whether no mark parts a quotation from the words on both sides: a title of a work does so."""
    before = text[max(quotation.start - 2, 0) : quotation.start].strip(_SPACES)[-1:]
    return before.isalnum() and _next(text, quotation).isalnum()


def _next(text: str, quotation: Quotation) -> str:
    """The character behind a quotation, but for a space."""
    return text[quotation.end : quotation.end + 2].strip(_SPACES)[:1]

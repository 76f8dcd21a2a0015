"""Who speaks in a quotation without a cue, as told right before or behind it.

Before it that is the subject of the sentence (The minister was blunt. "No."), or a name with a
colon (From the minister: "No."); behind it a signature ("No." \u2014 Ana Ruiz, minister).
"""

import dataclasses
from collections.abc import Iterable

from spacy.tokens import Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.dependents import child_of
from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range
from claimwire.language.claims.sources import Source, noun_phrase

_LONGEST_LEAD = 60
_LONGEST_NAME = 20
_LONGEST_TITLE = 4
"""How many words of a signature may stand before the name."""
_COLON = ":"
_FULL_STOP = "."
_DASHES = frozenset({"\u2014", "\u2013", "-", "--"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclasses.dataclass(frozen=True)
class Introduction:
    """Who speaks in a quotation.

    Attributes:
        source: the words that name who speaks.
        rule: the rule that found it.
    """

    source: Source
    rule: str


class IntroductionFinder:
    """Finds who introduces or signs the quotations of one text.

    Args:
        layout: the text.
        sources: of its attributions, each with the word that attributes.
    """

    def __init__(self, layout: Layout, sources: Iterable[tuple[int, Source]]) -> None:
        self._layout = layout
        self._parse = layout.parse
        self._grammar = layout.grammar
        self._sources = dict(sources)
        grammar = layout.grammar
        self._no_actors = grammar.place_name | grammar.date_name | grammar.time_name
        self._dependent = grammar.adverbial_clause | grammar.relative_clause | grammar.noun_clause
        words = speaker_words(layout.language)
        self._actors = words.actors | words.document
        self._pronouns = frozenset(words.gendered) | words.plural
        self._verbs = cue_lexicon(layout.language).verbs

    def of(self, quotation: int, *, named: bool = False) -> Introduction | None:
        """Find who speaks in a quotation that stands as a sentence.

        Args:
            quotation: its number.
            named: whether pronouns do not count.
        """
        if (source := self._signature(quotation)) is not None:
            return Introduction(source, "signed_quote")
        source = self._before(quotation)
        if source is None or (named and self._parse[source.head].lower_ in self._pronouns):
            return None
        return Introduction(source, "introduced_quote")

    def _before(self, quotation: int) -> Source | None:
        layout = self._layout
        first, _ = layout.tokens_of(quotation)
        end = self._end_before(first)
        if end is None or layout.is_quoted(end):
            return None
        colon = self._parse[end].text.endswith(_COLON)
        if not colon and (
            not layout.ends_sentence(self._parse[end])
            or layout.paragraph_of[end] != layout.paragraph_of[first]
        ):
            return None
        lead = self._lead(end)
        if lead[0] > 0 and not self._ends_sentence(lead[0] - 1):
            # The end of a sentence that has a quotation of its own.
            return None
        if self._has_tense(lead):
            return self._subject(lead)
        return self._label(lead) if colon else None

    def _ends_sentence(self, index: int) -> bool:
        """Whether a quotation that ends somewhere ends its sentence; True outside of quotations.

        Before a cue it ends with a comma, or with another mark than a full stop.
        """
        number = self._layout.quotation_of[index]
        if number == NOT_QUOTED:
            return True
        quotation = self._layout.quotations[number]
        inner = self._layout.text[quotation.inner_start : quotation.inner_end]
        return inner.rstrip().endswith(_FULL_STOP)

    def _end_before(self, first: int) -> int | None:
        """The last word or mark before a quotation."""
        for index in range(first - 1, max(-1, first - _LONGEST_LEAD), -1):
            if not self._parse[index].is_space:
                return index
        return None

    def _lead(self, end: int) -> Range:
        """The sentence that ends with a mark, as far as it is not quoted."""
        layout, first = self._layout, end
        while first > max(0, end - _LONGEST_LEAD):
            before = first - 1
            if (
                layout.is_quoted(before)
                or layout.ends_sentence(self._parse[before])
                or layout.breaks_line[before]
            ):
                break
            first = before
        return first, end

    def _has_tense(self, lead: Range) -> bool:
        tenses = self._grammar.past | self._grammar.present_third | self._grammar.present
        return any(
            word.tag_ in tenses | self._grammar.modal for word in self._parse[lead[0] + 1 : lead[1]]
        )

    def _subject(self, lead: Range) -> Source | None:
        """The one source of a sentence, or its subject, if it is somebody."""
        known = {
            source.head: source
            for word in self._parse[lead[0] : lead[1]]
            if (source := self._sources.get(word.i)) is not None
            and word.dep_ not in self._dependent
        }
        if known:
            return next(iter(known.values())) if len(known) == 1 else None
        for word in self._parse[lead[0] : lead[1]]:
            verb = word.head
            if word.dep_ not in self._grammar.subject or self._is_below(verb, lead):
                continue
            return noun_phrase(self._layout, word) if self._is_somebody(word) else None
        return None

    def _is_below(self, verb: Token, lead: Range) -> bool:
        """Whether a verb hangs on another word of its sentence."""
        return verb.head.i != verb.i and lead[0] <= verb.head.i < lead[1]

    def _is_somebody(self, word: Token) -> bool:
        """Whether a word names somebody; models take many a name for one of a thing."""
        if word.pos_ == "PROPN":
            return word.ent_type_ not in self._no_actors
        return word.lower_ in self._pronouns or word.lemma_.lower() in self._actors

    def _label(self, lead: Range) -> Source | None:
        """The name before a colon: "From Governor Peter Hale:", "Continued Stone:"."""
        first, last = lead
        words = self._layout.words
        while first < last and (
            self._parse[first].lower_ in words.line_openers
            or self._layout.lemmas[first] in self._verbs
            or self._parse[first].is_punct
        ):
            first += 1
        for word in self._parse[first + 1 : last]:
            if word.text in _DASHES and word.whitespace_ and self._parse[word.i - 1].whitespace_:
                first = word.i + 1
        if not 0 < last - first <= _LONGEST_NAME:
            return None
        return self._named(first, last)

    def _signature(self, quotation: int) -> Source | None:
        """The name behind a dash that follows a quotation, up to the end of the line."""
        _, index = self._layout.tokens_of(quotation)
        while index < len(self._parse) and self._parse[index].is_space:
            index += 1
        if index == len(self._parse) or self._parse[index].text not in _DASHES:
            return None
        first = last = index + 1
        while last < len(self._parse) and not self._layout.breaks_line[last]:
            if last - first > _LONGEST_NAME or self._layout.is_quoted(last):
                return None
            last += 1
        if last == first or self._has_tense((first - 1, last)):
            return None
        named = any(word.pos_ == "PROPN" for word in self._parse[first : first + _LONGEST_TITLE])
        return self._named(first, last) if named else None

    def _named(self, first: int, last: int) -> Source | None:
        """The source that words without a verb are, if they name somebody."""
        while last > first and (self._parse[last - 1].is_punct or self._parse[last - 1].is_space):
            if self._parse[last - 1].text == ")":
                break
            last -= 1
        end = next((word.i for word in self._parse[first:last] if word.is_punct), last)
        nouns = [word for word in self._parse[first:end] if word.pos_ in _NOUNS]
        if not nouns:
            return None
        head = nouns[-1]
        owner = child_of(head, self._grammar.possessor)
        if owner is not None and head.ent_type_ not in self._grammar.actor_name:
            return noun_phrase(self._layout, owner)
        if not self._is_somebody(head):
            return None
        open_bracket = next((word.i for word in self._parse[first:last] if word.text == "("), last)
        if all(word.text != ")" for word in self._parse[open_bracket:last]):
            last = open_bracket
        return Source(head.i, first, last, (first, last))

"""The clause around a cue: "X, he said", "X, according to Y"."""

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.boundaries import is_whole_quotation, only_leads_in
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import child_of, rights, span_of, tense_of
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.sources import Source

_FARTHEST_GOVERNOR = 12
_LONGEST_CLOSING = 4
"""Most tokens behind a verb of speech that closes a sentence ("said on Friday")."""


class SurroundingFinder:
    """Finds the clauses around the cues of one text."""

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._parse = layout.parse
        self._grammar = grammar
        self._words = layout.words
        # Where a clause of its own starts.
        self._clauses = (
            grammar.root
            | grammar.clause
            | grammar.adverbial_clause
            | grammar.relative_clause
            | grammar.conjunct
            | grammar.loose_clause
            | grammar.noun_clause
        )
        self._as_links = grammar.marker | grammar.adverb

    def around_verb(self, cue: Cue) -> Content | None:
        """The clause around "he said" or "as the minister said"."""
        verb = self._parse[cue.token]
        as_clause = verb.dep_ in self._grammar.adverbial_clause and any(
            child.dep_ in self._as_links
            and child.lower_ in self._words.as_conjunctions
            and child.i < verb.i
            for child in verb.lefts
        )
        if as_clause and self._is_about_its_own(verb, cue):
            return None
        if not as_clause and verb.dep_ not in self._grammar.loose_clause:
            return None
        if as_clause:
            return self._without(verb.head, span_of(verb), "as_clause")
        first, last = span_of(verb)
        return self._without(verb.head, (first, self._before_tail(verb, last)), "parenthetical")

    def _before_tail(self, verb: Token, last: int) -> int:
        """Where the words of a cue end, before the clause around it goes on.

        In "He had no ties, the airline added, and had passed all checks" parsers hang the second
        half on "added".
        """
        grammar, verbs = self._grammar, cue_lexicon(self._layout.language).verbs
        for child in rights(verb):
            begin = child.left_edge.i
            if (
                child.dep_ in grammar.conjunct
                and self._layout.lemmas[child.i] not in verbs
                and begin - 2 > verb.i
                and self._parse[begin - 1].pos_ == "CCONJ"
                and self._parse[begin - 2].text == ","
            ):
                return begin - 1
        return last

    def _is_about_its_own(self, verb: Token, cue: Cue) -> bool:
        """Whether a verb has a content of its own: "as residents reported shelling" tells when."""
        grammar = self._grammar
        own = grammar.clause | grammar.open_clause
        if not cue.object_is_addressee:
            own |= grammar.any_object
        return any(child.dep_ in own for child in rights(verb))

    def around_phrase(self, cue: Cue, source: Source | None) -> Content | None:
        """The sentence of "according to X" without it."""
        if source is None:
            return None
        governor = self._parse[cue.token].head
        steps = 0
        while governor.dep_ not in self._clauses and governor.head.i != governor.i:
            governor = governor.head
            steps += 1
            if steps > _FARTHEST_GOVERNOR:
                return None
        # "He came and said little, according to X": both verbs are his, and at the end of a
        # sentence all of its clauses.
        closes = self._layout.ends_sentence(self._parse[min(source.whole[1], len(self._parse) - 1)])
        while (
            governor.dep_ in self._grammar.conjunct
            and (closes or child_of(governor, self._grammar.any_subject) is None)
            and steps < _FARTHEST_GOVERNOR
        ):
            governor = governor.head
            steps += 1
        return self._without(governor, (cue.first, max(cue.last, source.whole[1])), "according_to")

    def _without(self, governor: Token, removed: Range, rule: str) -> Content | None:
        """What a word governs, without the attribution itself."""
        first, last = span_of(governor)
        parts = [(first, min(removed[0], last)), (max(removed[1], first), last)]
        if rule == "parenthetical" and is_whole_quotation(self._layout, *parts[0]):
            # "“Follow us,” she said, and the boys trailed behind."
            parts = [
                part for part in parts if self._layout.is_quoted(part[0]) or self._quotes(part)
            ]
        elif rule == "parenthetical" and only_leads_in(self._layout, governor, *parts):
            parts = parts[1:]
        ranges = tuple(part for part in parts if has_word(self._parse, part))
        if not ranges or removed[0] <= governor.i < removed[1]:
            return None
        return Content(ranges, rule, around=governor.i)

    def before_closing_words(self, cue: Cue, source: Source) -> Content | None:
        """The sentence before ", the mayor said.", where the parse breaks it up."""
        parse, layout, verb = self._parse, self._layout, self._parse[cue.token]
        first, comma, end = verb.sent.start, source.first - 1, verb.right_edge.i + 1
        if (
            not first < comma < source.last <= verb.i
            or parse[comma].text != ","
            or tense_of(verb, self._grammar) is None
            or end > cue.last + _LONGEST_CLOSING
            or (end < len(parse) and not layout.ends_sentence(parse[end]))
            or layout.is_quoted(first)
            or layout.is_quoted(comma - 1)
        ):
            return None
        grammar = self._grammar
        tenses = grammar.past | grammar.present | grammar.present_third | grammar.modal
        if not any(word.tag_ in tenses for word in parse[first:comma]):
            return None
        return Content(((first, comma),), "parenthetical", around=verb.head.i)

    def _quotes(self, part: Range) -> bool:
        first, last = part
        return any(self._layout.is_quoted(index) for index in range(first, last))


def has_word(parse: Sequence[Token], part: Range) -> bool:
    """Whether a stretch of tokens has a word, and not marks alone."""
    first, last = part
    return any(not t.is_punct and not t.is_space for t in parse[first : max(first, last)])

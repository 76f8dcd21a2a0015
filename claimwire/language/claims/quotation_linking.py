"""Linking quotations to the cues that introduce, close or interrupt them."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.denied_cues import COMPLEMENT_RULES
from claimwire.language.claims.drafts import Draft
from claimwire.language.claims.inserted_sources import inserted_source, source_beside
from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range
from claimwire.language.claims.sources import Source, inverted_source

_WINDOW = 40
"""How many tokens beside a quotation a cue is looked for."""
_SHORTEST_SENTENCE = 5

_GOES_ON_AFTER = ",?!\u2026-\u2013\u2014"
_ENDS_SENTENCE = "?!\u2026"
_COMMAS = frozenset({",", "\u2014", "\u2013", "--"})
_LEADS_IN = _COMMAS | {":"}
_OPEN_PHRASES = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PROPN"})
_PARTICLES = frozenset({"ADP", "CCONJ", "DET", "PART"})
_OTHER_ENDS = frozenset({";", ":"})


def with_whole_quotations(layout: Layout, drafts: Iterable[Draft]) -> list[Draft]:
    """Widen contents to the whole quotations that they touch, in drafts without a holder."""
    return [_with_whole_quotations(layout, draft) for draft in drafts]


def _with_whole_quotations(layout: Layout, draft: Draft) -> Draft:
    content = draft.content
    if content is None or draft.holder is not None:
        return draft
    ranges = tuple(layout.whole_quotations(content.ranges))
    if ranges == content.ranges:
        return draft
    return draft._replace(content=content._replace(ranges=ranges))


def with_linked_quotations(
    layout: Layout, drafts: Iterable[Draft]
) -> tuple[list[Draft], list[int]]:
    """Give the quotations that stand in no content yet to their cues.

    Args:
        layout: the text.
        drafts: with whole quotations.

    Returns:
        The drafts, and the numbers of the quotations that have no cue.
    """
    by_token = {draft.cue.token: draft for draft in drafts}
    held = [
        each
        for draft in by_token.values()
        if draft.content is not None and draft.holder is None
        for each in draft.content.ranges
    ]
    linker = QuotationLinker(layout, _quoting(layout, by_token.values(), held))
    owned = quotations_in(layout, held)
    holders = _holders(layout, by_token.values())
    loose = []
    for number in range(len(layout.quotations)):
        if number in owned:
            continue
        before = holders.get(number - 1)
        if before is not None and _goes_on_in_sentence(layout, number, before):
            linked: tuple[Cue, str] | None = (before, "quote_then_cue")
        else:
            linked = linker.cue_of(number)
        if linked is None:
            loose.append(number)
            continue
        cue, rule = linked
        draft = by_token[cue.token]
        source = _source_outside(layout, draft, number)
        lost = draft.source is not None and source is None
        draft = by_token[cue.token] = draft._replace(source=source)
        content = _with_quotation(layout, draft.content, number, rule)
        if content is None or (lost and not _stands_alone(layout, number)):
            loose.append(number)
        else:
            by_token[cue.token] = draft._replace(content=content)
    return list(by_token.values()), loose


def _holders(layout: Layout, drafts: Iterable[Draft]) -> dict[int, Cue]:
    """The cue of each quotation that is all of a content."""
    return {
        number: draft.cue
        for draft in drafts
        if draft.content is not None
        and draft.holder is None
        and layout.is_quoted_only(draft.content.ranges)
        for number in quotations_in(layout, draft.content.ranges)
    }


def _goes_on_in_sentence(layout: Layout, number: int, cue: Cue) -> bool:
    """Whether a quotation goes on with the one before its cue: "“It failed,” he said, “but …”"."""
    first, _ = layout.tokens_of(number)
    _, last = layout.tokens_of(number - 1)
    if not last <= cue.token < first or first - last > _WINDOW:
        return False
    opening = layout.quotations[number].inner_start
    return layout.text[opening : opening + 1].islower() and not any(
        layout.ends_sentence(word) or layout.breaks_line[word.i]
        for word in layout.parse[last:first]
    )


def quotations_in(layout: Layout, ranges: Iterable[Range]) -> set[int]:
    """Return the numbers of the quotations that ranges of tokens touch."""
    touched = {n for first, last in ranges for n in layout.quotation_of[first:last]}
    return touched - {NOT_QUOTED}


def _quoting(layout: Layout, drafts: Iterable[Draft], held: Iterable[Range]) -> dict[int, Cue]:
    """The cues that take quotations and stand in no content themselves, by token."""
    covered = bytearray(len(layout.parse))
    for first, last in held:
        covered[first:last] = b"\x01" * (last - first)
    cues = [draft.cue for draft in drafts if "quote" in draft.cue.frames]
    return {cue.token: cue for cue in cues if not covered[cue.token]}


def _source_outside(layout: Layout, draft: Draft, number: int) -> Source | None:
    """The source; another one where it stands in the quotation, since the parse is wrong then."""
    source = draft.source
    if source is not None and layout.quotation_of[source.head] == number:
        return (
            inverted_source(layout, draft.cue)
            or source_beside(layout, draft.cue, number)
            or inserted_source(layout, draft.cue)
        )
    return source


def _with_quotation(
    layout: Layout, content: Content | None, number: int, rule: str
) -> Content | None:
    """A content with one more quotation, or None if it may not have it."""
    quotation = layout.tokens_of(number)
    if content is not None and layout.is_quoted_only(content.ranges):
        return content._replace(ranges=(*content.ranges, quotation))
    # "he said of the plan, “It is dead”": the quotation is the content.
    replaceable = (
        content is None
        or (content.rule in COMPLEMENT_RULES and _stands_alone(layout, number))
        or _introduces(layout, content, number)
    )
    return Content((quotation,), rule, frame="quote") if replaceable else None


def _introduces(layout: Layout, content: Content, number: int) -> bool:
    """Whether a content leads to a quotation: "Lund struck back: “No,” he said"."""
    first, _ = layout.tokens_of(number)
    last = max(end for _, end in content.ranges)
    return (
        0 < last <= first
        and first - last <= 1
        and layout.tokens.texts[first - 1] == ":"
        and all(not layout.is_quoted(end - 1) for _, end in content.ranges)
    )


def _stands_alone(layout: Layout, number: int) -> bool:
    """Whether a quotation is long enough to be more than a name or a phrase in marks."""
    first, last = layout.tokens_of(number)
    return last - first >= _SHORTEST_SENTENCE


class QuotationLinker:
    """Finds the cue of each quotation of one text.

    Args:
        layout: the text.
        cues: verbs that may have a quotation as content, by token.
    """

    def __init__(self, layout: Layout, cues: dict[int, Cue]) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._parse = layout.parse
        self._cues = cues
        self._side_clauses = grammar.adverbial_clause | grammar.relative_clause
        self._leads_in = _LEADS_IN | layout.words.complementizers
        self._quoted_complements = (
            grammar.clause | grammar.loose_clause | grammar.interjection | grammar.unclassified
        )

    def cue_of(self, quotation: int) -> tuple[Cue, str] | None:
        """Find the cue of a quotation and the rule that found it, or None."""
        if (cue := self._governor(quotation)) is not None:
            return cue, "quote_clause"
        if (cue := self._cue_after(quotation)) is not None:
            return cue, "quote_then_cue"
        if (cue := self._cue_before(quotation)) is not None:
            return cue, "cue_then_quote"
        return None

    def _governor(self, quotation: int) -> Cue | None:
        """The cue on which a sentence of the quotation hangs in the parse."""
        first, last = self._layout.tokens_of(quotation)
        for token in self._parse[first:last]:
            if token.dep_ in self._quoted_complements and not first <= token.head.i < last:
                cue = self._cues.get(token.head.i)
                if cue is not None and self._is_near(cue, quotation):
                    return cue
        return None

    def _is_near(self, cue: Cue, quotation: int) -> bool:
        # A far cue would leave out the quotations and sentences between.
        first, last = self._layout.tokens_of(quotation)
        between = (last, cue.first) if cue.first >= last else (cue.last, first)
        stretch = self._layout.quotation_of[between[0] : min(between[1], between[0] + _WINDOW)]
        return between[1] - between[0] < _WINDOW and all(q == NOT_QUOTED for q in stretch)

    def _cue_after(self, quotation: int) -> Cue | None:
        _, last = self._layout.tokens_of(quotation)
        if last >= len(self._parse) or self._layout.breaks_line[last]:
            return None
        if self._is_mentioned(quotation):
            return None
        if not self._goes_on(quotation, self._parse[last]):
            return None
        for token in self._tokens_after(last):
            cue = self._cues.get(token.i)
            if cue is not None:
                return cue
        return None

    def _is_mentioned(self, quotation: int) -> bool:
        """Whether words in marks belong to the writer's own phrase: a “good” job, “This Week”."""
        first, last = self._layout.tokens_of(quotation)
        if first == 0 or self._layout.is_quoted(first - 1):
            return False
        before = self._parse[first - 1]
        if before.text in _COMMAS:
            return self._is_title(first, last)
        return before.pos_ in _OPEN_PHRASES

    def _is_title(self, first: int, last: int) -> bool:
        """Whether all words but particles have a capital: “State of the Union”."""
        words = [word for word in self._parse[first:last] if word.is_alpha]
        names = [word for word in words if word.pos_ not in _PARTICLES]
        return len(words) > 1 and all(word.is_title or word.is_upper for word in names)

    def _goes_on(self, quotation: int, following: Token) -> bool:
        quote = self._layout.quotations[quotation]
        inner = self._layout.text[quote.inner_start : quote.inner_end][-2:].rstrip()
        if inner.endswith(tuple(_ENDS_SENTENCE)) and following.is_title:
            # "“Why?” He answered, “…”" goes on with another sentence.
            return following.pos_ == "PROPN"
        return (
            inner.endswith(tuple(_GOES_ON_AFTER)) or following.text in _COMMAS or following.is_lower
        )

    def _tokens_after(self, first: int) -> Iterator[Token]:
        layout = self._layout
        for token in self._parse[first : first + _WINDOW]:
            if layout.is_quoted(token.i) or layout.ends_sentence(token):
                return
            if token.text in _OTHER_ENDS or layout.breaks_line[token.i]:
                return
            yield token

    def _cue_before(self, quotation: int) -> Cue | None:
        first, _ = self._layout.tokens_of(quotation)
        index = first - 1
        while index >= 0 and self._parse[index].is_space and first - index < _WINDOW:
            index -= 1
        if index < 0 or self._layout.is_quoted(index):
            return None
        lead = self._parse[index]
        crosses_line = self._layout.paragraph_of[index] != self._layout.paragraph_of[first]
        if crosses_line and lead.text != ":":
            return None
        if lead.lower_ not in self._leads_in and index not in self._cues:
            return None
        for token in self._tokens_before(index):
            cue = self._cues.get(token.i)
            if cue is not None and not self._ends_before(token, index):
                return cue
        return None

    def _ends_before(self, verb: Token, index: int) -> bool:
        """Whether a verb belongs to a clause that has ended: "When he called, she said: …"."""
        return verb.dep_ in self._side_clauses and verb.right_edge.i < index - 1

    def _tokens_before(self, index: int) -> Iterator[Token]:
        """Tokens from the lead-in back to the start of its sentence, nearest first."""
        layout = self._layout
        paragraph = layout.paragraph_of[index]
        for position in range(index, max(-1, index - _WINDOW), -1):
            token = self._parse[position]
            if layout.is_quoted(position) or layout.paragraph_of[position] != paragraph:
                return
            if layout.ends_sentence(token) or token.text == ";":
                return
            yield token

"""Linking quotations to the cues that introduce, close or interrupt them."""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import NOT_QUOTED, Layout

_WINDOW = 40
"""How many tokens beside a quotation a cue is looked for."""

_QUOTED_COMPLEMENTS = frozenset({"ccomp", "parataxis", "intj", "dep"})
_GOES_ON_AFTER = ",?!\u2026-\u2013\u2014"
_COMMAS = frozenset({",", "\u2014", "\u2013", "--"})
_LEADS_IN = frozenset({",", ":", "that", "\u2014", "\u2013", "--"})
_OTHER_ENDS = frozenset({";", ":"})


class QuotationLinker:
    """Finds the cue of each quotation of one text.

    Args:
        layout: the text.
        cues: verbs that may have a quotation as content, by token.
    """

    def __init__(self, layout: Layout, cues: dict[int, Cue]) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._cues = cues

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
        for token in self._doc[first:last]:
            if token.dep_ in _QUOTED_COMPLEMENTS and not first <= token.head.i < last:
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
        if last >= len(self._doc) or self._layout.breaks_line[last]:
            return None
        if not self._goes_on(quotation, self._doc[last]):
            return None
        for token in self._tokens_after(last):
            if (cue := self._cues.get(token.i)) is not None:
                return cue
        return None

    def _goes_on(self, quotation: int, following: Token) -> bool:
        quote = self._layout.quotations[quotation]
        inner = self._layout.text[quote.inner_start : quote.inner_end][-2:].rstrip()
        return (
            inner.endswith(tuple(_GOES_ON_AFTER)) or following.text in _COMMAS or following.is_lower
        )

    def _tokens_after(self, first: int) -> Iterator[Token]:
        layout = self._layout
        for token in self._doc[first : first + _WINDOW]:
            if layout.is_quoted(token.i) or layout.ends_sentence(token):
                return
            if token.text in _OTHER_ENDS or layout.breaks_line[token.i]:
                return
            yield token

    def _cue_before(self, quotation: int) -> Cue | None:
        first, _ = self._layout.tokens_of(quotation)
        index = first - 1
        while index >= 0 and self._doc[index].is_space and first - index < _WINDOW:
            index -= 1
        if index < 0 or self._layout.is_quoted(index):
            return None
        lead = self._doc[index]
        crosses_line = self._layout.paragraph_of[index] != self._layout.paragraph_of[first]
        if crosses_line and lead.text != ":":
            return None
        if lead.lower_ not in _LEADS_IN and index not in self._cues:
            return None
        for token in self._tokens_before(index):
            if (cue := self._cues.get(token.i)) is not None:
                return cue
        return None

    def _tokens_before(self, index: int) -> Iterator[Token]:
        """Tokens from the lead-in back to the start of its sentence, nearest first."""
        layout = self._layout
        paragraph = layout.paragraph_of[index]
        for position in range(index, max(-1, index - _WINDOW), -1):
            token = self._doc[position]
            if layout.is_quoted(position) or layout.paragraph_of[position] != paragraph:
                return
            if layout.ends_sentence(token) or token.text == ";":
                return
            yield token

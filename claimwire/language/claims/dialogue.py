"""Whose turn it is: quotations without a speaker between two who ask and answer."""

from claimwire.language.claims.attribution import Attribution
from claimwire.language.claims.layout import Layout

_QUESTION = "?"


class Dialogue:
    """Follows two who speak in turn, in the order of the text.

    A dialogue is known by a question of one and an answer of the other, each with a speaker, in
    paragraphs that follow each other. From then on a question is answered by the other, and who
    asks again is who asked before. Without it a quotation of its own paragraph goes on with the
    speaker before, who may well ask and go on.

    Args:
        layout: the text.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._keys: tuple[str, str] | None = None
        self._last: str | None = None
        self._asked = False
        self._paragraph = 0

    def note(self, attribution: Attribution, key: str | None) -> None:
        """Remember who said something.

        Args:
            attribution: what was said.
            key: the speaker's, or None if nobody is known.
        """
        paragraph = self._layout.paragraph_of[attribution.ranges[0][0]]
        near = paragraph - self._paragraph <= 1
        if key is None or not near or not self._layout.is_quoted_only(attribution.ranges):
            self._keys = None
        elif self._asked and self._last is not None and self._last != key:
            self._keys = (self._last, key)
        elif self._keys is not None and key not in self._keys:
            self._keys = None
        self._last, self._paragraph = key, paragraph
        self._asked = self._is_question(attribution)

    def turn_of_other(self, attribution: Attribution) -> str | None:
        """Return the key of the other speaker, if it is that one's turn; else None."""
        if self._keys is None or self._last not in self._keys:
            return None
        if self._layout.paragraph_of[attribution.ranges[0][0]] - self._paragraph > 1:
            return None
        if not self._asked and not self._is_question(attribution):
            return None
        first, second = self._keys
        return second if self._last == first else first

    def _is_question(self, attribution: Attribution) -> bool:
        first, last = attribution.ranges[-1]
        number = self._layout.quotation_of[first]
        if first == last or number < 0:
            return False
        quotation = self._layout.quotations[number]
        inner = self._layout.text[quotation.inner_start : quotation.inner_end]
        return inner.rstrip().endswith(_QUESTION)

"""How far the words of a noun go: within its sentence, with titles in marks, without loose ends."""

from spacy.tokens import Token

from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range

_LONGEST_TITLE = 10
_SPEECH_ENDS = (",", ".", "!", "?", "\u2026")


def start_before(layout: Layout, begin: int, first: int, head: int) -> int | None:
    """Where a phrase begins that goes one word or one title in marks further to the left."""
    if _belongs(layout, begin - 1, head):
        return begin - 1
    title = _title_at(layout, begin - 1, head)
    return title[0] if title is not None and first <= title[0] else None


def end_after(layout: Layout, end: int, last: int, head: int) -> int | None:
    """Where a phrase ends that goes one word or one title in marks further to the right."""
    if _belongs(layout, end, head):
        return end + 1
    title = _title_at(layout, end, head)
    return title[1] if title is not None and title[1] <= last else None


def _title_at(layout: Layout, index: int, head: int) -> Range | None:
    """The name or title in marks that a word stands in: the director of “The Long Winter”."""
    number = layout.quotation_of[index]
    if number in (NOT_QUOTED, layout.quotation_of[head]):
        return None
    quotation = layout.quotations[number]
    inner = layout.text[quotation.inner_start : quotation.inner_end].rstrip()
    first, last = layout.tokens_of(number)
    short = last - first <= _LONGEST_TITLE and quotation.closed
    return (first, last) if short and not inner.endswith(_SPEECH_ENDS) else None


def _belongs(layout: Layout, index: int, head: int) -> bool:
    return (
        layout.sentence_of[index] == layout.sentence_of[head]
        and layout.quotation_of[index] == layout.quotation_of[head]
        and layout.in_dateline(index) == layout.in_dateline(head)
        and not layout.breaks_line[index]
    )


def without_edges(layout: Layout, head: Token, begin: int, end: int) -> tuple[int, int]:
    """Return begin and end of a phrase without the marks around it and half a bracket."""
    while end - 1 > head.i and _is_edge(layout, layout.parse[end - 1]):
        if _closes_bracket(layout, begin, end - 1) or _title_at(layout, end - 1, head.i):
            break
        end -= 1
    while begin < head.i and _is_edge(layout, layout.parse[begin]):
        begin += 1
    texts = layout.tokens.texts[head.i : end]
    if "(" in texts and ")" not in texts:
        # Half a bracket is none.
        end = head.i + texts.index("(")
    return begin, max(end, head.i + 1)


def _closes_bracket(layout: Layout, begin: int, index: int) -> bool:
    parse = layout.parse
    closes = parse[index].is_bracket and parse[index].is_right_punct
    return closes and any(word.is_bracket and word.is_left_punct for word in parse[begin:index])


def _is_edge(layout: Layout, token: Token) -> bool:
    return token.is_punct or token.is_space or token.tag_ in layout.grammar.possessive_marker

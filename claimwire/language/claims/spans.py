"""From tokens to offsets: the exact stretches of text that a claim's content is."""

from collections.abc import Iterator, Sequence

from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range

Offsets = tuple[int, int]
"""``[start, end)`` in code points."""

_LEADING = " \t\u00a0,.;:\u2013\u2014-\u2026)"
_TRAILING = " \t\u00a0,.;:\u2013\u2014-("


def content_spans(layout: Layout, ranges: Sequence[Range]) -> tuple[list[Offsets], str]:
    """Cut a content to what was said.

    Outer quotation marks, a leading "that", and the punctuation and spaces around the content
    go; what a quotation has inside its marks stays.

    Args:
        layout: the text.
        ranges: the content's tokens; a quotation is in it whole or not at all.

    Returns:
        Offsets in order, none empty, and the type: direct (all of it quoted), indirect (nothing)
        or mixed. A quotation introduced by "that" is mixed: it is part of the writer's sentence.
    """
    introduced = False
    unquoted = quoted = False
    spans: list[Offsets] = []
    for number, (first, last) in enumerate(ranges):
        for piece in _pieces(layout, first, last):
            start, end, is_quote = piece
            start, end = _trim(layout.text, start, end) if not is_quote else (start, end)
            if not is_quote and number == 0 and not spans:
                after = _after_complementizer(layout, start, end)
                if after > start:
                    introduced = True
                    start, end = _trim(layout.text, after, end)
            if start >= end:
                continue
            quoted |= is_quote
            unquoted |= not is_quote
            spans.append((start, end))
    if unquoted:
        return _joined(layout, ranges), "mixed" if quoted else "indirect"
    inner = [_inside_marks(layout, start) for start, _ in spans]
    return [span for span in inner if span[0] < span[1]], "mixed" if introduced else "direct"


def _joined(layout: Layout, ranges: Sequence[Range]) -> list[Offsets]:
    """The spans of a content that has words outside quotations: one a range, marks kept."""
    spans = []
    for number, (first, last) in enumerate(ranges):
        start, end = _trim(layout.text, layout.parse[first].idx, layout.end_of(last - 1))
        if number == 0 and (after := _after_complementizer(layout, start, end)) > start:
            start, end = _trim(layout.text, after, end)
        if start < end:
            spans.append((start, end))
    return spans


def _pieces(layout: Layout, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Stretches of a range that are a quotation, with its marks, or lie outside of any."""
    index = first
    while index < last:
        number = layout.quotation_of[index]
        begin = index
        while index < last and layout.quotation_of[index] == number:
            index += 1
        if number == NOT_QUOTED:
            yield layout.parse[begin].idx, layout.end_of(index - 1), False
        else:
            quote = layout.quotations[number]
            yield quote.start, quote.end, True


def _inside_marks(layout: Layout, start: int) -> Offsets:
    quote = layout.quotations[layout.quotation_of[layout.token_at(start)]]
    text = layout.text
    inner_start, inner_end = quote.inner_start, quote.inner_end
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return inner_start, inner_end


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and (text[start] in _LEADING or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _TRAILING or text[end - 1].isspace()):
        end -= 1
    return start, end


def _after_complementizer(layout: Layout, start: int, end: int) -> int:
    """Where a content begins behind a conjunction such as "that"; else its start."""
    for word in layout.words.complementizers:
        after = start + len(word)
        if (
            after <= end
            and layout.text[start:after].lower() == word
            and (after == end or not layout.text[after - 1 : after + 1].isalnum())
            and layout.parse[layout.token_at(start)].dep_ in layout.grammar.marker
        ):
            return after
    return start

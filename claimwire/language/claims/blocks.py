"""Paragraphs without marks that are said by whom the line before names: "The minister wrote:"."""

import bisect

from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import rights
from claimwire.language.claims.layout import Layout, Range

_COLON = ":"
_ITEM_MARKS = frozenset({"-", "*", "\u2013", "\u2014", "\u2022", "\u00b7", "\u25aa"})
_CLOSERS = {"\u201c": "\u201d", "\u00ab": "\u00bb", '"': '"'}
_MOST_PARAGRAPHS = 10
_LONGEST_LEAD = 40
_SHORTEST_BLOCK = 5


def block_after(layout: Layout, cue: Cue) -> Range | None:
    """Find the block that a cue leads to: one paragraph, or all items of a list.

    Args:
        layout: the text.
        cue: in the line before.

    Returns:
        The tokens of the block. None where the line does not end with a colon right behind the
        cue's clause, or what follows has marks and is a quotation.
    """
    parse = layout.parse
    first = _end_of_paragraph(layout, cue.token)
    if first - cue.last > _LONGEST_LEAD:
        return None
    lead = first - 1
    while lead > cue.token and parse[lead].is_space:
        lead -= 1
    if first == len(parse) or parse[lead].text != _COLON or layout.is_quoted(first):
        return None
    if _has_complement(layout, cue):
        return None
    end = _end_of_paragraph(layout, first)
    mark = parse[first].text
    if mark in _CLOSERS:
        return _marked_block(layout, first)
    if mark in _ITEM_MARKS:
        while end < len(parse) and parse[end].text == mark:
            end = _end_of_paragraph(layout, end)
    elif end - first < _SHORTEST_BLOCK or not _ends_sentence(layout, end):
        return None
    return first, end


def _marked_block(layout: Layout, first: int) -> Range | None:
    """The paragraphs between a mark that opens the first and the one that closes the last."""
    parse, end = layout.parse, first
    for _ in range(_MOST_PARAGRAPHS):
        if end == len(parse):
            return None
        end = _end_of_paragraph(layout, end)
        last = end - 1
        while last > first and parse[last].is_space:
            last -= 1
        if parse[last].text == _CLOSERS[parse[first].text]:
            return first + 1, last
    return None


def _has_complement(layout: Layout, cue: Cue) -> bool:
    """Whether the cue's own clause says what it attributes: "offered their thoughts:"."""
    grammar = layout.grammar
    taken = grammar.open_clause | grammar.any_object
    if cue.object_is_addressee:
        taken = grammar.open_clause
    return any(
        child.dep_ in taken and layout.paragraph_of[child.i] == layout.paragraph_of[cue.token]
        for child in rights(layout.parse[cue.token])
    )


def _end_of_paragraph(layout: Layout, index: int) -> int:
    # Numbers of paragraphs rise with the tokens.
    return bisect.bisect_right(layout.paragraph_of, layout.paragraph_of[index])


def _ends_sentence(layout: Layout, end: int) -> bool:
    while layout.parse[end - 1].is_space:
        end -= 1
    return layout.ends_sentence(layout.parse[end - 1])

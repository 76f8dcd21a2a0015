"""Quotations without a cue of their own: they go on with others, or somebody introduces them."""

import dataclasses
from collections.abc import Iterator, Mapping

from claimwire.language.claims.introductions import IntroductionFinder
from claimwire.language.claims.layout import NOT_QUOTED, Layout
from claimwire.language.claims.sources import Source

_SENTENCE_MARKS = (".", "!", "?", "\u2026", ",", "\u2014", "\u2013", "-")
_FEWEST_TOKENS = 5


@dataclasses.dataclass(frozen=True)
class Continuation:
    """A quotation without a cue.

    Attributes:
        number: its number among the attributions of the text.
        quotation: its number among the quotations.
        rule: the rule that found it.
        parent: the attribution that it goes on with; None where it is one of its own by the same
            speaker.
        source: who introduces or signs it; None where the speaker before goes on.
    """

    number: int
    quotation: int
    rule: str
    parent: int | None = None
    source: Source | None = None


def continued_quotations(
    layout: Layout,
    loose: list[int],
    holders: Mapping[int, int],
    introductions: IntroductionFinder,
    *,
    start: int,
) -> Iterator[Continuation]:
    """Find who speaks in the quotations without a cue, in order.

    Args:
        layout: the text.
        loose: numbers of the quotations without a cue, in order.
        holders: the attribution of each other quotation.
        introductions: tells who introduces or signs a quotation.
        start: the number of the first attribution found here.
    """
    unquoted = _paragraphs_with_unquoted_words(layout)
    without_cue = set(loose)
    latest: dict[int, int] = {}
    unclosed: int | None = None
    number = start
    for quotation in range(len(layout.quotations)):
        paragraph = layout.paragraph_of[layout.tokens_of(quotation)[0]]
        holder = holders.get(quotation)
        if quotation in without_cue:
            before = latest.get(paragraph)
            found: Continuation | None = None
            if unclosed is not None:
                found = Continuation(number, quotation, "continued_quote", unclosed)
            elif not _is_sentence(layout, quotation):
                continue
            elif introduced := introductions.of(quotation, named=before is not None):
                found = Continuation(number, quotation, introduced.rule, source=introduced.source)
            elif before is not None:
                found = Continuation(number, quotation, "continued_quote", before)
            elif paragraph not in unquoted:
                found = Continuation(number, quotation, "paragraph_quote")
            if found is None:
                continue
            yield found
            holder = number if found.parent is None else found.parent
            number += 1
        if holder is not None:
            latest[paragraph] = holder
            unclosed = None if layout.quotations[quotation].closed else holder


def _paragraphs_with_unquoted_words(layout: Layout) -> set[int]:
    return {
        paragraph
        for is_word, paragraph, quotation in zip(
            layout.is_word, layout.paragraph_of, layout.quotation_of, strict=True
        )
        if is_word and quotation == NOT_QUOTED
    }


def _is_sentence(layout: Layout, number: int) -> bool:
    """Whether a quotation stands as a sentence; titles and single words in marks do not."""
    first, last = layout.tokens_of(number)
    before = first - 1
    while before >= 0 and layout.parse[before].is_space:
        before -= 1
    starts = (
        before < 0
        or layout.ends_sentence(layout.parse[before])
        or layout.tokens.texts[before].endswith(":")
        or layout.is_quoted(before)
        or layout.paragraph_of[before] != layout.paragraph_of[first]
    )
    quote = layout.quotations[number]
    # "he said, 'It is over.'" ends with the mark of what it quotes.
    inner = layout.text[max(quote.inner_start, quote.inner_end - 4) : quote.inner_end]
    tail = inner.rstrip(" \u00a0'\u2019")
    ends = not quote.closed or tail.endswith(_SENTENCE_MARKS)
    return starts and ends and last - first >= _FEWEST_TOKENS

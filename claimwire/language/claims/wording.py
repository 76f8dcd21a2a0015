"""The words of a whole attribution as offsets, before anything is resolved or cut."""

import dataclasses
from collections.abc import Iterable, Sequence

from claimwire.language.claims.attribution import Attribution
from claimwire.language.claims.cues import cue_words
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.spans import Offsets


@dataclasses.dataclass(frozen=True)
class Wording:
    """Where an attribution stands in its text; each part may be several stretches.

    Attributes:
        source: who speaks, with titles, appositions and relative clauses; where a quotation has
            none of its own, the source before.
        cue: the words that attribute, with auxiliaries, negation and close adverbs.
        content: all that is attributed, with quotation marks, "that" and "to", and with the
            quotations that go on with it.
    """

    source: tuple[Offsets, ...] = ()
    cue: tuple[Offsets, ...] = ()
    content: tuple[Offsets, ...] = ()


def wording_of(
    layout: Layout, attribution: Attribution, continued: Iterable[Attribution]
) -> Wording:
    """Return where an attribution stands in the text.

    Args:
        layout: the text.
        attribution: one that has no parent.
        continued: those that go on with it.
    """
    ranges = list(attribution.ranges)
    for each in continued:
        ranges.extend(each.ranges)
    source, cue = attribution.source or attribution.implied, attribution.cue
    words = [] if cue is None else cue_words(layout, cue, attribution.link)
    return Wording(
        source=() if source is None else _offsets(layout, [source.whole]),
        cue=_offsets(layout, _runs(words)),
        content=_offsets(layout, sorted(ranges)),
    )


def _runs(tokens: Sequence[int]) -> list[Range]:
    runs: list[Range] = []
    for token in tokens:
        if runs and runs[-1][1] == token:
            runs[-1] = runs[-1][0], token + 1
        else:
            runs.append((token, token + 1))
    return runs


def _offsets(layout: Layout, ranges: Iterable[Range]) -> tuple[Offsets, ...]:
    """Offsets of stretches of tokens, without the blanks around them, in order, none empty."""
    offsets = []
    for first, last in ranges:
        start, end = layout.parse[first].idx, layout.end_of(last - 1)
        while start < end and layout.text[start].isspace():
            start += 1
        while end > start and layout.text[end - 1].isspace():
            end -= 1
        if start < end:
            offsets.append((start, end))
    return tuple(offsets)

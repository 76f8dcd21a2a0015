"""Putting sources, cues and contents together: who is said to have said what, and where."""

import dataclasses
from collections.abc import Iterator

from transforms.claims.contents import Content, ContentFinder, Range
from transforms.claims.cues import Cue, find_cues
from transforms.claims.layout import NOT_QUOTED, Layout
from transforms.claims.linking import QuotationLinker
from transforms.claims.sources import Source, SourceFinder, is_passive

_SENTENCE_MARKS = (".", "!", "?", "\u2026", ",", "\u2014", "\u2013", "-")
_FEWEST_TOKENS = 5


@dataclasses.dataclass(frozen=True)
class Attribution:
    """One attribution, before anything is resolved.

    Attributes:
        ranges: the content's tokens, in order; quotations whole.
        rule: the rule that found it.
        cue: the words that attribute, or None.
        source: the words that name who speaks, or None.
        continues: whether the speaker is that of the attribution before.
    """

    ranges: tuple[Range, ...]
    rule: str
    cue: Cue | None = None
    source: Source | None = None
    continues: bool = False


def find_attributions(layout: Layout) -> list[Attribution]:
    """Find every outermost attribution of a text, by the place of its content."""
    cues = [cue for cue in find_cues(layout) if _attributes(layout, cue)]
    sources = SourceFinder(layout)
    source_of = {cue.token: sources.source_of(cue) for cue in cues}
    contents, covered = _outermost(layout, cues, source_of)
    parts = _with_whole_quotations(layout, contents)

    quoting = {cue.token: cue for cue in cues if "quote" in cue.frames and not covered[cue.token]}
    linker = QuotationLinker(layout, quoting)
    owned = parts.owned.copy()
    loose = []
    for number in range(len(layout.quotations)):
        if number in owned:
            continue
        linked = linker.cue_of(number)
        if linked is None or not _may_take(layout, parts.ranges.get(linked[0].token, [])):
            loose.append(number)
            continue
        cue, rule = linked
        owned.add(number)
        parts.ranges.setdefault(cue.token, []).append(layout.tokens_of(number))
        parts.rules.setdefault(cue.token, rule)

    by_token = {cue.token: cue for cue in cues}
    attributions = [
        Attribution(tuple(sorted(ranges)), parts.rules[token], by_token[token], source_of[token])
        for token, ranges in parts.ranges.items()
    ]
    attributions.extend(_continued(layout, loose, owned))
    return sorted(attributions, key=lambda found: found.ranges[0])


def _attributes(layout: Layout, cue: Cue) -> bool:
    """Whether a cue can attribute at all: not if it denies, or tells who is spoken to."""
    if cue.form != "verb":
        return True
    if cue.negated and cue.act not in ("belief", "prediction"):
        return False
    return not (cue.object_is_addressee and is_passive(layout.doc[cue.token]))


def _outermost(
    layout: Layout, cues: list[Cue], source_of: dict[int, Source | None]
) -> tuple[dict[int, Content], bytearray]:
    """Find the contents of cues that do not themselves stand in a content.

    Returns:
        The contents by the cue's token, and for each token whether it stands in one.
    """
    finder = ContentFinder(layout)
    found = [
        (cue, content)
        for cue in cues
        if (content := finder.content_of(cue, source_of[cue.token])) is not None
    ]
    found.sort(key=lambda pair: (-_size(pair[1]), pair[0].token))
    covered = bytearray(len(layout.doc))
    contents: dict[int, Content] = {}
    for cue, content in found:
        if not covered[cue.token]:
            contents[cue.token] = content
            for first, last in content.ranges:
                covered[first:last] = b"\x01" * (last - first)
    return contents, covered


def _size(content: Content) -> int:
    return sum(last - first for first, last in content.ranges)


@dataclasses.dataclass
class _Parts:
    """Ranges and rules by the cue's token, and the quotations that are spoken for."""

    ranges: dict[int, list[Range]]
    rules: dict[int, str]
    owned: set[int]


def _with_whole_quotations(layout: Layout, contents: dict[int, Content]) -> _Parts:
    """Let each content have the quotations that it touches whole."""
    parts = _Parts({}, {}, set())
    for cue, content in sorted(contents.items()):
        parts.rules[cue] = content.rule
        ranges = parts.ranges[cue] = []
        for first, last in content.ranges:
            begin, end = first, last
            for number in {layout.quotation_of[first], layout.quotation_of[last - 1]}:
                if number != NOT_QUOTED:
                    quote = layout.tokens_of(number)
                    begin, end = min(begin, quote[0]), max(end, quote[1])
            parts.owned.update(n for n in layout.quotation_of[begin:end] if n != NOT_QUOTED)
            ranges.append((begin, end))
    return parts


def _may_take(layout: Layout, ranges: list[Range]) -> bool:
    """Whether a content may have one more quotation: not beside the writer's own words."""
    return all(
        layout.is_quoted(token.i) or token.is_punct or token.is_space
        for first, last in ranges
        for token in layout.doc[first:last]
    )


def _continued(layout: Layout, loose: list[int], owned: set[int]) -> Iterator[Attribution]:
    """Quotations without a cue that go on with what the last speaker said."""
    first_quoted: dict[int, int] = {}
    for number in sorted(owned):
        first_quoted.setdefault(_paragraph(layout, number), number)
    unquoted = _paragraphs_with_unquoted_words(layout)
    for number in loose:
        paragraph = _paragraph(layout, number)
        if not _is_sentence(layout, number):
            continue
        if first_quoted.get(paragraph, number) < number:
            rule = "continued_quote"
        elif paragraph not in unquoted:
            rule = "paragraph_quote"
        else:
            continue
        first_quoted.setdefault(paragraph, number)
        yield Attribution((layout.tokens_of(number),), rule, continues=True)


def _paragraph(layout: Layout, number: int) -> int:
    return layout.paragraph_of[layout.tokens_of(number)[0]]


def _paragraphs_with_unquoted_words(layout: Layout) -> set[int]:
    return {
        layout.paragraph_of[token.i]
        for token in layout.doc
        if not (layout.is_quoted(token.i) or token.is_punct or token.is_space)
    }


def _is_sentence(layout: Layout, number: int) -> bool:
    """Whether a quotation stands as a sentence; titles and single words in marks do not."""
    first, last = layout.tokens_of(number)
    before = first - 1
    while before >= 0 and layout.doc[before].is_space:
        before -= 1
    starts = (
        before < 0
        or layout.ends_sentence(layout.doc[before])
        or layout.is_quoted(before)
        or layout.paragraph_of[before] != layout.paragraph_of[first]
    )
    quote = layout.quotations[number]
    tail = layout.text[max(quote.inner_start, quote.inner_end - 2) : quote.inner_end].rstrip()
    ends = not quote.closed or tail.endswith(_SENTENCE_MARKS)
    return starts and ends and last - first >= _FEWEST_TOKENS

"""Putting sources, cues and contents together: who is said to have said what, and where."""

import dataclasses

from claimwire.language.claims.complements import Range
from claimwire.language.claims.contents import UNSOURCED, Content, ContentFinder
from claimwire.language.claims.continuation import continued_quotations
from claimwire.language.claims.cues import Cue, find_cues
from claimwire.language.claims.denied_cues import COMPLEMENT_RULES, holds, may_attribute
from claimwire.language.claims.layout import NOT_QUOTED, Layout
from claimwire.language.claims.learning.proposals import Opinion, Proposal
from claimwire.language.claims.learning.second_opinion import judge, unlisted_contents
from claimwire.language.claims.quotation_linking import QuotationLinker
from claimwire.language.claims.sources import Source, SourceFinder, inverted_source
from claimwire.language.claims.transcripts import speaker_lines


@dataclasses.dataclass(frozen=True)
class Attribution:
    """One attribution, before anything is resolved.

    Attributes:
        number: its number in the text, for ``parent``.
        ranges: the content's tokens, in order; quotations whole.
        rule: the rule that found it.
        cue: the words that attribute, or None.
        source: the words that name who speaks, or None.
        link: the preposition that links the content to the cue, or None.
        continues: whether the speaker is that of the attribution before.
        parent: number of the attribution that it goes on with or stands in, or None.
        implied: the source of the attribution before, where that speaker continues.
        probability: that it is right, if a model was asked.
    """

    number: int
    ranges: tuple[Range, ...]
    rule: str
    cue: Cue | None = None
    source: Source | None = None
    link: int | None = None
    continues: bool = False
    parent: int | None = None
    implied: Source | None = None
    probability: float | None = None


def find_attributions(layout: Layout, opinion: Opinion | None = None) -> list[Attribution]:
    """Find every attribution of a text, by the place of its content.

    Attributions that stand in the content of another have it as their parent; what stands in
    theirs is not looked for, so that the contents together stay as long as the text.

    Args:
        layout: the text.
        opinion: a model that may drop what the rules find, add what the lexicon does not list,
            and say how probable each attribution is; None leaves all to the rules.
    """
    sources = SourceFinder(layout)
    cues = {cue.token: cue for cue in find_cues(layout) if may_attribute(layout, cue)}
    source_of = {token: sources.source_of(cue) for token, cue in cues.items()}
    finder = ContentFinder(layout)
    found = {
        token: content
        for token, cue in cues.items()
        if (content := finder.content_of(cue, source_of[token])) is not None and holds(cue, content)
    }
    judged: dict[int, float] = {}
    if opinion is not None:
        listed = [(cues[token], source_of[token], found[token]) for token in found]
        kept = list(judge(layout, opinion, listed, listed=True))
        unlisted = unlisted_contents(layout, sources, finder, list(found))
        found = {}
        for (cue, source, content), probability in [
            *kept,
            *judge(layout, opinion, unlisted, listed=False),
        ]:
            cues[cue.token], source_of[cue.token] = cue, source
            found[cue.token], judged[cue.token] = content, probability
    for line in speaker_lines(layout):
        cues[line.cue.token], source_of[line.cue.token] = line.cue, line.source
        found[line.cue.token] = Content(line.ranges, line.ranges[0][0], "speaker_line")
    cues = {
        token: cue.in_frame(found[token].frame) if token in found else cue
        for token, cue in cues.items()
    }
    outer, cover = _outermost(layout, found)
    inner, _ = _outermost(layout, {token: found[token] for token in found if token not in outer})

    parts = _with_whole_quotations(layout, outer)
    quoting = {
        token: cue for token, cue in cues.items() if "quote" in cue.frames and cover[token] == _FREE
    }
    loose = _link_quotations(layout, quoting, source_of, parts)

    numbers = {token: number for number, token in enumerate(sorted(parts.ranges))}
    attributions = [
        Attribution(
            numbers[token],
            tuple(sorted(parts.ranges[token])),
            parts.rules[token],
            cues[token],
            None if parts.rules[token] in UNSOURCED else source_of[token],
            parts.links.get(token),
        )
        for token in numbers
    ]
    for token, content in sorted(inner.items()):
        parent = numbers.get(cover[token])
        if parent is not None:
            source = None if content.rule in UNSOURCED else source_of[token]
            attributions.append(
                Attribution(
                    len(attributions),
                    content.ranges,
                    content.rule,
                    cues[token],
                    source,
                    content.link,
                    parent=parent,
                )
            )
    holders = _holders(layout, attributions)
    for number, rule, goes_on_with in continued_quotations(layout, loose, holders):
        attributions.append(
            Attribution(
                len(attributions),
                (layout.tokens_of(number),),
                rule,
                continues=True,
                parent=goes_on_with,
            )
        )
        if goes_on_with is None:
            holders[number] = len(attributions) - 1
    if opinion is not None:
        attributions = [_rated(layout, each, opinion, judged) for each in attributions]
    return _with_implied_sources(
        sorted(attributions, key=lambda found: (found.ranges[0], found.number))
    )


def _rated(
    layout: Layout, attribution: Attribution, opinion: Opinion, judged: dict[int, float]
) -> Attribution:
    if attribution.parent is not None:
        return attribution
    cue = attribution.cue
    probability = None if cue is None else judged.get(cue.token)
    if probability is None:
        proposal = Proposal(attribution.ranges, attribution.rule, cue, attribution.source)
        probability = opinion.probability(layout, proposal)
    return dataclasses.replace(attribution, probability=probability)


def _with_implied_sources(attributions: list[Attribution]) -> list[Attribution]:
    latest: Source | None = None
    result = []
    for attribution in attributions:
        if attribution.parent is None and not attribution.continues:
            latest = attribution.source or latest
        elif attribution.parent is None:
            result.append(dataclasses.replace(attribution, implied=latest))
            continue
        result.append(attribution)
    return result


_FREE = -1


def _outermost(layout: Layout, found: dict[int, Content]) -> tuple[dict[int, Content], list[int]]:
    """Keep the contents of cues that do not themselves stand in a content.

    Returns:
        The contents by the cue's token, and for each token of the text the cue in whose content
        it stands, or ``_FREE``.
    """
    cover = [_FREE] * len(layout.doc)
    contents: dict[int, Content] = {}
    for token, content in sorted(found.items(), key=lambda item: (-_size(item[1]), item[0])):
        if cover[token] == _FREE:
            contents[token] = content
            for first, last in content.ranges:
                cover[first:last] = [token] * (last - first)
    return contents, cover


def _size(content: Content) -> int:
    return sum(last - first for first, last in content.ranges)


@dataclasses.dataclass
class _Parts:
    """Ranges, rules and prepositions by the cue's token, and the quotations spoken for."""

    ranges: dict[int, list[Range]]
    rules: dict[int, str]
    links: dict[int, int]
    owned: set[int]


def _with_whole_quotations(layout: Layout, contents: dict[int, Content]) -> _Parts:
    """Let each content have the quotations that it touches whole."""
    parts = _Parts({}, {}, {}, set())
    for cue, content in sorted(contents.items()):
        parts.rules[cue] = content.rule
        if content.link is not None:
            parts.links[cue] = content.link
        ranges = parts.ranges[cue] = layout.whole_quotations(content.ranges)
        for begin, end in ranges:
            parts.owned.update(n for n in layout.quotation_of[begin:end] if n != NOT_QUOTED)
    return parts


def _link_quotations(
    layout: Layout,
    quoting: dict[int, Cue],
    source_of: dict[int, Source | None],
    parts: _Parts,
) -> list[int]:
    """Give quotations to their cues; where a source stands in its quotation, the parse is wrong.

    Returns:
        The quotations that have none.
    """
    linker = QuotationLinker(layout, quoting)
    loose = []
    for number in range(len(layout.quotations)):
        if number in parts.owned:
            continue
        linked = linker.cue_of(number)
        if linked is None:
            loose.append(number)
            continue
        cue, rule = linked
        source = source_of[cue.token]
        if source is not None and layout.quotation_of[source.head] == number:
            source_of[cue.token] = inverted_source(layout, cue)
            if source_of[cue.token] is None and not stands_alone(layout, number):
                loose.append(number)
                continue
        if not _may_take(layout, parts.ranges.get(cue.token, [])):
            if parts.rules[cue.token] not in COMPLEMENT_RULES or not stands_alone(layout, number):
                loose.append(number)
                continue
            # "he said of the plan, “It is dead”": the quotation is the content.
            parts.ranges[cue.token], parts.rules[cue.token] = [], rule
            parts.links.pop(cue.token, None)
        parts.owned.add(number)
        parts.ranges.setdefault(cue.token, []).append(layout.tokens_of(number))
        parts.rules.setdefault(cue.token, rule)
    return loose


_SHORTEST_SENTENCE = 5


def stands_alone(layout: Layout, number: int) -> bool:
    """Whether a quotation is long enough to be more than a name or a phrase in marks."""
    first, last = layout.tokens_of(number)
    return last - first >= _SHORTEST_SENTENCE


def _may_take(layout: Layout, ranges: list[Range]) -> bool:
    """Whether a content may have one more quotation: not beside the writer's own words."""
    return all(
        layout.is_quoted(token.i) or token.is_punct or token.is_space
        for first, last in ranges
        for token in layout.doc[first:last]
    )


def _holders(layout: Layout, attributions: list[Attribution]) -> dict[int, int]:
    """The attribution of each quotation that has one."""
    holders: dict[int, int] = {}
    for attribution in attributions:
        if attribution.parent is None:
            for first, last in attribution.ranges:
                for quotation in layout.quotation_of[first:last]:
                    if quotation != NOT_QUOTED:
                        holders[quotation] = attribution.number
    return holders

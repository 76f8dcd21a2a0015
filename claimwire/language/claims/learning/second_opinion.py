"""Asking a model about the contents that the rules find, and about some that they do not."""

from collections.abc import Iterable, Iterator

from claimwire.language.claims.contents import UNSOURCED, Content, ContentFinder
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.denied_cues import holds, may_attribute
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.proposals import Opinion, Proposal, unlisted_cues
from claimwire.language.claims.sources import Source, SourceFinder

_Found = tuple[Cue, Source | None, Content]


def unlisted_contents(
    layout: Layout, sources: SourceFinder, finder: ContentFinder, found: Iterable[int]
) -> Iterator[_Found]:
    """Yield cues with source and content that the lexicon does not list.

    A content that holds a cue which has found its own is left out: it would make that one a part
    of itself, and words of the lexicon are right far more often.

    Args:
        layout: the text.
        sources: finds the sources of its cues.
        finder: finds their contents; it must have been asked for all cues of the lexicon.
        found: the tokens of cues that have a content.
    """
    tokens = set(found)
    before = [0]
    for index in range(len(layout.doc)):
        before.append(before[-1] + (index in tokens))
    for cue in unlisted_cues(layout, tokens):
        if not may_attribute(layout, cue):
            continue
        source = sources.source_of(cue)
        content = finder.content_of(cue, source)
        if source is None or content is None or not holds(cue, content):
            continue
        if all(before[first] == before[last] for first, last in content.ranges):
            yield cue, source, content


def judge(
    layout: Layout, opinion: Opinion, candidates: Iterable[_Found], *, listed: bool
) -> Iterator[tuple[_Found, float]]:
    """Yield the candidates that a model accepts, each with its probability."""
    for candidate in candidates:
        cue, source, content = candidate
        who = None if content.rule in UNSOURCED else source
        ranges = tuple(layout.whole_quotations(content.ranges))
        proposal = Proposal(ranges, content.rule, cue, who, content.frame, listed)
        probability = opinion.probability(layout, proposal)
        if opinion.accepts(proposal, probability):
            yield candidate, probability

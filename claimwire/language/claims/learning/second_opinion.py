"""Asking a model about the contents that the rules find, and about some that they do not."""

from collections.abc import Collection, Iterable, Iterator

from claimwire.language.claims.attributed_content import UNSOURCED
from claimwire.language.claims.drafts import Draft, drafts_of, merged, without_denied
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.learning.proposals import Opinion, Proposal, unlisted_cues


def judged(
    layout: Layout, opinion: Opinion, drafts: Iterable[Draft], *, taken: Collection[int | None]
) -> list[Draft]:
    """Take away the contents that a model rejects, and add those of other words that it accepts.

    Args:
        layout: the text.
        opinion: the model.
        drafts: of all cues of the lexicon.
        taken: the clauses that belong to these, by ``Content.around``.

    Returns:
        Drafts whose contents each have a probability.
    """
    listed = list(drafts)
    known = [_judged(layout, opinion, draft, listed=True) for draft in listed]
    added = [
        _judged(layout, opinion, draft, listed=False)
        for draft in _unlisted_drafts(layout, listed, taken)
    ]
    return merged(known, [draft for draft in added if draft.content is not None])


def _unlisted_drafts(
    layout: Layout, listed: Iterable[Draft], taken: Collection[int | None]
) -> Iterator[Draft]:
    """Yield what words attribute that the lexicon does not list so.

    A content that holds a cue which has found its own is left out: it would make that one a part
    of itself, and words of the lexicon are right far more often.
    """
    tokens = {draft.cue.token for draft in listed if draft.content is not None}
    before = [0]
    for index in range(len(layout.parse)):
        before.append(before[-1] + (index in tokens))
    drafts = drafts_of(layout, unlisted_cues(layout, tokens), taken=taken)
    for draft in without_denied(layout, drafts):
        content = draft.content
        if draft.source is None or content is None:
            continue
        if all(before[first] == before[last] for first, last in content.ranges):
            yield draft


def _judged(layout: Layout, opinion: Opinion, draft: Draft, *, listed: bool) -> Draft:
    """Return a draft with its probability, and without its content if a model rejects it."""
    content = draft.content
    if content is None:
        return draft
    who = None if content.rule in UNSOURCED else draft.source
    ranges = tuple(layout.whole_quotations(content.ranges))
    proposal = Proposal(ranges, content.rule, draft.cue, who, content.frame, listed)
    probability = opinion.probability(layout, proposal)
    if not opinion.accepts(proposal, probability):
        return draft._replace(content=None)
    return draft._replace(probability=probability)

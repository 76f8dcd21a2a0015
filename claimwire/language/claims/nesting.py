"""Which cues stand in the content of another."""

import dataclasses
from collections.abc import Iterable, Sequence

from claimwire.language.claims.contents import Content
from claimwire.language.claims.drafts import Draft
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.scores import nested_score_of

_FREE = -1


def nested(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Find the cues that stand in the content of another, and set their holders.

    Larger contents go first. What stands two deep is dropped, so that the contents together stay
    as long as the text, and so is what was found by a rule that is seldom right there.
    """
    outer, cover = _outermost(layout, drafts)
    within = [
        draft
        for draft in drafts
        if draft.cue.token not in outer
        and draft.content is not None
        and nested_score_of(draft.content.rule, layout.language) is not None
    ]
    inner, _ = _outermost(layout, within)
    result = []
    for draft in drafts:
        token = draft.cue.token
        if token in outer or (draft.content is None and cover[token] == _FREE):
            result.append(draft)
        elif token in inner:
            result.append(dataclasses.replace(draft, holder=cover[token]))
    return result


def _outermost(layout: Layout, drafts: Iterable[Draft]) -> tuple[set[int], list[int]]:
    """Find the drafts whose cues do not themselves stand in a content.

    Returns:
        The tokens of their cues, and for each token of the text the cue in whose content it
        stands, or ``_FREE``.
    """
    cover = [_FREE] * len(layout.doc)
    outermost: set[int] = set()
    contents = {draft.cue.token: draft.content for draft in drafts if draft.content is not None}
    for token in sorted(contents, key=lambda token: (-_size(contents[token]), token)):
        if cover[token] == _FREE:
            outermost.add(token)
            for first, last in contents[token].ranges:
                cover[first:last] = [token] * (last - first)
    return outermost, cover


def _size(content: Content) -> int:
    return sum(last - first for first, last in content.ranges)

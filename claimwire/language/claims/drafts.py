"""Drafts of attributions: what is found of each cue so far, before they are put together."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.contents import ContentFinder
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.deeds import is_deed
from claimwire.language.claims.denied_cues import holds, may_attribute
from claimwire.language.claims.inserted_sources import belongs, inserted_source
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source, SourceFinder


class Draft(NamedTuple):
    """What is known of a cue so far.

    Attributes:
        cue: the words that attribute.
        source: the words that name who speaks, or None.
        content: what is attributed, or None as long as nothing is.
        probability: that the content is right, if a model was asked about it.
        holder: the cue in whose content this one stands, by its token, or None.
    """

    cue: Cue
    source: Source | None
    content: Content | None = None
    probability: float | None = None
    holder: int | None = None


def drafts_of(
    layout: Layout, cues: Iterable[Cue], *, taken: Collection[int | None] = ()
) -> list[Draft]:
    """Find source and content of each cue that can attribute something.

    A clause around a cue ("X, he said") belongs to one cue only: the first in order. The next one
    gets what comes second for it.

    Args:
        layout: the text.
        cues: in order.
        taken: the clauses that belong to cues already, by ``Content.around``.
    """
    sources, contents = SourceFinder(layout), ContentFinder(layout)
    surrounded = set(taken) - {None}
    openers: set[int] = set()
    drafts = []
    for cue in cues:
        source = sources.source_of(cue)
        if not may_attribute(layout, cue, source):
            continue
        lost = source is None or layout.is_quoted(source.head)
        inserted = inserted_source(layout, cue) if lost else None
        source = inserted or source
        if inserted is not None:
            openers.add(inserted.last + 1)
        content = next(
            (
                each
                for each in contents.contents_of(cue, source)
                if each.around not in surrounded
                and (inserted is None or belongs(layout, inserted, each))
            ),
            None,
        )
        if content is not None and content.around is not None:
            surrounded.add(content.around)
        drafts.append(Draft(cue, source, content))
    # "the king, asked about the gold, said": nobody else is told to ask.
    return [draft for draft in drafts if draft.cue.token not in openers]


def without_denied(layout: Layout, drafts: Iterable[Draft]) -> list[Draft]:
    """Take away contents that a cue does not attribute: it is denied, a formula or a deed."""
    return [
        draft
        if draft.content is None
        or (
            holds(layout, draft.cue, draft.content)
            and not is_deed(layout, draft.cue, draft.source, draft.content)
        )
        else draft._replace(content=None)
        for draft in drafts
    ]


def in_their_frames(drafts: Iterable[Draft]) -> list[Draft]:
    """Give each cue the act that it has with its content."""
    return [_in_its_frame(draft) for draft in drafts]


def _in_its_frame(draft: Draft) -> Draft:
    if draft.content is None:
        return draft
    cue = draft.cue.in_frame(draft.content.frame)
    return draft if cue is draft.cue else draft._replace(cue=cue)


def merged(drafts: Iterable[Draft], others: Iterable[Draft]) -> list[Draft]:
    """Return both by the place of their cues; of two with one cue the other counts."""
    by_token = {draft.cue.token: draft for draft in (*drafts, *others)}
    return [by_token[token] for token in sorted(by_token)]

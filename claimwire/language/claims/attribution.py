"""Putting sources, cues and contents together: who is said to have said what, and where."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from claimwire.language.claims.attributed_content import UNSOURCED
from claimwire.language.claims.complement_precision import (
    LEAST,
    Setting,
    setting_of,
    share_right,
)
from claimwire.language.claims.continuation import continued_quotations
from claimwire.language.claims.cues import Cue, find_cues
from claimwire.language.claims.drafts import (
    Draft,
    drafts_of,
    in_their_frames,
    merged,
    without_denied,
)
from claimwire.language.claims.introductions import IntroductionFinder
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.learning.proposals import Opinion, Proposal
from claimwire.language.claims.learning.second_opinion import judged
from claimwire.language.claims.nesting import nested
from claimwire.language.claims.quotation_linking import (
    quotations_in,
    with_linked_quotations,
    with_whole_quotations,
)
from claimwire.language.claims.sources import Source
from claimwire.language.claims.transcripts import speaker_lines


class Attribution(NamedTuple):
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
        setting: what the precision of a complement depends on; None of others.
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
    setting: Setting | None = None


def find_attributions(
    layout: Layout,
    opinion: Opinion | None = None,
    *,
    least: float = LEAST,
    places: Collection[Range] = (),
) -> list[Attribution]:
    """Find every attribution of a text, by the place of its content.

    Attributions that stand in the content of another have it as their parent; what stands in
    theirs is not looked for, so that the contents together stay as long as the text.

    Args:
        layout: the text.
        opinion: a model that may drop what the rules find, add what the lexicon does not list,
            and say how probable each attribution is; None leaves all to the rules.
        least: the share of right contents above which a setting gives some, if no model judges.
        places: where places are named, in tokens.
    """
    candidates = drafts_of(layout, find_cues(layout))
    drafts = without_denied(layout, candidates)
    if opinion is not None:
        taken = {draft.content.around for draft in candidates if draft.content is not None}
        drafts = judged(layout, opinion, drafts, taken=taken)
    else:
        drafts = _without_doubtful(layout, drafts, least)
    drafts = in_their_frames(merged(drafts, speaker_lines(layout, places)))
    drafts = with_whole_quotations(layout, nested(layout, drafts))
    drafts, loose = with_linked_quotations(layout, drafts)
    attributions = _numbered(layout, drafts)
    attributions += _continued(layout, loose, attributions)
    if opinion is not None:
        attributions = [_rated(layout, each, opinion) for each in attributions]
    return _with_implied_sources(
        sorted(attributions, key=lambda found: (found.ranges[0], found.number))
    )


def _without_doubtful(layout: Layout, drafts: Iterable[Draft], least: float) -> list[Draft]:
    """Take away contents in settings where they are right too seldom."""
    return [
        draft._replace(content=None)
        if draft.content is not None
        and share_right(setting_of(layout, draft.cue, draft.source, draft.content), layout.language)
        <= least
        else draft
        for draft in drafts
    ]


def _numbered(layout: Layout, drafts: Iterable[Draft]) -> list[Attribution]:
    """Make attributions of the drafts that have a content; those with a holder come last."""
    told = [draft for draft in drafts if draft.content is not None]
    ordered = sorted(told, key=lambda draft: (draft.holder is not None, draft.cue.token))
    numbers = {draft.cue.token: number for number, draft in enumerate(ordered)}
    return [
        Attribution(
            number=number,
            ranges=tuple(sorted(content.ranges)),
            rule=content.rule,
            cue=draft.cue,
            source=None if content.rule in UNSOURCED else draft.source,
            link=content.link,
            parent=None if draft.holder is None else numbers[draft.holder],
            probability=draft.probability if draft.holder is None else None,
            setting=setting_of(layout, draft.cue, draft.source, content),
        )
        for number, draft in enumerate(ordered)
        if (content := draft.content) is not None
    ]


def _continued(
    layout: Layout, loose: list[int], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Make attributions of the quotations without a cue whose speaker is told."""
    holders = {
        quotation: attribution.number
        for attribution in attributions
        if attribution.parent is None
        for quotation in quotations_in(layout, attribution.ranges)
    }
    introductions = IntroductionFinder(
        layout,
        [
            (each.cue.token, each.source)
            for each in attributions
            if each.parent is None and each.cue is not None and each.source is not None
        ],
    )
    return [
        Attribution(
            number=each.number,
            ranges=(layout.tokens_of(each.quotation),),
            rule=each.rule,
            source=each.source,
            continues=each.source is None,
            parent=each.parent,
        )
        for each in continued_quotations(
            layout, loose, holders, introductions, start=len(attributions)
        )
    ]


def _rated(layout: Layout, attribution: Attribution, opinion: Opinion) -> Attribution:
    """Ask a model about an attribution without a parent that it has not judged yet."""
    if attribution.parent is not None or attribution.probability is not None:
        return attribution
    proposal = Proposal(attribution.ranges, attribution.rule, attribution.cue, attribution.source)
    return attribution._replace(probability=opinion.probability(layout, proposal))


def _with_implied_sources(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Let what continues have the source of the attribution before."""
    latest: Source | None = None
    result = []
    for attribution in attributions:
        if attribution.parent is not None:
            result.append(attribution)
        elif attribution.continues:
            result.append(attribution._replace(implied=latest))
        else:
            latest = attribution.source or latest
            result.append(attribution)
    return result

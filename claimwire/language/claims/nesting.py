"""Which cues stand in the content of another."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.claim_attributes import root_of
from claimwire.language.claims.dependents import child_of, children, lefts
from claimwire.language.claims.drafts import Draft
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.scores import nested_score_of
from claimwire.language.claims.sources import Source

_FREE = -1
_CLAUSES = frozenset({"clause", "noun_clause", "adjective_clause"})


def nested(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Find the cues that stand in the content of another, and set their holders.

    Larger contents go first. What stands two deep is dropped, so that the contents together stay
    as long as the text, and so is what is seldom right there: what was found by other rules, and
    what nobody in particular is told to have said.
    """
    drafts = _without_carriers(layout, drafts)
    outer, cover = _outermost(layout, drafts)
    within = [
        draft
        for draft in drafts
        if draft.cue.token not in outer
        and draft.content is not None
        and nested_score_of(draft.content.rule, layout.language) is not None
        and _is_told(layout, draft, draft.content)
    ]
    inner, _ = _outermost(layout, within)
    result = []
    for draft in drafts:
        token = draft.cue.token
        if token in outer or (draft.content is None and cover[token] == _FREE):
            result.append(draft)
        elif token in inner:
            result.append(draft._replace(holder=cover[token]))
    return result


def _without_carriers(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Let a quotation be its speaker's: in "“No,” Hale said, according to the police"."""
    inner = {draft.content.around for draft in drafts if draft.content is not None}
    quoting = {
        draft.cue.token
        for draft in drafts
        if draft.content is not None
        and draft.cue.token in inner
        and layout.is_quoted_only(draft.content.ranges)
    }
    return [
        draft._replace(content=None)
        if draft.content is not None and draft.content.around in quoting
        else draft
        for draft in drafts
    ]


def _is_told(layout: Layout, draft: Draft, content: Content) -> bool:
    """Whether somebody is told to have said it: not "if they knew that" or "to suggest that"."""
    grammar, parse, cue = layout.grammar, layout.parse, draft.cue
    if draft.source is None or cue.negated or not _is_somebody(layout, parse[draft.source.head]):
        return False
    verb = parse[cue.token]
    if cue.form == "verb" and (
        verb.tag_ in grammar.bare_form
        or _is_conditional(layout, verb)
        or _is_about_noun(layout, verb, draft.source)
    ):
        return False
    left_open = parse[content.ranges[0][0]].lower_ in layout.words.question_words
    return (cue.act == "question" or not left_open) and _has_subject(layout, content)


def _is_conditional(layout: Layout, verb: Token) -> bool:
    """Whether a verb stands behind "if" or "even if"."""
    return any(
        child.dep_ in layout.grammar.marker and child.lower_ in layout.words.conditions
        for child in lefts(verb)
    )


def _is_about_noun(layout: Layout, verb: Token, source: Source) -> bool:
    """Whether a noun before belongs to the content: "the letters that she said were lost"."""
    antecedent_speaks = source.whole[0] != source.first
    return verb.dep_ in layout.grammar.relative_clause and not antecedent_speaks


def _is_somebody(layout: Layout, noun: Token) -> bool:
    """Whether a source is one that speaks: a name, "he", an actor or a document."""
    words = speaker_words(layout.language)
    if noun.pos_ == "NOUN":
        return noun.lemma_.lower() in words.actors | words.document
    return noun.lower_ not in words.unresolved | layout.words.anybody


def _has_subject(layout: Layout, content: Content) -> bool:
    if content.rule not in _CLAUSES:
        return True
    root = root_of(layout, content.ranges)
    if root is None:
        return False
    # Parsers hang the subject on an auxiliary, too.
    verbs = [root, *(c for c in children(root) if c.dep_ in layout.grammar.any_auxiliary)]
    return any(child_of(verb, layout.grammar.any_subject) is not None for verb in verbs)


def _outermost(layout: Layout, drafts: Iterable[Draft]) -> tuple[set[int], list[int]]:
    """Find the drafts whose cues do not themselves stand in a content.

    Returns:
        The tokens of their cues, and for each token of the text the cue in whose content it
        stands, or ``_FREE``.
    """
    cover = [_FREE] * len(layout.parse)
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

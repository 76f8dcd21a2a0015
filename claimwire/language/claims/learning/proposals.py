"""What a learned model judges: attributions that rules propose, listed in the lexicon or not."""

import dataclasses
from collections.abc import Container, Iterator
from typing import Protocol

from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.sources import Source

# Not the frames in which nobody is named who says so: without a lexicon these are any two verbs.
_VERB_FRAMES = frozenset({"clause", "gerund", "infinitive", "object"})
_NOUN_FRAMES = frozenset({"clause", "infinitive"})
_UNKNOWN_ACT = "statement"


@dataclasses.dataclass(frozen=True)
class Proposal:
    """One attribution that may be right or wrong.

    Attributes:
        ranges: the content's tokens, in order.
        rule: the rule that found it.
        cue: the words that attribute, or None.
        source: the words that name who speaks, or None.
        frame: the frame of the cue that the content fills, or "" for a quotation.
        listed: whether the lexicon lists the cue with this frame.
    """

    ranges: tuple[Range, ...]
    rule: str
    cue: Cue | None = None
    source: Source | None = None
    frame: str = ""
    listed: bool = True


class Opinion(Protocol):
    """A model that rates proposals."""

    def probability(self, layout: Layout, proposal: Proposal) -> float:
        """How probable it is that a proposal is right, from 0 to 1."""

    def accepts(self, proposal: Proposal, probability: float) -> bool:
        """Whether a proposal of that probability is kept."""


def unlisted_cues(layout: Layout, found: Container[int]) -> Iterator[Cue]:
    """Yield verbs and nouns that are no cues by the lexicon, as if they could attribute anything.

    A word of the lexicon is among them, unless it has found its content: it may take another
    frame than those listed.

    Args:
        layout: the text.
        found: the tokens of cues that have a content.
    """
    lexicon, grammar, words = cue_lexicon(layout.language), layout.grammar, layout.words
    verbs, nouns = lexicon.verbs, lexicon.nouns
    verb_frames = _VERB_FRAMES | words.linking_prepositions
    noun_frames = _NOUN_FRAMES | words.linking_prepositions
    verb_tags, noun_tags = grammar.any_verb, grammar.common_noun
    for token in layout.parse:
        if token.i in found or layout.is_quoted(token.i):
            continue
        is_verb = token.pos_ == "VERB" and token.tag_ in verb_tags
        if is_verb and token.dep_ not in grammar.adjective:
            form, frames = "verb", verb_frames
        elif token.tag_ in noun_tags:
            form, frames = "noun", noun_frames
        else:
            continue
        lemma = layout.lemmas[token.i]
        if form == "verb":
            listed = verbs.get(lemma, ())
            act = listed[-1].act if listed else _UNKNOWN_ACT
        else:
            act = nouns[lemma].act if lemma in nouns else _UNKNOWN_ACT
        negated = any(child.dep_ in grammar.negation for child in token.lefts)
        yield Cue(token.i, token.i, token.i + 1, form, lemma, act, frames, negated=negated)

"""What a learned model judges: attributions that rules propose, listed in the lexicon or not."""

import dataclasses
from collections.abc import Container, Iterator
from typing import Protocol

from claimwire.language.claims.complements import Range
from claimwire.language.claims.cues import Cue, lemma_of
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.lexicon_words import cue_nouns, cue_verbs
from claimwire.language.claims.sources import Source

_LINKS = frozenset(
    {"about", "against", "as", "at", "by", "for", "from", "in", "into", "of", "on", "over"}
    | {"through", "to", "toward", "towards", "upon", "with"}
)
# Not the frames in which nobody is named who says so: without a lexicon these are any two verbs.
_VERB_FRAMES = _LINKS | {"clause", "gerund", "infinitive", "object"}
_NOUN_FRAMES = _LINKS | {"clause", "infinitive"}
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
    """What says how probable proposals are."""

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
    verbs, nouns = cue_verbs(), cue_nouns()
    for token in layout.doc:
        if token.i in found or layout.is_quoted(token.i):
            continue
        if token.pos_ == "VERB" and token.tag_.startswith("VB") and token.dep_ != "amod":
            form, frames = "verb", _VERB_FRAMES
        elif token.tag_ in ("NN", "NNS"):
            form, frames = "noun", _NOUN_FRAMES
        else:
            continue
        lemma = lemma_of(token)
        if form == "verb":
            listed = verbs.get(lemma, ())
            act = listed[-1].act if listed else _UNKNOWN_ACT
        else:
            act = nouns[lemma].act if lemma in nouns else _UNKNOWN_ACT
        negated = any(child.dep_ == "neg" for child in token.lefts)
        yield Cue(token.i, token.i, token.i + 1, form, lemma, act, frames, negated=negated)

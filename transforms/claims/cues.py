"""Finding cues: the words that attribute what stands beside them."""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Token

from transforms.claims.layout import Layout
from transforms.claims.words import CueVerb, cue_nouns, cue_phrases, cue_verbs

NO_FRAMES: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class Cue:
    """Words that attribute.

    Attributes:
        token: index of the word that governs the others.
        first, last: all of its tokens, ``[first, last)``.
        form: "verb", "noun" or "phrase".
        lemma: dictionary form.
        act: what is done by saying it.
        frames: of a verb, what its content may be.
        object_is_addressee: whether a verb's object is who is spoken to.
        negated: whether the cue itself is denied ("did not say").
    """

    token: int
    first: int
    last: int
    form: str
    lemma: str
    act: str
    frames: frozenset[str] = NO_FRAMES
    object_is_addressee: bool = False
    negated: bool = False


def find_cues(layout: Layout) -> Iterator[Cue]:
    """Find all cues outside quotations, in the order of the text.

    Whether a cue does attribute something is for its content to tell.
    """
    verbs, nouns, phrases = cue_verbs(), cue_nouns(), cue_phrases()
    for token in layout.doc:
        if layout.is_quoted(token.i):
            continue
        lemma = token.lemma_.lower()
        if token.lower_ in phrases:
            yield from _phrase_cue(token, layout)
        elif lemma in verbs and token.tag_.startswith("VB") and token.dep_ != "amod":
            yield from _verb_cue(token, verbs[lemma])
        elif lemma in nouns and token.tag_ in ("NN", "NNS"):
            yield Cue(token.i, token.i, token.i + 1, "noun", lemma, nouns[lemma])


def _verb_cue(token: Token, entries: tuple[CueVerb, ...]) -> Iterator[Cue]:
    particle: Token | None = None
    negated = False
    for child in token.children:
        if child.dep_ == "prt":
            particle = child
        elif child.dep_ == "neg":
            negated = True
    for entry in entries:
        if entry.particle and (particle is None or particle.lower_ != entry.particle):
            continue
        with_particle = bool(entry.particle) and particle is not None
        last = particle.i + 1 if with_particle and particle is not None else token.i + 1
        if last <= token.i or last - token.i > _LONGEST_VERB:
            continue
        yield Cue(
            token=token.i,
            first=token.i,
            last=last,
            form="verb",
            lemma=f"{entry.lemma} {entry.particle}".strip(),
            act=entry.act,
            frames=entry.frames,
            object_is_addressee=entry.object_is_addressee,
            negated=negated,
        )
        return


# "point out": the particle stands next to its verb, or behind a short object.
_LONGEST_VERB = 4


def _phrase_cue(token: Token, layout: Layout) -> Iterator[Cue]:
    doc = layout.doc
    for phrase in cue_phrases()[token.lower_]:
        last = token.i + len(phrase.words)
        if tuple(word.lower_ for word in doc[token.i : last]) == phrase.words:
            yield Cue(token.i, token.i, last, "phrase", " ".join(phrase.words), phrase.act)
            return

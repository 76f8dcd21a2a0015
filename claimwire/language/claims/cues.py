"""Finding cues: the words that attribute what stands beside them."""

import dataclasses
import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.layout import Layout
from claimwire.language.claims.lexicon_words import (
    CueHead,
    cue_adjectives,
    cue_nouns,
    cue_phrases,
    cue_verbs,
)

NO_FRAMES: frozenset[str] = frozenset()

# Forms that the small model's lemmatizer gets wrong: "hopes" and "hoping", "retweeted".
_MISREAD_LEMMAS = {"hop": "hope", "retweete": "retweet", "extoll": "extol"}
# "point out": the particle stands next to its verb, or behind a short object.
_LONGEST_VERB = 4
_MOST_CHILDREN = 40
_ADJECTIVE_PLACES = frozenset({"acomp", "oprd", "ROOT", "ccomp", "conj", "advcl"})


@dataclasses.dataclass(frozen=True)
class Cue:
    """Words that attribute.

    Attributes:
        token: index of the word that governs the others.
        first, last: its words without auxiliaries and adverbs, ``[first, last)``.
        form: "verb", "noun", "adjective", "phrase" or "colon".
        lemma: dictionary form.
        act: what is done by saying it.
        frames: what its content may be.
        object_is_addressee: whether a verb's object is who is spoken to.
        negated: whether the cue itself is denied ("did not say").
        frame_acts: frames that do something else than the cue alone, with the act.
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
    frame_acts: tuple[tuple[str, str], ...] = ()

    def in_frame(self, frame: str) -> "Cue":
        """The cue with the act that it has in a frame."""
        return dataclasses.replace(self, act=dict(self.frame_acts).get(frame, self.act))


def find_cues(layout: Layout) -> Iterator[Cue]:
    """Find all cues outside quotations, in the order of the text.

    Whether a cue does attribute something is for its content to tell.
    """
    verbs, nouns, phrases = cue_verbs(), cue_nouns(), cue_phrases()
    adjectives = cue_adjectives()
    for token in layout.doc:
        if layout.is_quoted(token.i):
            continue
        lemma = lemma_of(token)
        if token.lower_ in phrases:
            yield from _phrase_cue(token, layout)
        elif lemma in verbs and token.tag_.startswith("VB") and token.dep_ != "amod":
            yield from _verb_cue(token, verbs[lemma])
        elif lemma in nouns and token.tag_ in ("NN", "NNS"):
            yield _plain_cue(token, nouns[lemma], "noun")
        elif lemma in adjectives and _is_predicate(token):
            yield _plain_cue(token, adjectives[lemma], "adjective")


def lemma_of(token: Token) -> str:
    """The dictionary form of a word, in lower case."""
    lemma = token.lemma_.lower()
    return _MISREAD_LEMMAS.get(lemma, lemma)


def _is_predicate(token: Token) -> bool:
    return token.dep_ in _ADJECTIVE_PLACES and (token.pos_ == "ADJ" or token.dep_ == "acomp")


def _plain_cue(token: Token, head: CueHead, form: str) -> Cue:
    governor = token.head if form == "adjective" else token
    negated = any(child.dep_ == "neg" for child in itertools.islice(governor.lefts, _MOST_CHILDREN))
    return Cue(
        token.i, token.i, token.i + 1, form, head.lemma, head.act, head.frames, negated=negated
    )


def _verb_cue(token: Token, entries: tuple[CueHead, ...]) -> Iterator[Cue]:
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
            frame_acts=entry.frame_acts,
        )
        return


def _phrase_cue(token: Token, layout: Layout) -> Iterator[Cue]:
    doc = layout.doc
    for phrase in cue_phrases()[token.lower_]:
        last = token.i + len(phrase.words)
        if tuple(word.lower_ for word in doc[token.i : last]) == phrase.words:
            yield Cue(token.i, token.i, last, "phrase", " ".join(phrase.words), phrase.act)
            return


def cue_words(layout: Layout, cue: Cue, link: int | None) -> list[int]:
    """The tokens of a whole cue: with auxiliaries, negation, close adverbs and prepositions.

    Args:
        layout: the text.
        cue: the cue.
        link: the preposition that links the content to it, or None.
    """
    words = set(range(cue.first, cue.last))
    token = layout.doc[cue.token]
    if cue.form == "verb":
        words |= _verb_group(token)
    elif cue.form == "adjective":
        words |= {token.head.i, *_verb_group(token.head)} if token.dep_ == "acomp" else set()
        words |= _close_adverbs(token)
    elif cue.form == "noun":
        words |= {
            child.i
            for child in token.lefts
            if child.dep_ in ("det", "amod", "compound") and child.i == child.left_edge.i
        }
    if link is not None:
        words.add(link)
    return sorted(index for index in words if not layout.is_quoted(index))


def _verb_group(verb: Token) -> set[int]:
    group = {child.i for child in _children(verb) if child.dep_ in ("aux", "auxpass", "neg", "prt")}
    return group | _close_adverbs(verb)


def _children(word: Token) -> Iterator[Token]:
    return itertools.islice(word.children, _MOST_CHILDREN)


def _close_adverbs(word: Token) -> set[int]:
    return {
        child.i
        for child in itertools.islice(word.lefts, _MOST_CHILDREN)
        if child.dep_ == "advmod"
        and child.left_edge.i == child.right_edge.i
        and word.i - child.i <= _LONGEST_VERB
        and child.tag_ == "RB"
    }

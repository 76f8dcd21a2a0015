"""What a claim is: denied or not, how certain, what is done by saying it, to whom and when."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from claimwire.language.claims.complements import Range
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.lexicon_words import cue_verbs
from claimwire.language.claims.spans import Offsets
from claimwire.language.claims.times import resolve_past_day

_POSSIBLE = frozenset({"may", "might", "could"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "wo", "would", "'d", "\u2019d"})
_OBLIGATION = frozenset({"must", "should", "ought"})
_CONDITIONS = frozenset({"if", "unless"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_NOBODY = frozenset({"nobody", "nothing", "none", "neither"})
_FIRST_PERSON = frozenset({"i", "we"})
_CONVERSATIONS = frozenset({"interview", "call", "conversation", "meeting"})
_SPOKEN_TO = frozenset({"with", "to"})
_LONGEST_ADDRESSEE = 8


def root_of(layout: Layout, ranges: Sequence[Range]) -> Token | None:
    """The word that governs the first sentence of a content."""
    first, last = ranges[0]
    sentence = None
    for token in layout.doc[first:last]:
        if token.is_punct or token.is_space:
            continue
        if sentence is None:
            sentence = layout.sentence_of[token.i]
        if layout.sentence_of[token.i] != sentence:
            break
        if token.head.i == token.i or not first <= token.head.i < last:
            return token
    return None


def is_negated(root: Token | None, cue: Cue | None) -> bool:
    """Whether the content is negated; "does not believe that X" negates X.

    So does "did not condemn X": denied cues with a clause attribute nothing and do not come here.
    """
    content = root is not None and any(_negates(child) for child in root.children)
    return content != (cue is not None and cue.negated)


def _negates(child: Token) -> bool:
    """Whether a word below the verb negates it: "not", "never", "no decision", "nobody"."""
    if child.dep_ == "neg":
        return True
    return child.dep_ in _ARGUMENTS and (
        child.lower_ in _NOBODY
        or any(left.dep_ == "det" and left.lower_ == "no" for left in child.lefts)
    )


def modality_of(root: Token | None) -> str:
    """How the content holds: asserted, possible, conditional, future or obligation."""
    if root is None:
        return "asserted"
    auxiliaries = {child.lower_ for child in root.children if child.dep_ in ("aux", "auxpass")}
    if any(_is_condition(child) for child in root.children if child.dep_ == "advcl"):
        return "conditional"
    if auxiliaries & _POSSIBLE:
        return "possible"
    if auxiliaries & _OBLIGATION or (root.lemma_ in ("have", "need") and _governs_infinitive(root)):
        return "obligation"
    if auxiliaries & _FUTURE or (root.lower_ == "going" and _governs_infinitive(root)):
        return "future"
    return "asserted"


def _governs_infinitive(token: Token) -> bool:
    return any(
        child.dep_ == "xcomp" and any(left.tag_ == "TO" for left in child.lefts)
        for child in token.rights
    )


def _is_condition(clause: Token) -> bool:
    """Whether a clause states a condition; "even if" concedes instead."""
    for child in clause.lefts:
        if child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            even = child.i > 0 and child.nbor(-1).lower_ == "even"
            return not even
    return False


def act_of(cue: Cue | None, root: Token | None, text: str) -> str:
    """What is done by saying it.

    The cue tells; a cue that says nothing more than "said" leaves it to a performative verb in
    the first person ("We urge …") or to the question mark.
    """
    act = cue.act if cue is not None else "statement"
    if act != "statement":
        return act
    if root is not None and root.tag_ == "VBP" and not any(c.dep_ == "neg" for c in root.children):
        subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.lower_ in _FIRST_PERSON:
            for entry in cue_verbs().get(root.lemma_.lower(), ()):
                if not entry.particle and entry.act not in ("statement", "question"):
                    return entry.act
    return "question" if text.endswith("?") else "statement"


def addressee_of(layout: Layout, cue: Cue | None) -> Offsets | None:
    """To whom it was said: "told Reuters", "in an interview with the BBC"."""
    if cue is None or cue.form != "verb":
        return None
    verb = layout.doc[cue.token]
    for child in verb.rights:
        if cue.object_is_addressee and child.dep_ in ("dobj", "dative", "iobj"):
            return _name(layout, child)
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and cue.lemma == "say":
            return _name(layout, _object(child))
        if child.dep_ == "prep" and child.lower_ in ("in", "during"):
            talk = _object(child)
            if talk is not None and talk.lemma_.lower() in _CONVERSATIONS:
                for part in talk.rights:
                    if part.dep_ == "prep" and part.lower_ in _SPOKEN_TO:
                        return _name(layout, _object(part))
    return None


def _object(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


def _name(layout: Layout, head: Token | None) -> Offsets | None:
    """A noun phrase without its articles; None for pronouns and for what is no short name."""
    if head is None or head.pos_ == "PRON" or layout.is_quoted(head.i):
        return None
    first = head.left_edge.i
    while first < head.i and layout.doc[first].dep_ == "det":
        first += 1
    if head.i - first > _LONGEST_ADDRESSEE:
        return None
    return layout.doc[first].idx, layout.end_of(head.i)


def said_on(layout: Layout, cue: Cue | None, published: date | None) -> date | None:
    """The day it was said, where the cue has a time beside it."""
    if cue is None or published is None or cue.form != "verb":
        return None
    for child in layout.doc[cue.token].children:
        if layout.is_quoted(child.i):
            continue
        time = child
        if child.dep_ == "prep" and child.lower_ == "on":
            time = _object(child) or child
        elif child.dep_ != "npadvmod":
            continue
        if time.right_edge.i - time.left_edge.i > _LONGEST_ADDRESSEE:
            continue
        for last in (time.right_edge.i, time.i):
            words = layout.text[layout.doc[time.left_edge.i].idx : layout.end_of(last)]
            if (day := resolve_past_day(words, published)) is not None:
                return day
    return None

"""Finding the source of a cue: the words that name who speaks."""

import dataclasses
import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import Layout

_INHERITING = frozenset({"advcl", "xcomp", "conj", "pcomp", "prep", "parataxis"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
# Verbs whose subject makes the claim that is their object.
_MAKING = frozenset(
    {"deliver", "file", "give", "have", "hold", "issue", "launch", "lead", "make", "renew", "take"}
)
_FARTHEST_SUBJECT = 4
_LONGEST_SOURCE = 60
_MOST_CHILDREN = 40


@dataclasses.dataclass(frozen=True)
class Source:
    """The words that name who speaks.

    Attributes:
        head: index of the governing word.
        first, last: its tokens without relative clauses, ``[first, last)``.
        whole: its tokens with them, or the relative pronoun that stands for it,
            ``[first, last)``.
    """

    head: int
    first: int
    last: int
    whole: tuple[int, int]


class SourceFinder:
    """Finds the sources of the cues of one text.

    Verbs without a subject of their own take that of the verb they hang on; what has been found
    for a verb is kept, so that long chains cost no more than their length.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._subjects: dict[int, Token | None] = {}

    def source_of(self, cue: Cue) -> Source | None:
        """Find who speaks, or None if the text does not say."""
        token = self._doc[cue.token]
        if cue.form == "phrase":
            head = _child(self._doc[cue.last - 1], "pobj")
        elif cue.form == "noun":
            head = _owner(token) or self._owner_by_verb(token)
        elif cue.form == "adjective":
            head = self._subject(token.head if token.dep_ == "acomp" else token)
        elif is_passive(token):
            head = _agent(token)
        else:
            head = self._subject(token)
        if head is None:
            return None
        antecedent = _antecedent(head)
        source = noun_phrase(self._layout, antecedent, cue)
        if antecedent.i == head.i:
            return source
        # "who said so": the pronoun is the source as written, the noun is who is meant.
        return dataclasses.replace(source, whole=(head.i, head.i + 1))

    def _owner_by_verb(self, noun: Token) -> Token | None:
        """Who makes a claim, issues a warning or has doubts: the subject of the verb."""
        verb = noun.head
        if noun.dep_ == "dobj" and verb.lemma_ in _MAKING and not is_passive(verb):
            return self._subject(verb)
        return None

    def _subject(self, verb: Token) -> Token | None:
        chain: list[Token] = []
        found: Token | None = None
        current = verb
        while current.i not in self._subjects:
            chain.append(current)
            self._subjects[current.i] = None
            found = _own_subject(current)
            if found is not None:
                break
            if current.dep_ not in _INHERITING or current.head.i == current.i:
                # "a statement saying that …": the noun that a participle describes.
                found = current.head if current.dep_ == "acl" else _nearest_subject(current)
                break
            current = current.head
        else:
            found = self._subjects[current.i]
        for link in chain:
            self._subjects[link.i] = found
        return found


def inverted_source(layout: Layout, cue: Cue) -> Source | None:
    """The noun right behind a verb: in "“Enough!” shouted the crowd" parsers see an object."""
    for child in itertools.islice(layout.doc[cue.token].rights, _MOST_CHILDREN):
        if child.pos_ in _NAMES and child.left_edge.i == cue.last and not layout.is_quoted(child.i):
            return noun_phrase(layout, child, cue)
    return None


def noun_phrase(layout: Layout, head: Token, cue: Cue | None = None) -> Source:
    """The words of a noun, without a relative clause: within its sentence and quotation.

    Args:
        layout: the text.
        head: the governing noun.
        cue: what the words must leave out, should a wrong parse hang it below the noun.
    """
    doc = layout.doc
    first = max(head.left_edge.i, head.i - _LONGEST_SOURCE)
    last = min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)
    if cue is not None and first <= cue.token < last:
        if cue.token < head.i:
            first = cue.last
        else:
            last = cue.first
    begin = head.i
    while begin > first and _belongs(layout, begin - 1, head.i):
        begin -= 1
    end = head.i + 1
    while end < last and _belongs(layout, end, head.i):
        end += 1
    whole = _without_edges(layout, head, begin, end)
    cut_off = end < min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)
    # The relative clause may hold the cue itself, beyond the end found so far.
    for child in doc[head.i + 1 : min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)]:
        if child.dep_ == "relcl" and child.head.i == head.i:
            end = max(head.i + 1, min(end, child.left_edge.i))
            break
    begin, end = _without_edges(layout, head, begin, end)
    # Half a relative clause names nobody better than none.
    return Source(head.i, begin, end, (begin, end) if cut_off else whole)


def _without_edges(layout: Layout, head: Token, begin: int, end: int) -> tuple[int, int]:
    while end - 1 > head.i and _is_edge(layout.doc[end - 1]):
        end -= 1
    while begin < head.i and _is_edge(layout.doc[begin]):
        begin += 1
    return begin, end


def _is_edge(token: Token) -> bool:
    return token.is_punct or token.is_space or token.tag_ == "POS"


def _belongs(layout: Layout, index: int, head: int) -> bool:
    return (
        layout.sentence_of[index] == layout.sentence_of[head]
        and layout.quotation_of[index] == layout.quotation_of[head]
        and not layout.breaks_line[index]
    )


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: it then names whom it happens to, not who speaks."""
    if verb.tag_ != "VBN":
        return False
    links = {child.dep_ for child in _children(verb)}
    if "auxpass" in links:
        return True
    # A "participle" with a subject and an object is a past tense misread.
    return "aux" not in links and not {"nsubj", "dobj"} <= links


def _own_subject(verb: Token) -> Token | None:
    """The subject that a verb has of its own, or that verbs which hang on it share."""
    passive: Token | None = None
    for child in _children(verb):
        if child.dep_ == "nsubj":
            return child
        if child.dep_ == "nsubjpass":
            passive = child
    return _agent(verb) or passive


def _nearest_subject(verb: Token) -> Token | None:
    """The subject of a verb above, for participles and infinitives that a parser misplaced."""
    if verb.tag_ != "VBG" and not any(child.tag_ == "TO" for child in _children(verb)):
        return None
    current = verb
    for _ in range(_FARTHEST_SUBJECT):
        current = current.head
        if (found := _own_subject(current)) is not None and found.i != verb.i:
            return found
    return None


def _agent(verb: Token) -> Token | None:
    by = _child(verb, "agent")
    return None if by is None else _child(by, "pobj")


def _antecedent(subject: Token) -> Token:
    verb = subject.head
    if subject.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return subject


def _owner(noun: Token) -> Token | None:
    """Whose claim, warning or report it is."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return _child(child, "pobj")
    return None


def _child(token: Token, dep: str) -> Token | None:
    return next((child for child in _children(token) if child.dep_ == dep), None)


def _children(token: Token) -> Iterator[Token]:
    # Bounded, since many words may hang on one and each may ask for it.
    return itertools.islice(token.children, _MOST_CHILDREN)

"""Frames: where the content of a head stands in the parse, by the kind of complement it takes.

A frame is "clause" ("said that it failed"), "infinitive" ("vowed to retaliate"), "gerund"
("recalled seeing it"), "object" ("condemned the attack", with what completes it: "accused Iran of
arming them") or a preposition ("called for restraint").
"""

import dataclasses
import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.layout import Layout

Range = tuple[int, int]
"""First token and token after the last."""

# Of what hangs on one word no more is looked at, so that the work stays linear in the text.
_MOST_CHILDREN = 40
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_COMPLETES_OBJECT = frozenset({"prep", "oprd", "xcomp", "acomp", "dative", "acl", "relcl"})
_SETTING = frozenset({"in", "on", "at", "during", "after", "before", "since", "until", "via"})
_TIME_ENTITIES = frozenset({"DATE", "TIME"})
_TALKS = frozenset(
    {
        *("interview", "statement", "speech", "tweet", "letter", "email", "e-mail", "post"),
        *("conference", "briefing", "hearing", "debate", "rally", "meeting", "remark", "call"),
        *("interview", "appearance", "television", "tv", "twitter", "facebook", "radio", "show"),
        *("address", "report", "memo", "message", "article", "column", "editorial", "testimony"),
    }
)


@dataclasses.dataclass(frozen=True)
class Complement:
    """What completes a head.

    Attributes:
        frame: the kind of complement.
        ranges: its tokens, in order.
        root: index of its governing word.
        link: the preposition that belongs to the cue, or None.
    """

    frame: str
    ranges: tuple[Range, ...]
    root: int
    link: int | None = None


def complements_of_verb(layout: Layout, verb: Token, *, passive: bool) -> Iterator[Complement]:
    """Yield what completes a verb, each frame once; clauses are not among it."""
    found: set[str] = set()
    for complement in _of_verb(layout, verb, passive=passive):
        if complement.frame not in found:
            found.add(complement.frame)
            yield complement


def _of_verb(layout: Layout, verb: Token, *, passive: bool) -> Iterator[Complement]:
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if passive:
        yield from _of_passive(verb, subject)
    asked: Token | None = None
    for child in itertools.islice(verb.rights, _MOST_CHILDREN):
        if child.dep_ in _OBJECTS and child.pos_ != "ADP":
            if child.dep_ == "dobj" and not passive:
                yield _object(layout, verb, child)
            asked = asked or child
        elif child.dep_ in ("xcomp", "ccomp") and is_infinitive(child):
            yield from _of_infinitive(child, subject, asked, passive=passive)
        elif child.dep_ == "xcomp" and child.tag_ == "VBG":
            yield Complement("gerund", (span_of(child),), child.i)
        elif child.dep_ == "prep":
            yield from of_preposition(layout, verb, child)


def _of_infinitive(
    infinitive: Token, subject: Token | None, asked: Token | None, *, passive: bool
) -> Iterator[Complement]:
    """The infinitive of "vowed to go", with whom it is asked of in "urged both to go"."""
    if infinitive.dep_ == "xcomp" and subject is not None and asked is None:
        ranges = (span_of(subject), span_of(infinitive))
        yield Complement("raised" if passive else "subject", ranges, infinitive.i)
    if not passive or infinitive.dep_ == "ccomp":
        begin = infinitive.left_edge.i if asked is None else asked.left_edge.i
        last = infinitive.right_edge.i + 1
        yield Complement("infinitive", ((min(begin, infinitive.i), last),), infinitive.i)


def _of_passive(verb: Token, subject: Token | None) -> Iterator[Complement]:
    by = next((c for c in verb.rights if c.dep_ == "agent"), None)
    if subject is not None and by is not None and subject.i < verb.i:
        yield Complement("object", (span_of(subject),), subject.i)


def _object(layout: Layout, verb: Token, noun: Token) -> Complement:
    """The object of a verb, with what completes it up to where the setting begins."""
    first, last = span_of(noun)
    for child in itertools.islice(verb.rights, _MOST_CHILDREN):
        if child.i <= noun.i or child.left_edge.i != last:
            continue
        if child.dep_ not in _COMPLETES_OBJECT or is_setting(layout, child):
            break
        last = child.right_edge.i + 1
    return Complement("object", ((first, last),), noun.i)


def of_preposition(layout: Layout, head: Token, preposition: Token) -> Iterator[Complement]:
    """Yield what a preposition links to its head."""
    for child in preposition.rights:
        if child.dep_ in ("pobj", "pcomp"):
            first, last = span_of(child)
            for following in itertools.islice(head.rights, _MOST_CHILDREN):
                if following.i <= child.i or following.left_edge.i != last:
                    continue
                if following.dep_ not in _COMPLETES_OBJECT or is_setting(layout, following):
                    break
                last = following.right_edge.i + 1
            yield Complement(preposition.lower_, ((first, last),), child.i, preposition.i)
            return


def complements_of_noun(layout: Layout, noun: Token) -> Iterator[Complement]:
    """Yield what completes a noun or an adjective: a clause, an infinitive, a preposition."""
    found: set[str] = set()
    for child in itertools.islice(noun.rights, _MOST_CHILDREN):
        complement = None
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp", "advcl"):
            if is_infinitive(child) and child.dep_ != "relcl":
                complement = Complement("infinitive", (span_of(child),), child.i)
            elif has_that(child) or (child.dep_ == "ccomp" and noun.pos_ == "ADJ"):
                complement = Complement("clause", (span_of(child),), child.i)
        elif child.dep_ == "prep" and not is_setting(layout, child):
            complement = next(of_preposition(layout, noun, child), None)
        if complement is not None and complement.frame not in found:
            found.add(complement.frame)
            yield complement


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(child.tag_ == "TO" and child.dep_ == "aux" for child in verb.lefts)


def has_that(clause: Token) -> bool:
    """Whether "that" opens a clause, as a conjunction."""
    return any(mark.dep_ == "mark" and mark.lower_ == "that" for mark in clause.lefts)


def is_setting(layout: Layout, child: Token) -> bool:
    """Whether a phrase tells when or where something is said, and not what."""
    if child.dep_ == "npadvmod":
        return True
    if child.dep_ != "prep" or child.lower_ not in _SETTING:
        return False
    noun = next((part for part in child.rights if part.dep_ == "pobj"), None)
    return noun is None or (
        noun.ent_type_ in _TIME_ENTITIES
        or noun.lemma_.lower() in _TALKS
        or layout.is_quoted(noun.i)
    )


def span_of(token: Token) -> Range:
    """First token and token after the last of what a word governs."""
    # The edges are kept by the parse; walking each subtree would cost its size every time.
    return token.left_edge.i, token.right_edge.i + 1

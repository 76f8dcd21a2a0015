"""What a claim is: denied or not, how certain, what is done by saying it, to whom and when."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from claimwire.language.claims.content_acts import act_in_content
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import child_of, noun_of
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.spans import Offsets
from claimwire.language.claims.times import resolve_past_day
from claimwire.language.grammar import Grammar

_LONGEST_ADDRESSEE = 8


def root_of(layout: Layout, ranges: Sequence[Range]) -> Token | None:
    """Return the word that governs the first sentence of a content."""
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


def is_negated(layout: Layout, root: Token | None, cue: Cue | None) -> bool:
    """Whether the content is negated; "does not believe that X" negates X.

    So does "did not condemn X": denied cues with a clause attribute nothing and do not come here.
    """
    content = root is not None and any(_negates(layout, child) for child in root.children)
    return content != (cue is not None and cue.negated)


def _negates(layout: Layout, child: Token) -> bool:
    """Whether a word below the verb negates it: "not", "never", "no decision", "nobody"."""
    grammar, words, relation = layout.grammar, layout.words, child.dep_
    if relation in grammar.negation:
        return True
    is_argument = (
        relation in grammar.any_subject
        or relation in grammar.object
        or relation in grammar.predicate_noun
    )
    return is_argument and (
        child.lower_ in words.nobody
        or any(
            left.dep_ in grammar.determiner and left.lower_ in words.negative_determiners
            for left in child.lefts
        )
    )


def modality_of(layout: Layout, root: Token | None) -> str:
    """Return how the content holds: asserted, possible, conditional, future or obligation."""
    if root is None:
        return "asserted"
    grammar, words = layout.grammar, layout.words
    auxiliaries = {c.lower_ for c in root.children if c.dep_ in grammar.any_auxiliary}
    clauses = [child for child in root.children if child.dep_ in grammar.adverbial_clause]
    if any(_is_condition(layout, clause) for clause in clauses):
        return "conditional"
    if auxiliaries & words.possible:
        return "possible"
    if auxiliaries & words.obligation or (
        root.lemma_ in words.obligation_verbs and _governs_infinitive(root, grammar)
    ):
        return "obligation"
    if auxiliaries & words.future or (
        root.lower_ in words.future_forms and _governs_infinitive(root, grammar)
    ):
        return "future"
    return "asserted"


def _governs_infinitive(token: Token, grammar: Grammar) -> bool:
    return any(
        child.dep_ in grammar.open_clause
        and any(left.tag_ in grammar.infinitive_marker for left in child.lefts)
        for child in token.rights
    )


def _is_condition(layout: Layout, clause: Token) -> bool:
    """Whether a clause states a condition; "even if" concedes instead."""
    words = layout.words
    for child in clause.lefts:
        if child.dep_ in layout.grammar.marker and child.lower_ in words.conditions:
            return not (child.i > 0 and child.nbor(-1).lower_ in words.concessions)
    return False


def act_of(layout: Layout, cue: Cue | None, root: Token | None, text: str) -> str:
    """Return what is done by saying it.

    That is the act of the cue. For a cue that means no more than "said" it is that of a
    performative verb in the first person ("We urge …"), or a question where the content ends
    with a question mark.
    """
    act = cue.act if cue is not None else "statement"
    if act != "statement":
        return act
    performed = None if root is None else _performed(layout, root)
    if performed is not None:
        return performed
    if root is not None and not text.endswith("?"):
        head = None if cue is None else layout.doc[cue.token]
        if (shown := act_in_content(layout, head, root)) is not None:
            return shown
    return "question" if text.endswith("?") else "statement"


def _performed(layout: Layout, verb: Token) -> str | None:
    """What "we" do with a verb in the present tense, or None."""
    grammar = layout.grammar
    if verb.tag_ not in grammar.present or child_of(verb, grammar.negation) is not None:
        return None
    subject = child_of(verb, grammar.subject)
    if subject is None or subject.lower_ not in layout.words.first_person:
        return None
    entries = cue_lexicon(layout.language).verbs.get(verb.lemma_.lower(), ())
    return next(
        (e.act for e in entries if not e.particle and e.act not in ("statement", "question")), None
    )


def addressee_of(layout: Layout, cue: Cue | None) -> Offsets | None:
    """Find to whom it was said: "told Reuters", "in an interview with the BBC"."""
    if cue is None or cue.form != "verb":
        return None
    grammar, words = layout.grammar, layout.words
    before_addressee = grammar.preposition | grammar.recipient
    for child in layout.doc[cue.token].rights:
        relation = child.dep_
        if cue.object_is_addressee and relation in grammar.any_object:
            return _name(layout, child)
        if (
            relation in before_addressee
            and child.lower_ in words.addressee_prepositions
            and cue.lemma in words.addressing_verbs
        ):
            return _name(layout, noun_of(child, grammar))
        if relation in grammar.preposition and child.lower_ in words.conversation_prepositions:
            partner = _interlocutor(layout, noun_of(child, grammar))
            if partner is not None:
                return _name(layout, noun_of(partner, grammar))
    return None


def _interlocutor(layout: Layout, talk: Token | None) -> Token | None:
    """The preposition before the other side of an interview or a call."""
    words = layout.words
    if talk is None or talk.lemma_.lower() not in words.conversations:
        return None
    for part in talk.rights:
        if (
            part.dep_ in layout.grammar.preposition
            and part.lower_ in words.interlocutor_prepositions
        ):
            return part
    return None


def _name(layout: Layout, head: Token | None) -> Offsets | None:
    """A noun phrase without its articles; None for pronouns and for what is no short name."""
    if head is None or head.pos_ == "PRON" or layout.is_quoted(head.i):
        return None
    first = head.left_edge.i
    while first < head.i and layout.doc[first].dep_ in layout.grammar.determiner:
        first += 1
    if head.i - first > _LONGEST_ADDRESSEE:
        return None
    return layout.doc[first].idx, layout.end_of(head.i)


def said_on(layout: Layout, cue: Cue | None, published: date | None) -> date | None:
    """Find the day it was said, where the cue has a time beside it."""
    if cue is None or published is None or cue.form != "verb":
        return None
    grammar = layout.grammar
    for child in layout.doc[cue.token].children:
        if layout.is_quoted(child.i):
            continue
        time = child
        if child.dep_ in grammar.preposition and child.lower_ in layout.words.day_prepositions:
            time = noun_of(child, grammar) or child
        elif child.dep_ not in grammar.noun_adverbial:
            continue
        if time.right_edge.i - time.left_edge.i > _LONGEST_ADDRESSEE:
            continue
        for last in (time.right_edge.i, time.i):
            words = layout.text[layout.doc[time.left_edge.i].idx : layout.end_of(last)]
            if (day := resolve_past_day(words, published, layout.language)) is not None:
                return day
    return None

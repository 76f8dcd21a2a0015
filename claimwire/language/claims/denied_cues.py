"""Whether a cue attributes something: not if it is denied, or if its subject is nobody."""

from spacy.tokens import Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attributed_content import OBJECTS, Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import children, is_passive, lefts
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source

_ATTITUDES = frozenset({"belief", "prediction"})
_ASKING = frozenset({"question"})
_SAYINGS = frozenset({"statement"})
"""Acts that leave nothing where they are denied: who "did not claim the attack" said nothing."""
COMPLEMENT_RULES = frozenset({"object", "preposition", "gerund", "infinitive"})
"""Rules whose contents are no clauses."""


def may_attribute(layout: Layout, cue: Cue, source: Source | None) -> bool:
    """Whether a cue can attribute something.

    It cannot if it is denied ("did not say"), if its subject is nobody ("no minister said"), or
    if it is passive and its subject is who is spoken to ("was told"). Who "was asked
    by a caller whether it fell" was asked that by the caller.
    """
    if source is not None and is_nobody(layout, layout.parse[source.head]):
        return False
    if cue.form == "phrase" and source is not None:
        noun = layout.parse[source.head]
        measured = cue.needs_actor and not _is_definite(layout, noun)
        return not measured and not _is_measure(layout, noun)
    if cue.form != "verb":
        return True
    if cue.negated and cue.act not in _ATTITUDES and not may_be_denied(cue):
        return False
    if cue.act in _ASKING:
        return True
    return not (cue.object_is_addressee and is_passive(layout.parse[cue.token], layout.grammar))


def _is_definite(layout: Layout, noun: Token) -> bool:
    """Whether a noun behind "per" is somebody or some paper, and no measure: not "per person"."""
    grammar = layout.grammar
    if any(child.pos_ == "NUM" for child in lefts(noun)):
        return False
    if noun.pos_ == "PROPN" or noun.tag_ in grammar.plural_noun:
        actors = speaker_words(layout.language).actors
        return noun.pos_ == "PROPN" or noun.lemma_.lower() in actors
    return any(child.dep_ in grammar.determiner | grammar.possessor for child in lefts(noun))


def _is_measure(layout: Layout, noun: Token) -> bool:
    """Whether a noun behind "according to" says nothing: a timetable, or a pronoun for one."""
    words = layout.words
    return noun.lemma_.lower() in words.measures or (
        bool(words.measures) and noun.lower_ in words.relative_pronouns
    )


def may_be_denied(cue: Cue) -> bool:
    """Whether not doing what a cue says is a position of its own."""
    return cue.act not in _SAYINGS and bool(cue.frames & {"object", *OBJECTS})


def is_nobody(layout: Layout, noun: Token) -> bool:
    """Whether a noun names nobody: "no minister", "none of them"."""
    words = layout.words
    return noun.lower_ in words.nobody or any(
        child.lower_ in words.negative_determiners or child.lower_ in words.nobody
        for child in lefts(noun)
        if child.dep_ in layout.grammar.determiner or child.pos_ == "CCONJ"
    )


def holds(layout: Layout, cue: Cue, content: Content) -> bool:
    """Whether a cue attributes its content.

    Who "did not condemn the strike" says something of it; who "did not confirm that it fell"
    does not say that it fell. Who "asked not to be named" says nothing but that.
    """
    if _keeps_back_a_name(layout, cue, content):
        return False
    if cue.act in _ASKING and is_passive(layout.parse[cue.token], layout.grammar):
        return _is_question(layout, content)
    if cue.object_is_addressee and content.rule != "clause":
        token = layout.parse[cue.token]
        if is_passive(token, layout.grammar):
            return False
    return not cue.negated or cue.act in _ATTITUDES or content.rule in COMPLEMENT_RULES


def _is_question(layout: Layout, content: Content) -> bool:
    """Whether what somebody was asked is a question that ends before the answer to it begins.

    In "Asked why, he laughed" parsers take the answer for the question.
    """
    first = content.ranges[0][0]
    if layout.is_quoted(first):
        return True
    opens = layout.tokens.lowers[first] in layout.words.question_words
    return opens and not any(word.text == "," for word in layout.parse[first : first + 3])


_LONGEST_FORMULA = 12


def _keeps_back_a_name(layout: Layout, cue: Cue, content: Content) -> bool:
    """Whether a content is a formula of anonymity: "asked not to be identified"."""
    words, grammar = layout.words, layout.grammar
    first, last = content.ranges[0]
    if cue.form != "verb" or last - first > _LONGEST_FORMULA:
        return False
    for token in layout.parse[first:last]:
        lemma = token.lemma_.lower()
        if lemma in words.withheld:
            return True
        own = any(
            child.dep_ in grammar.possessor and child.pos_ == "PRON" for child in lefts(token)
        )
        if lemma in words.own_names and own:
            return True
        if lemma in words.naming_verbs and any(
            child.dep_ in grammar.passive_auxiliary for child in children(token)
        ):
            subject = any(child.dep_ in grammar.any_subject for child in children(token))
            if not subject and content.frame == "infinitive":
                return True
    return False

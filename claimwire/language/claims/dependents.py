"""What hangs on a word in the parse: the questions that several rules ask."""

import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.layout import Layout, Range
from claimwire.language.grammar import Grammar, Labels

_MOST = 40
"""Of what hangs on one word no more is looked at, so that the work stays linear in the text."""


def children(word: Token) -> Iterator[Token]:
    """Yield what hangs on a word, in the order of the text."""
    return itertools.islice(word.children, _MOST)


def lefts(word: Token) -> Iterator[Token]:
    """Yield what hangs on a word and stands before it."""
    return itertools.islice(word.lefts, _MOST)


def rights(word: Token) -> Iterator[Token]:
    """Yield what hangs on a word and stands behind it."""
    return itertools.islice(word.rights, _MOST)


def child_of(word: Token, relation: Labels) -> Token | None:
    """Return the first word that hangs on another by a relation."""
    for child in children(word):
        if child.dep_ in relation:
            return child
    return None


def noun_of(preposition: Token, grammar: Grammar) -> Token | None:
    """Return the noun behind a preposition."""
    nouns = grammar.prepositional_object
    return next((child for child in preposition.rights if child.dep_ in nouns), None)


def span_of(word: Token) -> Range:
    """Return the first token and the token after the last of what a word governs."""
    # The edges are kept by the parse; walking each subtree would cost its size every time.
    return word.left_edge.i, word.right_edge.i + 1


def is_particle(word: Token, grammar: Grammar) -> bool:
    """Whether a word belongs to its verb: "pointed out", or "shot | back", which is no adverb."""
    if word.dep_ in grammar.particle:
        return True
    return word.dep_ in grammar.adverb and word.i == word.head.i + 1


def is_passive(verb: Token, grammar: Grammar) -> bool:
    """Whether a verb is passive: it then names whom it happens to, not who speaks."""
    if is_insertion(verb, grammar):
        return True
    if verb.tag_ not in grammar.past_participle:
        return False
    links = {child.dep_ for child in children(verb)}
    if links & grammar.passive_auxiliary:
        return True
    # A "participle" with a subject and an object is a past tense misread.
    active = links & grammar.subject and links & grammar.object
    return not links & grammar.auxiliary and not active


def is_insertion(verb: Token, grammar: Grammar) -> bool:
    """Whether a verb of the past describes the noun before it between commas.

    So does "asked" in "The king, asked whether he would go, replied": it is a participle, though
    parsers may take it for a past tense.
    """
    return (
        verb.dep_ in grammar.noun_clause
        and verb.tag_ in grammar.past | grammar.past_participle
        and verb.i > 0
        and verb.nbor(-1).text == ","
    )


def is_infinitive(verb: Token, grammar: Grammar) -> bool:
    """Whether a verb stands with "to", or is an infinitive by its form."""
    marker = grammar.infinitive_marker
    # In "to have gone" parsers hang "to" on either.
    return verb.tag_ in grammar.infinitive or any(
        child.dep_ in grammar.any_auxiliary
        and (child.tag_ in marker or (child.i > 0 and child.nbor(-1).tag_ in marker))
        for child in verb.lefts
    )


def has_complementizer(layout: Layout, clause: Token) -> bool:
    """Whether a conjunction such as "that" opens a clause."""
    markers, words = layout.grammar.marker, layout.words.complementizers
    return any(mark.dep_ in markers and mark.lower_ in words for mark in clause.lefts)


def tense_of(verb: Token, grammar: Grammar) -> str | None:
    """Return the tag of the finite word of a verb: its own or its first auxiliary's."""
    tenses = grammar.past | grammar.present | grammar.present_third | grammar.modal
    for child in lefts(verb):
        if child.dep_ in grammar.any_auxiliary and child.tag_ in tenses:
            return child.tag_
    return verb.tag_ if verb.tag_ in tenses else None

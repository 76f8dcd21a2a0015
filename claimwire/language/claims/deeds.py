"""Verbs of speech that tell of a deed or a plan: "may dismiss his army chief", "to confirm it"."""

from spacy.tokens import Token

from claimwire.language.claims.attributed_content import UNSOURCED, Content
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import children, is_infinitive, is_passive, rights
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source

_SAYING = "statement"
_LONGEST_WORD_FOR_IT = 5
_DEEDS = frozenset({"object", "preposition"})
_COMPLEMENTS = frozenset({"object", "preposition", "infinitive", "gerund", "noun_complement"})


def is_deed(layout: Layout, cue: Cue, source: Source | None, content: Content) -> bool:
    """Whether somebody does something with what would be the content, rather than says it.

    With a clause a verb of speech attributes; with a noun it may be a plan ("would accept the
    gift"), a purpose ("met to discuss the budget"), or done by nobody in particular.
    """
    token = layout.parse[cue.token]
    if _is_topic(layout, token, source) or (
        token.tag_ in layout.grammar.infinitive and _is_purpose(layout, token)
    ):
        # "pour assurer que tout va bien"
        return True
    if content.rule in _COMPLEMENTS and content.frame not in UNSOURCED and source is None:
        past = layout.grammar.past | layout.grammar.present_third
        return cue.form != "verb" or not (token.tag_ in past or is_passive(token, layout.grammar))
    if cue.form == "noun":
        # "his calls and plans to …": what follows the last may belong to it alone.
        return content.rule == "noun_complement" and token.dep_ in layout.grammar.conjunct
    if cue.form != "verb" or content.rule not in _DEEDS:
        return False
    if _is_word_for_it(layout, cue, content):
        return True
    return _is_planned(layout, token) or _is_purpose(layout, token)


def _is_topic(layout: Layout, verb: Token, source: Source | None) -> bool:
    """Whether a sentence says something of a saying: "To say he was loud is an understatement"."""
    return (
        source is None
        and bool(verb.left_edge.is_sent_start)
        and verb.tag_ in layout.grammar.bare_form
        and is_infinitive(verb, layout.grammar)
    )


def _is_word_for_it(layout: Layout, cue: Cue, content: Content) -> bool:
    """Whether a content only says that something was said: "issued a statement".

    Who confirms a statement takes a stand on what it says.
    """
    if cue.act != _SAYING or cue.lemma in layout.words.answering_verbs:
        return False
    if len(content.ranges) > 1 or content.link is not None:
        return False
    first, last = content.ranges[0]
    noun = _governor(layout, first, last)
    said = cue_lexicon(layout.language).nouns.get(layout.lemmas[noun.i])
    return (
        said is not None
        and said.act == _SAYING
        and noun.i - first < _LONGEST_WORD_FOR_IT
        and all(_tells_when_or_where(layout, child) for child in rights(noun))
        and not layout.is_quoted(noun.i)
    )


def _governor(layout: Layout, first: int, last: int) -> Token:
    """The word of a stretch on which the others hang."""
    word = layout.parse[first]
    while first <= word.head.i < last and word.head.i != word.i:
        word = word.head
    return word


def _tells_when_or_where(layout: Layout, word: Token) -> bool:
    """Whether what hangs on a noun says no more of what was said."""
    words = layout.words
    setting = words.setting_prepositions | words.place_prepositions
    return word.is_punct or (word.dep_ in layout.grammar.preposition and word.lower_ in setting)


def _is_planned(layout: Layout, verb: Token) -> bool:
    words = layout.words
    modals = words.possible | words.future
    return any(
        child.dep_ in layout.grammar.any_auxiliary and child.lower_ in modals
        for child in children(verb)
    )


def _is_purpose(layout: Layout, verb: Token) -> bool:
    """Whether an infinitive says what something is done or is there for."""
    grammar = layout.grammar
    if not is_infinitive(verb, grammar):
        return False
    if verb.dep_ in grammar.noun_clause | grammar.relative_clause:
        return True
    if layout.lemmas[verb.head.i] in cue_lexicon(layout.language).verbs:
        return False
    # "test the samples to confirm it"
    behind_object = verb.dep_ in grammar.open_clause and any(
        child.dep_ in grammar.object and child.i < verb.i for child in rights(verb.head)
    )
    return behind_object or verb.dep_ in grammar.adverbial_clause

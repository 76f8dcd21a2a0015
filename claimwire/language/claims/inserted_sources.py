"""Sources that an insertion parts from their verb: "the minister, asked about it, said".

Parsers often take the inserted verb for the main one, and the source for a part of the quotation.
"""

from spacy.tokens import Token

from claimwire.language.claims.content import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source, noun_phrase

_COMMA = ","
_LONGEST_INSERTION = 30
_LONGEST_NAME = 12
_NOUNS = frozenset({"NOUN", "PROPN"})


def inserted_source(layout: Layout, cue: Cue) -> Source | None:
    """Find the noun before an insertion that ends right before a verb.

    Args:
        layout: the text.
        cue: a cue for which the parse has no source.

    Returns:
        The noun with its title, or None where no insertion stands there.
    """
    doc, grammar = layout.doc, layout.grammar
    if cue.form != "verb" or doc[cue.token].tag_ not in grammar.past | grammar.present_third | (
        grammar.past_participle
    ):
        return None
    end = cue.first
    while end > 0 and doc[end - 1].dep_ in grammar.any_auxiliary | grammar.adverb:
        end -= 1
    if end < 1 or doc[end - 1].text != _COMMA:
        return None
    for index in range(end - 2, max(0, end - _LONGEST_INSERTION), -1):
        word = doc[index]
        if layout.is_quoted(index) or layout.ends_sentence(word) or layout.breaks_line[index]:
            return None
        if word.text == _COMMA and _opens_insertion(layout, doc[index + 1]):
            return _named(layout, cue, doc[index - 1], (index - 1, end))
    return None


def belongs(layout: Layout, source: Source, content: Content) -> bool:
    """Whether a content may be that of a cue with an insertion before it.

    What stands in the insertion is not, and what stands before the source ends with a comma or a
    quotation.
    """
    last = content.ranges[-1][1]
    if source.first < content.ranges[0][0] and last <= source.whole[1]:
        return False
    before = source.first - 1
    return last > source.whole[1] or (
        before >= 0 and (layout.is_quoted(before) or layout.doc[before].text == _COMMA)
    )


def _opens_insertion(layout: Layout, word: Token) -> bool:
    grammar = layout.grammar
    participles = grammar.past_participle | grammar.gerund | grammar.past
    return word.tag_ in participles or word.lower_ in layout.words.relative_pronouns


def _named(layout: Layout, cue: Cue, noun: Token, inserted: tuple[int, int]) -> Source | None:
    """The noun that ends before an insertion, with what it hangs on: "an official of the UN"."""
    if noun.pos_ not in _NOUNS or layout.is_quoted(noun.i):
        return None
    head = above = noun
    while (
        noun.i - _LONGEST_NAME < above.head.i < above.i
        and above.head.pos_ in _NOUNS | {"ADP"}
        and not any(word.is_punct for word in layout.doc[above.head.i : above.i])
    ):
        above = above.head
        head = above if above.pos_ in _NOUNS else head
    found = noun_phrase(layout, head, cue)
    last = inserted[0] + 1
    return Source(head.i, found.first, last, (found.first, inserted[1]))

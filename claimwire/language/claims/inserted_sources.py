"""Sources that a parser loses before their verb: "“No,” the minister, asked about it, said".

Parsers often take the inserted verb for the main one, and the source for a part of the quotation.
"""

from spacy.tokens import Token

from claimwire.language.claims.attributed_content import Content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source, noun_phrase

_COMMA = ","
_LONGEST_INSERTION = 30
_LONGEST_NAME = 12
_LONGEST_SUBJECT = 25
_NOUNS = frozenset({"NOUN", "PROPN"})
_NAMES = _NOUNS | {"PRON"}
_NO_NOUN_PHRASE = frozenset({"VERB", "AUX", "SCONJ"})


def inserted_source(layout: Layout, cue: Cue) -> Source | None:
    """Find the noun before an insertion that ends right before a verb.

    Args:
        layout: the text.
        cue: a cue for which the parse has no source.

    Returns:
        The noun with its title, or None where no insertion stands there.
    """
    parse, grammar = layout.parse, layout.grammar
    if cue.form != "verb" or parse[cue.token].tag_ not in grammar.past | grammar.present_third | (
        grammar.past_participle
    ):
        return None
    end = cue.first
    while end > 0 and parse[end - 1].dep_ in grammar.any_auxiliary | grammar.adverb:
        end -= 1
    if end < 1 or parse[end - 1].text != _COMMA:
        return None
    for index in range(end - 2, max(0, end - _LONGEST_INSERTION), -1):
        word = parse[index]
        if layout.is_quoted(index) or layout.ends_sentence(word) or layout.breaks_line[index]:
            return None
        if word.text == _COMMA and _opens_insertion(layout, parse[index + 1]):
            return _named(layout, cue, parse[index - 1], (index - 1, end))
    return None


def source_beside(layout: Layout, cue: Cue, quotation: int) -> Source | None:
    """Find the words between a quotation and the verb behind it, if they name or describe somebody.

    Args:
        layout: the text.
        cue: a cue for which the parse has no source outside of the quotation.
        quotation: its number.

    Returns:
        The words with the first noun that governs what stands beside it ("Ana Ruiz, a nurse,"), or
        None where the words hold a verb or no noun.
    """
    parse, (_, first) = layout.parse, layout.tokens_of(quotation)
    last = cue.first
    while last > first and (
        parse[last - 1].is_punct or parse[last - 1].dep_ in layout.grammar.adverb
    ):
        last -= 1
    words = parse[first:last]
    if cue.form != "verb" or not 0 < len(words) <= _LONGEST_SUBJECT:
        return None
    if any(word.pos_ in _NO_NOUN_PHRASE or layout.ends_sentence(word) for word in words):
        return None
    behind_comma = next((word.i for word in words if word.text == _COMMA), last)
    head = next((word for word in words if word.pos_ in _NAMES), None)
    while head is not None and first <= head.head.i < behind_comma and head.head.pos_ in _NAMES:
        if head.head.i == head.i:
            break
        head = head.head
    if head is None or head.i >= behind_comma:
        return None
    return Source(head.i, first, last, (first, last))


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
        before >= 0 and (layout.is_quoted(before) or layout.tokens.texts[before] == _COMMA)
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
        and not any(word.is_punct for word in layout.parse[above.head.i : above.i])
    ):
        above = above.head
        head = above if above.pos_ in _NOUNS else head
    found = noun_phrase(layout, head, cue)
    last = inserted[0] + 1
    return Source(head.i, found.first, last, (found.first, inserted[1]))

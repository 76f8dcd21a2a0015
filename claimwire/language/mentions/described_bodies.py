"""What a text says a body is, where its name does not: "the rebel group Dawn", "Dawn, a militia".

Names such as "Dawn" or "Northern Front" do not tell what bears them. The text does, where it calls
the body something right before the name, in an apposition behind it, or with a form of "be".
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.mentions.body_names import describe
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE = 2
"""Words right before a name that say what it is."""
_NOUN_PHRASE = 3
"""Words of a description that are read, its noun the last."""


def kind_told(tokens: Tokens, mention: Mention) -> str | None:
    """Return the kind of a body that the text tells, as in the table of entities, or None.

    Args:
        tokens: of the text.
        mention: of the body.
    """
    for words in _descriptions(tokens, mention):
        kind = tokens.words.body_nouns.kind(words[-1])
        described = describe(tokens.words.bodies, words)
        if described is not None:
            return described.kind
        if kind is not None:
            return kind
    return None


def _descriptions(tokens: Tokens, mention: Mention) -> Iterator[Sequence[str]]:
    """Yield the words that describe a body, in lower case."""
    first = mention.first_token
    before = tokens.texts[max(first - _BEFORE, 0) : first]
    described = len(before) == _BEFORE and tokens.tags[first - 1] in _NOUNS
    if described and all(word.isalpha() and word.islower() for word in before):
        yield before
    grammar = tokens.grammar
    head = tokens.root(first, mention.last_token)
    for child in head.children:
        if child.dep_ in grammar.apposition and child.i >= mention.last_token:
            yield from _phrase(tokens, child)
    if head.dep_ in grammar.subject and head.head.lemma_ in tokens.words.actors.being:
        for child in head.head.children:
            if child.dep_ in grammar.predicate_noun:
                yield from _phrase(tokens, child)


def _phrase(tokens: Tokens, noun: Token) -> Iterator[Sequence[str]]:
    """Yield a common noun with the words before it."""
    words = tokens.texts[max(noun.i - _NOUN_PHRASE + 1, noun.left_edge.i) : noun.i + 1]
    if words and words[-1].isalpha() and words[-1].islower():
        yield [word.lower() for word in words]

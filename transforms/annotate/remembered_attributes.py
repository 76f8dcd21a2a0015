"""The attribute ruler's own decisions, remembered for each kind of token.

spaCy's ruler runs some 180 patterns over every text. Nearly all of them look at one token only, so
what they decide depends on nothing but that token's attributes and is asked for once. The few
patterns of several tokens are matched as ever.
"""

from collections import defaultdict
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

NAME = "remembered_attributes"
"""Name of the component."""

_LOOKED_AT = frozenset({"DEP", "IS_SPACE", "LOWER", "ORTH", "TAG", "TEXT"})
"""What the key of a token stands for; a pattern that looks at more is matched as ever."""

_MOST_REMEMBERED = 200_000
"""Kinds of tokens; some 60 MB."""

_Key = tuple[int, int, int]


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> "RememberedAttributes":  # noqa: ARG001 - spaCy names it
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return RememberedAttributes(nlp.vocab, ruler)


def can_replace(ruler: object) -> bool:
    """Whether a pipeline's ruler is spaCy's own."""
    return type(ruler) is AttributeRuler


class RememberedAttributes:
    """Sets the attributes that an attribute ruler would set.

    Args:
        vocab: of the pipeline.
        ruler: the component whose patterns are used.
    """

    def __init__(self, vocab: Vocab, ruler: AttributeRuler) -> None:
        self._vocab = vocab
        self._attributes = ruler.attrs
        self._indices = ruler.indices
        self._of_one_token, self._of_several = Matcher(vocab), Matcher(vocab)
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            alone = [each for each in patterns if _looks_at_one_token(each)]
            others = [each for each in patterns if not _looks_at_one_token(each)]
            for matcher, some in ((self._of_one_token, alone), (self._of_several, others)):
                if some:
                    matcher.add(str(number), some)
        self._remembered: dict[_Key, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of one text."""
        several = defaultdict(set)
        for number, start, end in self._matches(self._of_several, doc):
            several[doc[start:end][self._indices[number]].i].add(number)
        for token in doc:
            rules = self._rules_of(token)
            if token.i in several:
                # Later rules have precedence, whatever number of tokens they look at.
                rules = tuple(sorted({*rules, *several[token.i]}))
            for number in rules:
                set_token_attrs(token, self._attributes[number])
        return doc

    def _rules_of(self, token: Token) -> tuple[int, ...]:
        key = (token.orth, token.tag, token.dep)
        rules = self._remembered.get(key)
        if rules is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            rules = self._remembered[key] = self._ask(token)
        return rules

    def _ask(self, token: Token) -> tuple[int, ...]:
        alone = Doc(self._vocab, words=[token.text], spaces=[False])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        return tuple(sorted({number for number, *_ in self._matches(self._of_one_token, alone)}))

    def _matches(self, matcher: Matcher, doc: Doc) -> list[tuple[int, int, int]]:
        found = matcher(doc, allow_missing=True)
        return [(int(self._vocab.strings[name]), start, end) for name, start, end in found]


def _looks_at_one_token(pattern: list[dict[str, object]]) -> bool:
    return len(pattern) == 1 and set(map(str.upper, pattern[0])) <= _LOOKED_AT

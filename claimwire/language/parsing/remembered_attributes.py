"""The attribute ruler's own decisions, remembered for each kind of token.

spaCy's ruler runs some 180 patterns over every text. Nearly all of them look at one token only, so
what they decide depends on nothing but that token's attributes and is asked for once. Words that no
pattern names are of one kind, whatever they are. The few patterns of several tokens are matched as
ever.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs
from spacy.vocab import Vocab

NAME = "remembered_attributes"
"""Name of the component."""

_LOOKED_AT = frozenset({"DEP", "IS_SPACE", "LOWER", "POS", "TAG"})
"""What the key of a token stands for; a pattern that looks at more is matched as ever."""

_WORD = "LOWER"
"""The attribute by which patterns name words."""

_MOST_REMEMBERED = 200_000
"""Kinds of tokens; some 60 MB."""

_COLUMNS: list[int | str] = ["LOWER", "IS_SPACE", "TAG", "DEP", "POS"]
_Key = tuple[int, ...]


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
        self._names = tuple(_names(ruler.patterns))
        self._named: dict[int, bool] = {}
        self._remembered: dict[_Key, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of one text."""
        several = defaultdict(set)
        for number, start, end in self._matches(self._of_several, doc):
            several[doc[start:end][self._indices[number]].i].add(number)
        for place, kind in enumerate(doc.to_array(_COLUMNS).tolist()):
            rules = self._rules_of(kind, doc, place)
            if place in several:
                # Later rules have precedence, whatever number of tokens they look at.
                rules = tuple(sorted({*rules, *several[place]}))
            if rules:
                token = doc[place]
                for number in rules:
                    set_token_attrs(token, self._attributes[number])
        return doc

    def _rules_of(self, kind: list[int], doc: Doc, place: int) -> tuple[int, ...]:
        word, is_space, *others = kind
        named = self._named.get(word)
        if named is None:
            named = any(each.search(doc[place].lower_) for each in self._names)
            self._keep(self._named, word, named)
        key = (word if named else is_space, *others)
        rules = self._remembered.get(key)
        return self._keep(self._remembered, key, self._ask(doc[place])) if rules is None else rules

    def _keep(self, remembered: dict[Any, Any], key: object, value: Any) -> Any:
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        remembered[key] = value
        return value

    def _ask(self, token: Token) -> tuple[int, ...]:
        alone = Doc(self._vocab, words=[token.text], spaces=[False])
        alone[0].tag, alone[0].dep, alone[0].pos = token.tag, token.dep, token.pos
        return tuple(sorted({number for number, *_ in self._matches(self._of_one_token, alone)}))

    def _matches(self, matcher: Matcher, doc: Doc) -> list[tuple[int, int, int]]:
        found = matcher(doc, allow_missing=True) if len(matcher) else []
        return [(int(self._vocab.strings[name]), start, end) for name, start, end in found]


def _looks_at_one_token(pattern: list[dict[str, Any]]) -> bool:
    if len(pattern) != 1 or not _look(pattern).keys() <= _LOOKED_AT:
        return False
    named = _look(pattern).get(_WORD, "")
    return isinstance(named, str) or set(named) in ({"IN"}, {"REGEX"})


def _look(pattern: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a pattern asks of its first token; spaCy takes the names in any case."""
    return {name.upper(): value for name, value in pattern[0].items()}


def _names(rules: Any) -> Iterator[re.Pattern[str]]:
    """Yield what is found in a word that a pattern names."""
    for rule in rules:
        for pattern in filter(_looks_at_one_token, rule["patterns"]):
            named = _look(pattern).get(_WORD)
            if named is None:
                continue
            if isinstance(named, str):
                named = {"IN": [named]}
            words = "|".join(map(re.escape, named.get("IN", [])))
            yield re.compile(named.get("REGEX", rf"\A(?:{words})\Z"))

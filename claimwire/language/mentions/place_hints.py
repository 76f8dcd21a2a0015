"""Hints in the words around a name for or against its being a place, as weights to be summed.

The weights are hand-set, in steps of a half, on the scale of ``toponyms.PLACE``.
"""

import dataclasses
import functools
import tomllib
from pathlib import Path

from spacy.tokens import Doc, Token

CONNECTIVES = frozenset({",", "and", "or", "to", "&", "/", "-", ";"})
"""What stands between the items of a list, or the ends of a route."""

_IN = 2.5
_OF = 1.0
_OF_KIND = 5.5
_KIND_BEHIND = 2.0
_TITLED = -5.0
_PART = -3.5
_NOT_PROPER = -2.0
_DATELINE = 3.0
_CAPITALS = -1.5

_TITLES = frozenset(
    {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Prof.", "Judge", "Sgt."}
)
_AFTER_DATELINE = frozenset({",", "(", ":", "-", "--", "\u2013", "\u2014"})
_BEFORE_NAMES = frozenset({"the"})
_IN_NAMES = frozenset({"PROPN", "PUNCT", "ADP", "DET", ""})
_NO_NAMES = frozenset({"PRON", "DET", "VERB", "AUX", "CCONJ", "ADV"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEALING = frozenset({"by", "with", "between", "against"})
_FOLDER = Path(__file__).parent / "knowledge"
_SHORTEST_IN_CAPITALS = 3


@functools.cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of ``knowledge/words.toml``."""
    listed = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in listed.items()}


def acts(token: Token) -> bool:
    """Whether a name does, has or suffers what governments do: "Moscow said"."""
    if token.dep_ == "pobj" and token.head.lower_ in _DEALING:
        token = token.head
    head = token.head.lemma_.lower()
    if token.dep_ in _SUBJECTS:
        return head in words()["government_verbs"]
    if token.dep_ == "dobj":
        return head in words()["diplomatic_verbs"]
    return token.dep_ in {"poss", "prep"} and head in words()["diplomatic_nouns"]


@dataclasses.dataclass(frozen=True)
class Tokens:
    """What is asked of the tokens of a text again and again, read from the parse once.

    Attributes:
        text: the whole text.
        texts, lowers: each token, as written and in lower case.
        offsets: where each begins.
        tags: their parts of speech, universal tag set.
        starts: whether a sentence or a line begins with it.
    """

    text: str
    texts: list[str]
    lowers: list[str]
    offsets: list[int]
    tags: list[str]
    starts: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> "Tokens":
        """Read a parse."""
        texts: list[str] = []
        tags: list[str] = []
        offsets: list[int] = []
        starts: list[bool] = []
        for token in doc:
            starts.append(bool(token.is_sent_start) or not texts or texts[-1].isspace())
            texts.append(token.text)
            tags.append(token.pos_)
            offsets.append(token.idx)
        return cls(doc.text, texts, [text.lower() for text in texts], offsets, tags, starts)

    def name(self, first: int, last: int) -> str:
        """The text of the tokens ``[first, last)``."""
        return self.text[self.offsets[first] : self.offsets[last - 1] + len(self.texts[last - 1])]

    def may_begin_name(self, index: int) -> bool:
        """Whether a token can be the first of a name."""
        text = self.texts[index]
        if not text[:1].isupper():
            return False
        # The tagger is lost in words that are all in capitals.
        in_capitals = len(text) >= _SHORTEST_IN_CAPITALS and text.isupper()
        return in_capitals or self.tags[index] not in _NO_NAMES

    def is_proper(self, index: int) -> bool:
        """Whether a token is a proper noun in writing as well."""
        return self.tags[index] == "PROPN" and self.texts[index][:1].isupper()

    def is_common(self, first: int, last: int) -> bool:
        """Whether a capitalised word is no proper noun to the tagger."""
        return any(
            self.texts[index][:1].isupper() and self.tags[index] not in _IN_NAMES
            for index in range(first, last)
        )


def before(tokens: Tokens, first: int) -> float:
    """Weigh what leads to a name: "in", "the village of", "Mr."."""
    index = first - 1
    while index > 0 and tokens.lowers[index] in _BEFORE_NAMES:
        index -= 1
    if index < 0:
        return 0.0
    lead = tokens.lowers[index]
    if lead == "of" and index and tokens.lowers[index - 1] in words()["place_nouns"]:
        return _OF_KIND
    if lead in words()["locative"] or tokens.texts[index] in words()["place_nouns"]:
        return _IN
    if lead in words()["leading"]:
        return _OF
    return _TITLED if tokens.texts[index] in _TITLES else 0.0


def behind(tokens: Tokens, last: int) -> float:
    """Weigh whether it is said behind a name what it is: "Sichuan province"."""
    named = last < len(tokens.texts) and tokens.lowers[last] in words()["place_nouns"]
    return _KIND_BEHIND * named


def capitals(tokens: Tokens, first: int, last: int) -> float:
    """Weigh a name all in capitals: a dateline's, or more often an acronym."""
    if not tokens.name(first, last).isupper():
        return 0.0
    after = tokens.texts[last] if last < len(tokens.texts) else ""
    return _DATELINE if tokens.starts[first] and after in _AFTER_DATELINE else _CAPITALS


def part(tokens: Tokens, first: int, last: int) -> float:
    """Weigh whether a further capitalised word belongs to the name."""
    if first and tokens.is_proper(first - 1) and not tokens.starts[first]:
        return _PART
    if last >= len(tokens.texts) or not tokens.is_proper(last):
        return 0.0
    return _PART * (tokens.lowers[last] not in words()["place_nouns"] | words()["body_nouns"])


def not_proper(tokens: Tokens, first: int, last: int) -> float:
    """Weigh what the tagger says of the words."""
    return _NOT_PROPER * tokens.is_common(first, last)

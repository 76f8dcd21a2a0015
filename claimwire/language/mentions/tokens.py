"""A parsed text as the rules for mentions read it."""

import dataclasses
import itertools
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from claimwire.language.grammar import Grammar
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.rule_words import RuleWords, rule_words_of

_COLUMNS: list[int | str] = ["ORTH", "LEMMA", "POS", "SENT_START", "SPACY"]
_SPACES = ("", " ")
_IN_NAMES = frozenset({"PROPN", "PUNCT", "ADP", "DET", ""})
_NO_NAMES = frozenset({"PRON", "DET", "VERB", "AUX", "CCONJ", "ADV"})
_SHORTEST_IN_CAPITALS = 3
_WORDS_OF_HEADLINE = 3
_SHORTEST_WORD = 2


@dataclasses.dataclass(frozen=True)
class Tokens:
    """The tokens of a text, and what its language says of them.

    What rules ask for again and again is read from the parse once, into lists by token.

    Attributes:
        doc: the parse.
        parse: its tokens: asking the parse makes each anew, which takes longer than most rules.
        language: ISO 639-1 code of its language.
        grammar: the labels of its parser.
        words: the words of its language.
        text: the whole text.
        texts, lowers: each token, as written and in lower case.
        lemmas: their dictionary forms, in lower case.
        offsets: where each begins, in code points.
        tags: their parts of speech, universal tag set.
        starts: whether a sentence or a line begins with it.
        headlines: 1 for each token of a line that is all in capitals.
        sentences: number of its sentence, from 0.
        names: the names that the model sees.
    """

    doc: Doc
    parse: list[Token]
    language: str
    grammar: Grammar
    words: RuleWords
    text: str
    texts: list[str]
    lowers: list[str]
    lemmas: list[str]
    offsets: list[int]
    tags: list[str]
    starts: list[bool]
    headlines: bytearray
    sentences: list[int]
    names: tuple[Span, ...]

    @classmethod
    def of(cls, doc: Doc) -> "Tokens":
        """Read a parse."""
        language: str = doc.lang_
        # By columns: asking a parse for a token or its text makes an object each time.
        columns = doc.to_array(_COLUMNS).T.tolist()
        words, lemmas, tags, begins, spaced = columns
        strings = doc.vocab.strings
        read = {key: strings[key] for key in {*words, *lemmas, *tags}}
        texts = [read[key] for key in words]
        lengths = [len(text) + space for text, space in zip(texts, spaced, strict=True)]
        offsets = list(itertools.accumulate(lengths, initial=0))[:-1]
        lower = {key: read[key].lower() for key in {*words, *lemmas}}
        first = [begin == 1 for begin in begins]
        lines = [True, *map(str.isspace, texts)]
        sentences = list(itertools.accumulate(first[1:], initial=0)) if first else []
        return cls(
            doc,
            list(doc),
            language,
            grammar_of(language),
            rule_words_of(language),
            "".join(text + _SPACES[space] for text, space in zip(texts, spaced, strict=True)),
            texts,
            [lower[key] for key in words],
            [lower[key] for key in lemmas],
            offsets,
            [read[key] for key in tags],
            [begin or line for begin, line in zip(first, lines, strict=False)],
            _headlines(texts),
            sentences,
            tuple(doc.ents),
        )

    def __len__(self) -> int:
        return len(self.texts)

    def name(self, first: int, last: int) -> str:
        """Return the text of the tokens ``[first, last)``."""
        return self.text[self.offsets[first] : self.offsets[last - 1] + len(self.texts[last - 1])]

    def root(self, first: int, last: int) -> Token:
        """Return the word that governs the tokens ``[first, last)``, at least one."""
        root: Token = self.parse[first] if last - first == 1 else self.doc[first:last].root
        return root

    def before(self, first: int) -> str:
        """Return the token before another in lower case, or "" at the beginning of the text."""
        return self.lowers[first - 1] if first else ""

    def may_begin_name(self, index: int) -> bool:
        """Whether a token can be the first of a name."""
        text = self.texts[index]
        if not text[:1].isupper():
            return False
        # The tagger is lost in words that are all in capitals.
        in_capitals = len(text) >= _SHORTEST_IN_CAPITALS and text.isupper()
        tagged = in_capitals or self.tags[index] not in _NO_NAMES
        return tagged or self._is_article_of_name(index)

    def is_proper(self, index: int) -> bool:
        """Whether a token is a proper noun in writing as well."""
        return self.tags[index] == "PROPN" and self.texts[index][:1].isupper()

    def is_common(self, first: int, last: int) -> bool:
        """Whether a capitalised word is no proper noun to the tagger."""
        return any(
            self.texts[index][:1].isupper()
            and self.tags[index] not in _IN_NAMES
            and not self._is_article_of_name(index)
            for index in range(first, last)
        )

    def _is_article_of_name(self, index: int) -> bool:
        """Whether an article with a capital inside a sentence begins a name: "La Paz"."""
        return (
            not self.starts[index]
            and self.lowers[index] in self.words.places.leading_articles
            and self.texts[index][:1].isupper()
            and index + 1 < len(self)
            and self.texts[index + 1][:1].isupper()
        )


def _headlines(texts: Sequence[str]) -> bytearray:
    """Mark the lines all in capitals that have enough words not to be a name."""
    marks = bytearray(len(texts))
    breaks = [at for at, text in enumerate(texts) if text.isspace() and "\n" in text]
    for first, last in itertools.pairwise([-1, *breaks, len(texts)]):
        line = texts[first + 1 : last]
        if not any(map(_has_lower_case, line)):
            words = sum(text.isalpha() and len(text) >= _SHORTEST_WORD for text in line)
            if words >= _WORDS_OF_HEADLINE:
                marks[first + 1 : last] = b"\x01" * len(line)
    return marks


def _has_lower_case(text: str) -> bool:
    return text != text.upper() and text.lstrip("'\u2019") != "s"

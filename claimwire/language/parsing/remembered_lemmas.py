"""The lemmatizer's own answers, remembered for each kind of token.

By rules, a lemma follows from the word, its part of speech and its morphology, and in Spanish from
whether a sentence begins with it. spaCy
remembers some of its answers, but works out anew those for base forms and most parts of speech; and
it looks up forms in lists of some ten thousand words, from their beginning.
"""

from typing import Any

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

NAME = "remembered_lemmas"
"""Name of the component."""

_MOST_REMEMBERED = 200_000
"""Kinds of tokens; some 60 MB."""

_KNOWN = frozenset(
    {
        "spacy.lang.en.lemmatizer.EnglishLemmatizer",
        "spacy.lang.es.lemmatizer.SpanishLemmatizer",
        "spacy.lang.fr.lemmatizer.FrenchLemmatizer",
        "spacy.pipeline.lemmatizer.Lemmatizer",
    }
)
"""Lemmatizers that look at nothing else. Named, as importing all languages takes long."""

_Key = tuple[int, int, int, bool]


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> "RememberedLemmas":  # noqa: ARG001 - spaCy names it
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    return RememberedLemmas(lemmatizer)


def can_replace(lemmatizer: Any) -> bool:
    """Whether a pipeline's lemmatizer is one of spaCy's own, and goes by rules."""
    kind = type(lemmatizer)
    return f"{kind.__module__}.{kind.__qualname__}" in _KNOWN and lemmatizer.mode == "rule"


class RememberedLemmas:
    """Sets the lemmas that a lemmatizer would set.

    Args:
        lemmatizer: the component that is asked, once for each kind of token. Its lists of words
            become sets.
    """

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech in list(index):
            index[part_of_speech] = frozenset(index[part_of_speech])
        self._remembered: dict[_Key, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of one text, where there is none yet."""
        kinds = doc.to_array(["ORTH", "POS", "MORPH", "SENT_START"]).tolist()
        lemmas: Any = doc.to_array(["LEMMA"])
        for place, (word, part_of_speech, morphology, start) in enumerate(kinds):
            kind = word, part_of_speech, morphology, start == 1
            if self._lemmatizer.overwrite or not lemmas[place]:
                lemmas[place] = self._lemma(kind, doc, place)
        return doc.from_array(["LEMMA"], lemmas)

    def _lemma(self, kind: _Key, doc: Doc, place: int) -> int:
        lemma = self._remembered.get(kind)
        if lemma is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            lemma = self._remembered[kind] = self._ask(doc[place])
        return lemma

    def _ask(self, token: Token) -> int:
        return token.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])

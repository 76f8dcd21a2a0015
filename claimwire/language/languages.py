"""Which languages are read, each by a folder of its own."""

from claimwire.language.english.grammar import ENGLISH
from claimwire.language.grammar import Grammar

_GRAMMARS = {"en": ENGLISH}


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder here.
    """
    return _GRAMMARS[language]

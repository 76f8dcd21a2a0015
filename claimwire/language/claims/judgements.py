"""Words by which somebody judges, in one language."""

import dataclasses
import functools

from claimwire.language.languages import read_toml


@dataclasses.dataclass(frozen=True)
class Judgements:
    """Lemmas in lower case, by the act of a speaker who says so of somebody.

    Attributes:
        criticism, support: nouns and adjectives.
        accusation: verbs, of their subject.
        alleging: adverbs of what somebody is accused of.
    """

    criticism: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    accusation: frozenset[str] = frozenset()
    alleging: frozenset[str] = frozenset()


@functools.cache
def judgements(language: str) -> Judgements:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code.

    Raises:
        KeyError: if the language has no folder.
    """
    data = read_toml(language, "judgements.toml")
    return Judgements(**{act: frozenset(words) for act, words in data.items()})

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
        wrongdoing: verbs by which others than the speaker do wrong.
        omitting: verbs by which others leave undone what stands behind them.
        regret: adverbs of what is a pity.
        wanting: what it is criticism to deny of somebody.
        liable: adjectives that lay to somebody's charge what stands behind them.
        amounting: verbs whose object says what their subject is.
        judging: verbs below which a judgement stands.
        trying: verbs of what is only begun or tried.
        bearing: nouns that say of what they are what stands behind "of".
        musing: verbs whose imperative asks for nothing but thought.
        unwilled: verbs of what happens to somebody, which nobody promises.
        charges: nouns for what others say; to reject it is to deny it.
        thanks: first words of who thanks or congratulates.
    """

    criticism: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    accusation: frozenset[str] = frozenset()
    alleging: frozenset[str] = frozenset()
    wrongdoing: frozenset[str] = frozenset()
    omitting: frozenset[str] = frozenset()
    regret: frozenset[str] = frozenset()
    wanting: frozenset[str] = frozenset()
    liable: frozenset[str] = frozenset()
    amounting: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    trying: frozenset[str] = frozenset()
    bearing: frozenset[str] = frozenset()
    unwilled: frozenset[str] = frozenset()
    musing: frozenset[str] = frozenset()
    charges: frozenset[str] = frozenset()
    thanks: frozenset[str] = frozenset()


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

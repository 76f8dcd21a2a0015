"""What single words tell of a claim's content: their stem, rarity and number, in each language."""

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claimwire.language.languages import has_file, read_rows, read_toml

RAREST = 7.0
"""Rarity of a word that a language's list does not have."""

_FILE = "content_words.toml"
_LISTS = ("function", "negators", "elisions", "pronouns", "any_speaker", "spokespersons")
_SHORTEST_STEM = 3


class Endings(NamedTuple):
    """Endings of which one at most is replaced.

    Attributes:
        all: the endings.
        instead: each with what replaces it; the first that fits counts.
    """

    all: tuple[str, ...]
    instead: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True)
class LanguageWords:
    """The words of a language, as far as comparing contents needs them.

    Attributes:
        function: words that say nothing by themselves.
        negators: words that negate what follows them.
        negating_endings: endings that do.
        elisions: short forms written together with the next word, with their apostrophes.
        decimal_mark: "." or ",", which parts whole numbers from fractions.
        pronouns: words that, as the subject of what is said, may mean who says it.
        any_speaker: stems that speakers of any body share.
        fields: the field of public life of bodies, by the stems of a phrase.
        longest_phrase: number of stems of the longest of these.
        spokespersons: words for those who speak for somebody, folded.
        numbers: values of words for numbers.
        endings: lists of endings with what replaces them.
        rarities: rarity by stem; see ``rarity``. Empty if the language has no file of them.
    """

    function: frozenset[str]
    negators: frozenset[str]
    negating_endings: tuple[str, ...]
    elisions: frozenset[str]
    decimal_mark: str
    pronouns: frozenset[str]
    any_speaker: frozenset[str]
    fields: Mapping[tuple[str, ...], str]
    longest_phrase: int
    spokespersons: frozenset[str]
    numbers: Mapping[str, float]
    endings: tuple[Endings, ...]
    rarities: Mapping[str, float] = dataclasses.field(repr=False)

    def stem(self, word: str) -> str:
        """Return what the forms and spellings of a word have in common.

        Args:
            word: in lower case.
        """
        return _stem(word, self.endings)

    def rarity(self, stem: str) -> float:
        """Return the negative decimal logarithm of a stem's share of all words."""
        return self.rarities.get(stem, RAREST)

    def negates(self, word: str) -> bool:
        """Return whether a word, in lower case, negates what follows."""
        return word in self.negators or word.endswith(self.negating_endings)


@functools.cache
def language_words(language: str) -> LanguageWords | None:
    """Return the words of a language; None if there are none, so that only equal texts match.

    Args:
        language: ISO 639-1 code.
    """
    if not has_file(language, _FILE):
        return None
    known = read_toml(language, _FILE)
    endings = tuple(
        Endings(tuple(ending for ending, _ in each), tuple(map(tuple, each)))
        for each in known.get("endings", {}).values()
    )
    fields = {
        tuple(_stem(each, endings) for each in phrase.split()): field
        for field, phrases in known.get("fields", {}).items()
        for phrase in phrases
    }
    # A language may lack lists: they are empty then.
    listed = {name: frozenset(known.get(name, ())) for name in _LISTS}
    return LanguageWords(
        function=listed["function"],
        negators=listed["negators"],
        negating_endings=tuple(known.get("negating_endings", ())),
        elisions=listed["elisions"],
        decimal_mark=known.get("decimal_mark", "."),
        pronouns=listed["pronouns"],
        any_speaker=frozenset(_stem(each, endings) for each in listed["any_speaker"]),
        fields=fields,
        longest_phrase=max(map(len, fields), default=0),
        spokespersons=listed["spokespersons"],
        numbers=known.get("numbers", {}),
        endings=endings,
        rarities={row["stem"]: float(row["rarity"]) for row in read_rows(language, "rarities.csv")},
    )


def _stem(word: str, endings: Iterable[Endings]) -> str:
    for each in endings:
        word = _replaced(word, each)
    return word


def _replaced(word: str, endings: Endings) -> str:
    # Most words have none of the endings, which one look tells.
    if not word.endswith(endings.all):
        return word
    for ending, instead in endings.instead:
        if word.endswith(ending):
            stem = word.removesuffix(ending) + instead
            return stem if len(stem) >= _SHORTEST_STEM else word
    return word

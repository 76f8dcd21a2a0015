"""Common nouns for actors, as a language's folder lists them: "foreign minister", "rebels"."""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_ELIDED = re.compile(r"^(\w{1,2})'$")
"""An article or the like before a vowel: "l'"."""


class Pattern(NamedTuple):
    """One form of a noun for an actor: a row of ``actor_patterns.csv``.

    Attributes:
        pattern_id: last part of the entity's identifier.
        kind: as in the table of entities.
        role: of the actor code.
        name: canonical, before "of" and the country.
        words: the form, in lower case.
        alone: "yes" if it names an organ of the state that the text is about without saying whose
            it is, "capital" if it does so with a capital letter; else empty.
    """

    pattern_id: str
    kind: str
    role: str
    name: str
    words: tuple[str, ...]
    alone: str = ""

    @property
    def suffix(self) -> str:
        """What the pattern adds to an identifier that begins with its kind."""
        return "" if self.pattern_id == self.kind else f":{self.pattern_id}"


@dataclasses.dataclass(frozen=True)
class Patterns:
    """The patterns of a file.

    Attributes:
        forms: each pattern by its words.
        lengths: numbers of words of those that begin with a word, the largest first.
        longest: words in the longest of all.
    """

    forms: Mapping[tuple[str, ...], Pattern]
    lengths: Mapping[str, tuple[int, ...]]
    longest: int

    def __iter__(self) -> Iterator[Pattern]:
        """Yield all patterns."""
        yield from self.forms.values()

    @functools.cached_property
    def any_alone(self) -> bool:
        """Whether one of them names an organ without saying whose it is."""
        return any(pattern.alone for pattern in self)

    def at(self, words: Sequence[str], start: int, end: int | None = None) -> Pattern | None:
        """Return the longest pattern that begins at a word.

        Args:
            words: of the text, in lower case.
            start: number of the word.
            end: number of the word at which the pattern must have ended; None for the text's end.
        """
        limit = len(words) if end is None else end
        if start >= limit:
            return None
        for length in self.lengths.get(words[start], ()):
            if start + length <= limit:
                found = self.forms.get(tuple(words[start : start + length]))
                if found is not None:
                    return found
        return None

    def whole(self, words: Sequence[str]) -> Pattern | None:
        """Return the pattern that words are, all together.

        Args:
            words: in lower case.
        """
        found = self.at(words, 0)
        return found if found is not None and len(found.words) == len(words) else None


def _parted(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which spaCy may part abbreviations: "Gen." is one token, "Maj." two."""
    ways = (((word,), (word[:-1], ".")) if word.endswith(".") else ((word,),) for word in words)
    for parts in itertools.product(*ways):
        yield tuple(itertools.chain.from_iterable(parts))


NO_PATTERNS = Patterns({}, {}, 0)


def read_patterns(rows: Iterable[Mapping[str, str]]) -> Patterns:
    """Read the rows of ``actor_patterns.csv`` or ``person_titles.csv``."""
    forms: dict[tuple[str, ...], Pattern] = {}
    for row in rows:
        for form in row["forms"].split("|"):
            words = tuple(form.replace("'s", " 's").split())
            # News writes either apostrophe.
            curly = tuple(_ELIDED.sub("\\1\u2019", word) for word in words)
            for written in dict.fromkeys((words, curly, *_parted(words))):
                pattern = Pattern(
                    row["pattern"],
                    row["kind"],
                    row["role"],
                    row["name"],
                    written,
                    row.get("alone", ""),
                )
                forms.setdefault(written, pattern)
    lengths: dict[str, set[int]] = {}
    for words in forms:
        lengths.setdefault(words[0], set()).add(len(words))
    return Patterns(
        forms,
        {word: tuple(sorted(each, reverse=True)) for word, each in lengths.items()},
        max(map(len, forms), default=0),
    )

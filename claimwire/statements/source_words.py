"""What the words of a source tell: a name, a body, and the field in which the body works."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimwire.statements.language_words import LanguageWords, language_words

LONGEST = 200
"""So many characters of a source are read."""

_WORD = re.compile(r"[^\W\d_]+")
_SOURCES_KEPT = 1 << 13
"""Number of sources whose words are kept: articles name the same ones again and again."""


class BodyWords(NamedTuple):
    """What the words of a source tell of its body.

    Attributes:
        stems: those that tell which body it is or speaks for, beside those of its field.
        fields: the fields of public life in which it works: "police", "courts".
        tells: whether any of its words are not such as speakers of all bodies have.
    """

    stems: frozenset[str]
    fields: frozenset[str]
    tells: bool


@functools.lru_cache(_SOURCES_KEPT)
def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(_WORD.findall(plain))


def body_words(sources: Iterable[str | None], language: str) -> BodyWords:
    """Return what sources tell of one body.

    Args:
        sources: a body's names, and the source as written.
        language: ISO 639-1 code of the text.
    """
    told = [_body_words((each or "")[:LONGEST], language) for each in sources]
    return BodyWords(
        frozenset[str]().union(*(each.stems for each in told)),
        frozenset[str]().union(*(each.fields for each in told)),
        any(each.tells for each in told),
    )


@functools.lru_cache(_SOURCES_KEPT)
def field_words(fields: frozenset[str], language: str) -> frozenset[str]:
    """Return the stems by which bodies of some fields are called: "naval", "navy", "troops".

    Args:
        fields: names of fields.
        language: ISO 639-1 code of the text.
    """
    known = language_words(language)
    phrases = known.fields.items() if known else ()
    return frozenset(phrase[0] for phrase, field in phrases if field in fields and len(phrase) == 1)


def speaks_for_somebody(text: str, language: str) -> bool:
    """Return whether a source is a spokesperson. What follows a comma only describes it.

    Args:
        text: the source as written.
        language: ISO 639-1 code of the text.
    """
    known = language_words(language)
    words = folded(text[:LONGEST].partition(",")[0])
    return known is not None and not known.spokespersons.isdisjoint(words)


@functools.lru_cache(_SOURCES_KEPT)
def _body_words(text: str, language: str) -> BodyWords:
    known = language_words(language)
    # With their accents, as the words of contents are compared, and as the lists have them.
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if known is None:
        told = frozenset(each for each in words if len(each) > 1)
        return BodyWords(told, frozenset(), bool(told))
    stems = tuple(map(known.stem, words))
    found = list(_phrases_of_fields(stems, known))
    within = {place for start, end, _ in found for place in range(start, end)}
    telling = {
        place: stem
        for place, (word, stem) in enumerate(zip(words, stems, strict=True))
        if len(word) > 1 and word not in known.function and stem not in known.any_speaker
    }
    return BodyWords(
        frozenset(stem for place, stem in telling.items() if place not in within),
        frozenset(field for *_, field in found),
        bool(telling),
    )


def _phrases_of_fields(
    stems: tuple[str, ...], known: LanguageWords
) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches that tell a field, with the field; of two that overlap the longer."""
    start = 0
    while start < len(stems):
        for end in range(min(len(stems), start + known.longest_phrase), start, -1):
            field = known.fields.get(stems[start:end])
            if field:
                yield start, end, field
                start = end
                break
        else:
            start += 1

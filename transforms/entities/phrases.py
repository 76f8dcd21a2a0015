"""Actors that are named by a country and a common noun: "Afghan forces", "Ministry of ... of X"."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from transforms.entities.actors import read_periods
from transforms.entities.known import KnownEntity, rows

_COUNTRY_KINDS = frozenset({"country", "nationality"})
_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})


class Pattern(NamedTuple):
    """A kind of actor that every country has: see ``knowledge/state_patterns.csv``."""

    pattern_id: str
    kind: str
    role: str
    name: str
    words: tuple[str, ...]


@functools.cache
def load_patterns() -> dict[str, tuple[Pattern, ...]]:
    """The patterns by their first word, longest first."""
    by_word: dict[str, list[Pattern]] = {}
    for row in rows("state_patterns.csv"):
        for form in row["forms"].split("|"):
            words = tuple(form.split())
            pattern = Pattern(row["pattern"], row["kind"], row["role"], row["name"], words)
            by_word.setdefault(words[0], []).append(pattern)
    return {
        word: tuple(sorted(patterns, key=lambda pattern: -len(pattern.words)))
        for word, patterns in by_word.items()
    }


def find_phrases(
    doc: Doc, known: dict[tuple[int, int], KnownEntity], countries: dict[str, str]
) -> Iterator[tuple[int, int, KnownEntity]]:
    """Find actors by pattern, before or behind the countries that a text names.

    Args:
        doc: the text.
        known: the names found, by first and last token.
        countries: canonical name of each country.
    """
    patterns = load_patterns()
    words = [token.lower_ for token in doc]
    longest = max(len(p.words) for listed in patterns.values() for p in listed)
    for (first, last), entity in sorted(known.items()):
        if entity.kind not in _COUNTRY_KINDS or entity.country not in countries:
            continue
        behind = last
        if entity.kind == "country" and behind < len(words) and words[behind] in _POSSESSIVE:
            behind += 1
        if (pattern := _at(words, behind, patterns)) is not None:
            yield first, behind + len(pattern.words), _actor(pattern, entity.country, countries)
        elif entity.kind == "country":
            end = first - 1 if first and words[first - 1] == "the" else first
            for length in range(longest, 0, -1):
                start = end - 1 - length
                if start < 0 or words[end - 1] != "of":
                    continue
                pattern = _at(words, start, patterns)
                if pattern is not None and len(pattern.words) == length:
                    yield start, last, _actor(pattern, entity.country, countries)
                    break


def _at(words: list[str], start: int, patterns: dict[str, tuple[Pattern, ...]]) -> Pattern | None:
    if start >= len(words):
        return None
    for pattern in patterns.get(words[start], ()):
        if tuple(words[start : start + len(pattern.words)]) == pattern.words:
            return pattern
    return None


def _actor(pattern: Pattern, country: str, countries: dict[str, str]) -> KnownEntity:
    suffix = "" if pattern.pattern_id == pattern.kind else f":{pattern.pattern_id}"
    return KnownEntity(
        f"{pattern.kind}:{country}{suffix}",
        pattern.kind,
        country,
        f"{pattern.name} of {countries[country]}",
        "ORG" if pattern.kind != "office" else "PERSON",
        read_periods(pattern.role),
        described=True,
    )

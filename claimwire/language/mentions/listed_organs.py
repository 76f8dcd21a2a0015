"""The listed organ of a state that a pattern means: "American treasury" is "US Treasury"."""

import functools
from collections.abc import Iterator, Mapping

from claimwire.language.mentions.actor_patterns import Patterns
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import Knowledge, KnownEntity, UserKnowledge
from claimwire.language.mentions.rule_words import rule_words_of

_ORGANS = frozenset({"government", "ministry"})
_STATES = frozenset({"country", "nationality"})

Organs = Mapping[tuple[str, str, str], KnownEntity]
"""Listed organs by country, and by kind and identifier of the pattern that means them."""


@functools.cache
def listed_organs(language: str, extra: UserKnowledge | None = None) -> Organs:
    """Find the listed organs whose names are a country and words of a pattern.

    Args:
        language: ISO 639-1 code, which has the patterns.
        extra: a user's own entities.
    """
    patterns = rule_words_of(language).actor_patterns
    return dict(_organs(load_knowledge(extra, language), patterns))


def _organs(
    knowledge: Knowledge, patterns: Patterns
) -> Iterator[tuple[tuple[str, str, str], KnownEntity]]:
    states: dict[str, set[str]] = {}
    for name, entity in knowledge.names.items():
        if entity.kind in _STATES and entity.country:
            states.setdefault(entity.country, set()).add(f"{name.lower()} ")
    for name, entity in knowledge.names.items():
        if entity.kind not in _ORGANS or entity.country is None:
            continue
        lower = f"{name.lower()} "
        state = next(
            (each for each in states.get(entity.country, ()) if lower.startswith(each)), ""
        )
        words = lower.removeprefix(state).split()
        pattern = patterns.whole(words)
        if pattern is not None and pattern.kind == entity.kind:
            yield (entity.country, pattern.kind, pattern.pattern_id), entity

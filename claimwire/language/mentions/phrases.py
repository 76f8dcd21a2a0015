"""Actors that are named by whom they belong to and a common noun: "Afghan forces".

The owner is a country, a nationality, a people or an international organisation, and stands before
the noun or, behind a preposition, after it. So agents are coded by Petrarch and its forerunners;
see Schrodt (2012), CAMEO codebook 1.1b3, chapter 3.
"""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimwire.language.mentions.actor_codes import Period, read_periods
from claimwire.language.mentions.known_entities import KnownEntity, rows

_COUNTRY_KINDS = frozenset({"country", "nationality", "group"})
_OWNER_KINDS = _COUNTRY_KINDS | {"international_organisation"}
_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
_JOINED = frozenset({"and", "or", ",", "&", "/"})
_AGAINST = frozenset({"anti", "pro", "non"})
_MODIFIERS = 3
_PEOPLE = frozenset({"armed_group", "group"})
_WITHIN = frozenset({"in", "at", "near", "around", "outside", "inside", "across"})
_AT_HOME = _PEOPLE | {"party", "government", "ministry"}
_ABROAD = frozenset({"refugees", "journalists", "embassy"})
_LOCAL_ROLES = frozenset({"COP", "JUD", "LEG"})
_UNNAMED = _PEOPLE | {"party"}
_OF_ORGANISATIONS = frozenset({"office", "military"})

Stretch = tuple[int, int]


class Pattern(NamedTuple):
    """A kind of actor: see ``knowledge/state_patterns.csv`` and ``knowledge/titles.csv``."""

    pattern_id: str
    kind: str
    role: str
    name: str
    words: tuple[str, ...]


@functools.cache
def load_patterns(file_name: str = "state_patterns.csv") -> dict[str, tuple[Pattern, ...]]:
    """The patterns by their first word, longest first."""
    by_word: dict[str, list[Pattern]] = {}
    for row in rows(file_name):
        for form in row["forms"].split("|"):
            words = tuple(form.replace("'s", " 's").split())
            pattern = Pattern(row["pattern"], row["kind"], row["role"], row["name"], words)
            by_word.setdefault(words[0], []).append(pattern)
    return {
        word: tuple(sorted(patterns, key=lambda pattern: -len(pattern.words)))
        for word, patterns in by_word.items()
    }


def pattern_at(
    words: Sequence[str], start: int, patterns: Mapping[str, tuple[Pattern, ...]]
) -> Pattern | None:
    """The longest pattern that begins at a word (all in lower case)."""
    if start >= len(words):
        return None
    for pattern in patterns.get(words[start], ()):
        if tuple(words[start : start + len(pattern.words)]) == pattern.words:
            return pattern
    return None


def find_phrases(
    doc: Doc, known: Mapping[Stretch, KnownEntity], countries: Mapping[str, str]
) -> Iterator[tuple[int, int, KnownEntity]]:
    """Find actors by pattern, before or behind the owners that a text names.

    Of "French and Egyptian warships" the second half is an actor, and "French", whose noun is
    left out, is given the role of the noun.

    Args:
        doc: the text.
        known: the names found, by first and last token.
        countries: canonical name of each country.
    """
    phrases = _Phrases(doc, known)
    owners = [
        (stretch, phrases.owner(stretch, entity))
        for stretch, entity in sorted(known.items())
        if entity.kind in _OWNER_KINDS and not phrases.is_opposed(stretch[0])
    ]
    for stretch, owner in owners:
        if owner != known[stretch]:
            yield *stretch, owner
    named = bytearray(len(doc))
    beginning = {first: (first, last) for first, last in known}
    ending = {last: (first, last) for first, last in known}
    for stretch, owner in owners:
        people = beginning.get(stretch[1])
        if people is not None and (found_people := _people_of(owner, known[people])) is not None:
            yield stretch[0], people[1], found_people
        if (found := phrases.before_noun(stretch, owner)) is None:
            continue
        last, pattern = found
        named[stretch[0] : last] = b"\x01" * (last - stretch[0])
        yield stretch[0], last, _actor(pattern, owner, countries)
        for sharing in phrases.joined_before(stretch[0], ending):
            yield *sharing, dataclasses.replace(known[sharing], periods=read_periods(pattern.role))
    for stretch, owner in owners:
        found = None if named[stretch[0]] else phrases.behind_noun(stretch, owner)
        # "Albanian rebels in Macedonia" are Albanian.
        if found is not None and not named[found[0]]:
            first, pattern = found
            yield first, stretch[1], _actor(pattern, owner, countries)


class _Phrases:
    """The noun phrases of one text around the owners that it names."""

    def __init__(self, doc: Doc, known: Mapping[Stretch, KnownEntity]) -> None:
        self._doc = doc
        self._known = known
        self._words = [token.lower_ for token in doc]
        self._patterns = load_patterns()
        self._longest = max(
            len(pattern.words) for listed in self._patterns.values() for pattern in listed
        )

    def is_opposed(self, first: int) -> bool:
        """Whether the name is half of an adjective: "anti-Syria journalist"."""
        words = self._words
        return first > 1 and words[first - 1] == "-" and words[first - 2] in _AGAINST

    def owner(self, stretch: Stretch, entity: KnownEntity) -> KnownEntity:
        """The entity; "ethnic Turks" are a people, of whatever country the text says."""
        first = stretch[0]
        if entity.kind == "nationality" and first and self._words[first - 1] == "ethnic":
            people = f"people:{entity.country}"
            return dataclasses.replace(entity, entity_id=people, kind="group", country=None)
        return entity

    def before_noun(self, stretch: Stretch, owner: KnownEntity) -> tuple[int, Pattern] | None:
        """Where the actor of "Afghan rebel leaders", "Jordan's visiting king" ends."""
        first, behind = stretch
        adjectives = owner.kind != "country" or self._doc[first:behind].text.isupper()
        if (
            owner.kind not in {"nationality", "group"}
            and behind < len(self._words)
            and self._words[behind] in _POSSESSIVE
        ):
            behind, adjectives = behind + 1, True
        for start in range(behind, min(behind + _MODIFIERS, len(self._words)) + 1):
            pattern = pattern_at(self._words, start, self._patterns)
            if pattern is not None and self._may_own(owner, pattern, start):
                return start + len(pattern.words), pattern
            if start == len(self._words) or not _modifies(self._doc[start], adjectives=adjectives):
                return None
        return None

    def behind_noun(self, stretch: Stretch, owner: KnownEntity) -> tuple[int, Pattern] | None:
        """Where the actor of "president of Armenia", "rebels in the Sudan" begins."""
        words, first = self._words, stretch[0]
        if owner.kind not in {"country", "international_organisation"}:
            return None
        end = first - 1 if first and words[first - 1] == "the" else first
        for length in range(self._longest, 0, -1):
            start = end - 1 - length
            if start < 0:
                continue
            pattern = pattern_at(words, start, self._patterns)
            if (
                pattern is not None
                and len(pattern.words) == length
                and self._may_own(owner, pattern, start)
                and belongs(pattern, words[end - 1])
            ):
                return start, pattern
        return None

    def _may_own(self, owner: KnownEntity, pattern: Pattern, start: int) -> bool:
        """Whether a pattern is a common noun of such an owner: "American Airlines" is a name."""
        noun = self._doc[start]
        if pattern.kind in _UNNAMED and not (noun.is_lower or noun.is_sent_start):
            return False
        return owner.kind in _COUNTRY_KINDS or pattern.kind in _OF_ORGANISATIONS

    def joined_before(self, first: int, ending: Mapping[int, Stretch]) -> Iterator[Stretch]:
        """The countries and nationalities before "and", ",": they share the noun."""
        index = first
        while index and self._words[index - 1] in _JOINED:
            index -= 1
            stretch = ending.get(index)
            if stretch is None:
                continue
            if self._known[stretch].kind not in {"country", "nationality"}:
                return
            yield stretch
            index = stretch[0]


def _people_of(owner: KnownEntity, people: KnownEntity) -> KnownEntity | None:
    """The people of a country that is called by another: "Bosnian Serbs", "Iraqi Kurds"."""
    if owner.kind != "nationality" or people.kind not in {"nationality", "group"}:
        return None
    named = people.country if people.kind == "nationality" else people.entity_id.split(":")[1]
    return dataclasses.replace(
        people,
        entity_id=f"people:{named}@{owner.country}",
        kind="group",
        country=owner.country,
        name=f"{people.name} ({owner.name})",
    )


def _modifies(token: Token, *, adjectives: bool) -> bool:
    """Whether a word may stand between the owner and the noun."""
    if not token.text.replace("-", "").isalpha():
        return False
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.is_lower):
        return True
    return adjectives and (token.pos_ in {"ADJ", "PROPN"} or token.tag_ in {"VBN", "VBG"})


def belongs(pattern: Pattern, preposition: str) -> bool:
    """Whether an agent is of the place behind a preposition.

    Troops, envoys and embassies in a country may be another's, and refugees in it are.
    """
    if preposition in _WITHIN:
        return (pattern.kind in _AT_HOME and pattern.pattern_id not in _ABROAD) or (
            pattern.role in _LOCAL_ROLES
        )
    return preposition == "of" or (preposition == "from" and pattern.kind in _PEOPLE)


def _actor(pattern: Pattern, owner: KnownEntity, countries: Mapping[str, str]) -> KnownEntity:
    periods = read_periods(pattern.role)
    if owner.kind == "international_organisation":
        # The role follows the organisation's code, as in IGOUNOMIL: peacekeepers.
        whole = [period.role for period in owner.periods] or ["IGO"]
        periods = (Period(f"{whole[0]}{pattern.role}"),)
    named = owner.entity_id.partition(":")[2]
    if owner.kind != "group" and owner.country is not None:
        named = owner.country
    suffix = "" if pattern.pattern_id == pattern.kind else f":{pattern.pattern_id}"
    return KnownEntity(
        f"{pattern.kind}:{named}{suffix}",
        pattern.kind,
        owner.country,
        f"{pattern.name} of {countries.get(owner.country or '', owner.name)}",
        "ORG" if pattern.kind != "office" else "PERSON",
        periods,
        described=True,
    )

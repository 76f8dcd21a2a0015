"""Country and role of persons, from the titles beside their names: "President Laurent Gbagbo".

A title holds for the day on which the text was written, so it takes precedence over the terms of
office in the knowledge. The country is one that the title tells: where somebody stands or speaks
makes nobody a citizen.
"""

import dataclasses
import functools
from collections.abc import Sequence

from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.officers import role_of_officer
from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.stretches import covered
from claimwire.language.mentions.tokens import Tokens

_BEFORE = 9
"""Tokens before a name among which its title is looked for."""
_BEHIND = 12
"""Tokens in the longest apposition that is read."""
_RANKS = "officer"
"""The row of person_titles.csv with the ranks that soldiers and the police have."""
_CIVILIANS = "CVL"
_ENDING = frozenset({"GOV", "LEG", "JUD", "COP", "MIL"})
_CODED_BODIES = frozenset({"armed_group", "party"})
_OTHER_BODIES = frozenset({"organisation", "media", "facility", "event", "law"})
_BODIES = _CODED_BODIES | _OTHER_BODIES | {"government", "ministry", "military"}
_NAMES = _BODIES | {"city", "region", "place", "international_organisation"}
"""Kinds of names whose words are no titles: "West Bank" has no bank."""
_STATES = frozenset({"country", "government", "international_organisation"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_NOT_IN_TITLES = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "PUNCT", "ADV"})


def with_titles(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the country and role that the titles of persons tell.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.

    Returns:
        The mentions, in the same order; other mentions of a listed person share its code.
    """
    reader = _Titles(tokens, mentions)
    titled = [
        reader.read(index) if mention.kind == "person" and not mention.nested else mention
        for index, mention in enumerate(mentions)
    ]
    codes = {
        after.entity_id: after.actor_code
        for before, after in zip(mentions, titled, strict=True)
        if after.entity_id and after.kind == "person" and after is not before
    }
    return [
        dataclasses.replace(mention, actor_code=codes[mention.entity_id])
        if mention.entity_id in codes
        else mention
        for mention in titled
    ]


class _Titles:
    """The titles of one text."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._lowers = tokens.lowers
        self._texts = tokens.texts
        self._tags = tokens.tags
        self._grammar = tokens.grammar
        self._words = tokens.words.persons
        self._only_titles = tokens.words.person_titles
        self._patterns = (tokens.words.actor_patterns, tokens.words.person_titles)
        self._actors = tokens.words.actors
        self._belonging = tokens.words.actors.belonging
        self._mentions = mentions
        self._persons = covered(
            len(tokens),
            [(each.first_token, each.last_token) for each in mentions if each.kind == "person"],
        )
        self._inside = covered(
            len(tokens),
            [
                (mention.first_token, mention.last_token)
                for mention in mentions
                if mention.kind in _NAMES and not mention.described and not mention.text.islower()
            ],
        )

    def read(self, index: int) -> Mention:
        """Return a person with the country and role of the first title around the name."""
        person = self._mentions[index]
        for first, last in (self._before(person), self._around(person), self._behind(person)):
            found = self._title_in(first, last, person)
            if found is None:
                continue
            start, pattern, former = found
            role = role_of_officer(self._tokens, start, pattern, self._inside)
            if role is not None:
                pattern = pattern._replace(kind="group", role=role)
            if pattern.pattern_id == _RANKS and self._is_of_police:
                pattern = pattern._replace(role="COP")
            bodies = self._bodies_in(index, first, last) or self._owner_behind(index)
            if not pattern.role and not any(body.actor_code for body in bodies):
                continue
            return self._held(person, pattern, bodies, former=former)
        return person

    @functools.cached_property
    def _is_of_police(self) -> bool:
        """Whether the text speaks of the police and of no soldiers: "Sgt. Joe Obi"."""
        nouns = self._patterns[0]
        roles = {found.role for word in set(self._lowers) if (found := nouns.whole([word]))}
        return "COP" in roles and "MIL" not in roles

    def _before(self, person: Mention) -> tuple[int, int]:
        """The stretch of words before a name that may be a title, with the name itself.

        The name is included because models take titles into it.
        """
        first = person.first_token
        while first and person.first_token - first < _BEFORE and self._carries_on(first - 1):
            # Of two persons, the second shares a title only in "Presidents Bush and Putin".
            if self._persons[first - 1] and first + 1 != person.first_token:
                break
            first -= 1
        return first, person.last_token

    def _around(self, person: Mention) -> tuple[int, int]:
        """The noun phrase that a name is the apposition of: "a member of parliament, X,"."""
        name = self._parse[person.last_token - 1]
        if name.dep_ not in self._grammar.apposition or name.head.i >= person.first_token:
            return person.first_token, person.first_token
        first = max(name.head.left_edge.i, person.first_token - _BEHIND)
        return first, person.first_token

    def _behind(self, person: Mention) -> tuple[int, int]:
        """The apposition of "Salim Salah, Algeria's leading activist, said"."""
        first = last = person.last_token
        if last >= len(self._parse) or self._lowers[last] != ",":
            return first, first
        last += 1
        if last < len(self._parse) and self._tags[last] == "ADP":
            return first, first  # "Salim Salah, in remarks to a newspaper, said"
        while last < len(self._parse) and last - first <= _BEHIND:
            if self._lowers[last] in {",", "."}:
                return first + 1, last
            if self._parse[last].tag_ in self._grammar.finite:
                break
            last += 1
        return first, first

    def _carries_on(self, index: int) -> bool:
        if self._lowers[index] in self._words.links:
            return True
        if self._lowers[index] == ".":  # of "Lt."
            return index > 0 and self._lowers[index - 1] in self._words.titles
        plain = self._lowers[index].replace(".", "").isalpha()
        return plain and self._tags[index] not in _NOT_IN_TITLES

    def _title_in(self, first: int, last: int, person: Mention) -> tuple[int, Pattern, bool] | None:
        """Where the first title in a stretch is, what it is, and whether it is no longer held."""
        for start in range(first, last):
            if self._is_no_title(start, person):
                continue
            found = [
                pattern
                for patterns in self._patterns
                if (pattern := patterns.at(self._lowers, start)) is not None
                and start + len(pattern.words) <= last
                and (patterns is not self._only_titles or self._is_whole(pattern, start, person))
                and not self._modifies(pattern, start, person)
            ]
            if found:
                before = self._lowers[max(start - 2, 0) : start]
                longest = max(reversed(found), key=lambda pattern: len(pattern.words))
                return start, longest, not self._words.former.isdisjoint(before)
        return None

    def _is_no_title(self, index: int, person: Mention) -> bool:
        """Whether a word is part of a name, or tells whose relative somebody is: "his father"."""
        if self._inside[index] or self._texts[index] in self._words.kin:
            return True
        of_name = person.first_token <= index < person.last_token
        return of_name and not is_title(self._texts[index], self._words)

    def _modifies(self, pattern: Pattern, start: int, person: Mention) -> bool:
        """Whether people only stand before another noun: "child" in "child welfare secretary".

        Others tell whose office it is: a company's president holds none of a state.
        """
        end = start + len(pattern.words)
        adjective = self._tags[end - 1] == "ADJ"
        before = end < person.first_token and (adjective or self._tags[end] in _NOUNS)
        return pattern.kind == "group" and pattern.role == _CIVILIANS and before

    def _is_whole(self, pattern: Pattern, start: int, person: Mention) -> bool:
        """Whether a title is all of it: "deputy" is not in "deputy chief economist"."""
        end = start + len(pattern.words)
        other = end < person.first_token or start >= person.last_token
        goes_on = other and end < len(self._parse) and self._carries_on(end)
        return not goes_on or self._lowers[end] in self._words.links

    def _bodies_in(self, index: int, first: int, last: int) -> list[Mention]:
        """The mentions among the words of a title, persons left out."""
        near = self._mentions[max(index - 4, 0) : index + 5]
        return [
            mention
            for mention in near
            if first <= mention.first_token < last
            and mention.kind != "person"
            and not self._is_other_side(mention)
            and mention.start != self._mentions[index].start
        ]

    def _is_other_side(self, mention: Mention) -> bool:
        """Whether somebody is sent to a state or body, and not of it: "ambassador to the UN"."""
        before = mention.first_token - 1
        if before > 0 and self._lowers[before] in self._actors.definite:
            before -= 1
        return before >= 0 and self._lowers[before] in self._actors.across

    def _owner_behind(self, index: int) -> list[Mention]:
        """The country that stands behind the name: "President Joao Silva of Brazil"."""
        person, behind = self._mentions[index], self._mentions[index + 1 : index + 2]
        last = person.last_token
        belongs = last < len(self._parse) and self._lowers[last] in self._belonging
        return [
            mention
            for mention in behind
            if belongs and mention.first_token - last <= 2 and mention.kind in _STATES
        ]

    def _held(
        self, person: Mention, pattern: Pattern, bodies: list[Mention], *, former: bool
    ) -> Mention:
        role = "ELI" if former and pattern.role in _ENDING else pattern.role
        if international := [m for m in bodies if m.kind == "international_organisation"]:
            code = f"{international[0].actor_code}{role}"
            return dataclasses.replace(person, country=None, actor_code=code)
        if coded := [m for m in bodies if m.kind in _CODED_BODIES]:
            return dataclasses.replace(
                person, country=coded[0].country, actor_code=coded[0].actor_code
            )
        outer = [m for m in bodies if not m.nested]
        own = not pattern.role or all(m.kind in _OTHER_BODIES for m in outer)
        if outer and own and pattern.kind == "office":
            return _of_body(person, outer)
        states = (m.country for m in bodies if m.country and not m.reports_or_trades)
        told = person.country or next(states, None)
        if told is not None:
            return dataclasses.replace(person, country=told, actor_code=f"{told}{role}")
        if pattern.pattern_id in self._words.held_in_any_body:
            return person
        return dataclasses.replace(person, actor_code=role or None, title_kind=pattern.kind)


def _of_body(person: Mention, bodies: Sequence[Mention]) -> Mention:
    """Give a person the country and role of the first body that has one: "CIA director"."""
    body = next((m for m in bodies if m.actor_code and m.kind in _BODIES), None)
    if body is None:
        return person
    return dataclasses.replace(person, country=body.country, actor_code=body.actor_code)

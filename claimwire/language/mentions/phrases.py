"""Actors named by an owner and a common noun: "Afghan forces", "president of Armenia".

The owner is a country, a nationality, a people or an international organisation. It stands before
the noun, or after it behind a preposition. Petrarch and its predecessors code agents in this way;
see Schrodt (2012), CAMEO codebook 1.1b3, chapter 3.
"""

import dataclasses
from collections.abc import Iterator, Mapping

from claimwire.language.mentions.actor_codes import Period, read_periods
from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.listed_organs import Organs
from claimwire.language.mentions.rule_words import ActorWords, Relation
from claimwire.language.mentions.stateless import is_opposed, stateless
from claimwire.language.mentions.stretches import Stretch, covered
from claimwire.language.mentions.tokens import Tokens

_COUNTRY_KINDS = frozenset({"country", "nationality", "group"})
_OWNER_KINDS = _COUNTRY_KINDS | {"international_organisation"}
_ADJECTIVES = frozenset({"nationality", "group"})
_MODIFIERS = 3
_PEOPLE = frozenset({"armed_group", "group"})
_AT_HOME = _PEOPLE | {"party", "government", "ministry"}
_LOCAL_ROLES = frozenset({"COP", "JUD", "LEG"})
_UNNAMED = _PEOPLE | {"party"}
_FIGHTERS = frozenset({"military", "armed_group"})
_SIDES = frozenset({"government", "party", "group"})
"""Kinds of those whose fighters are named with them: "Sudanese government forces"."""
_OF_ORGANISATIONS = frozenset({"office", "military"})

_PREFIX = 2
"""Tokens of a prefix with its hyphen: "anti-"."""

Actor = tuple[Stretch, KnownEntity]
"""Where an actor stands, and what it is."""


def find_phrases(
    tokens: Tokens,
    known: Mapping[Stretch, KnownEntity],
    countries: Mapping[str, str],
    organs: Organs,
) -> Iterator[Actor]:
    """Find actors by pattern, before or behind the owners that a text names.

    In "French and Egyptian warships", "Egyptian warships" is an actor, and "French", which shares
    the noun, takes the role of the noun.

    Args:
        tokens: of the text.
        known: the names found; none overlaps another.
        countries: canonical name of each country.
        organs: the listed organs of states, whose identifiers the actors take.

    Yields:
        Actors of common nouns, and names that mean something else than the gazetteer says.
    """
    phrases = _Phrases(tokens, known)
    owners = [
        (stretch, phrases.owner(stretch, entity))
        for stretch, entity in sorted(known.items(), key=_stretch)
        if entity.kind in _OWNER_KINDS and not is_opposed(tokens, stretch[0])
    ]
    for stretch, entity in known.items():
        if entity.kind in _COUNTRY_KINDS and is_opposed(tokens, stretch[0]):
            yield from phrases.opposing(stretch, entity)
    yield from ((stretch, owner) for stretch, owner in owners if owner != known[stretch])
    for stretch, owner in owners:
        if around := phrases.around(stretch, owner):
            whole, pattern = around
            yield whole, _actor(pattern, owner, countries, organs)
    nouns = {stretch: phrases.before_noun(stretch, owner) for stretch, owner in owners}
    for stretch, owner in owners:
        if people := phrases.people_called_by(stretch, owner):
            yield people
        if noun := nouns[stretch]:
            last, pattern = noun
            yield (stretch[0], last), _actor(pattern, owner, countries, organs)
            yield from phrases.sharing(stretch[0], pattern)
    named = covered(len(tokens), [(at[0], noun[0]) for at, noun in nouns.items() if noun])
    for stretch, owner in owners:
        noun = None if named[stretch[0]] else phrases.behind_noun(stretch, owner)
        # "Albanian rebels in Macedonia" are Albanian.
        if noun and not named[noun[0]]:
            first, pattern = noun
            yield (first, stretch[1]), _actor(pattern, owner, countries, organs)


class _Phrases:
    """The noun phrases of one text around the owners that it names."""

    def __init__(self, tokens: Tokens, known: Mapping[Stretch, KnownEntity]) -> None:
        self._parse = tokens.parse
        self._tokens = tokens
        self._known = known
        self._words = tokens.lowers
        self._lists = tokens.words.actors
        self._patterns = tokens.words.actor_patterns
        self._compounds = tokens.grammar.compound
        self._adjectives = tokens.grammar.adjective
        self._participles = tokens.grammar.past_participle | tokens.grammar.gerund
        self._beginning = {stretch[0]: stretch for stretch in known}
        self._ending = {stretch[1]: stretch for stretch in known}

    def opposing(self, stretch: Stretch, entity: KnownEntity) -> Iterator[Actor]:
        """Yield those who are against a state or for it, whose own the text has to tell."""
        noun = self.before_noun(stretch, entity)
        if noun is not None:
            last, pattern = noun
            yield (stretch[0] - _PREFIX, last), stateless(pattern)

    def owner(self, stretch: Stretch, entity: KnownEntity) -> KnownEntity:
        """Return the owner; "ethnic Turks" are a people of no given country."""
        ethnic = self._tokens.before(stretch[0]) in self._lists.ethnic
        if entity.kind == "nationality" and ethnic:
            people = f"people:{entity.country}"
            return dataclasses.replace(entity, entity_id=people, kind="group", country=None)
        return entity

    def before_noun(self, stretch: Stretch, owner: KnownEntity) -> tuple[int, Pattern] | None:
        """Return where the actor of "Jordan's visiting king" ends, and its pattern."""
        first, behind = stretch
        if self._tokens.grammar.owners_follow:
            return None
        adjectives = owner.kind != "country" or self._tokens.name(first, behind).isupper()
        if (
            owner.kind not in {"nationality", "group"}
            and behind < len(self._words)
            and self._words[behind] in self._lists.possessive
        ):
            behind, adjectives = behind + 1, True
        for start in range(behind, min(behind + _MODIFIERS, len(self._words)) + 1):
            pattern = self._patterns.at(self._words, start)
            if pattern is not None and self._may_own(owner, pattern, start):
                return self._with_fighters(start + len(pattern.words), pattern)
            if start == len(self._words) or not self._modifies(start, adjectives=adjectives):
                return None
        return None

    def _with_fighters(self, last: int, pattern: Pattern) -> tuple[int, Pattern]:
        """Go on to the noun before which an organ stands, if it is of fighters.

        "Sudanese government forces" are forces.
        """
        behind = self._patterns.at(self._words, last)
        if behind is None or behind.kind not in _FIGHTERS or pattern.kind not in _SIDES:
            return last, pattern
        if self._parse[last - 1].dep_ not in self._compounds:
            return last, pattern
        return last + len(behind.words), behind

    def around(self, stretch: Stretch, owner: KnownEntity) -> tuple[Stretch, Pattern] | None:
        """Return where the actor of "ministre russe de la Santé" stands, and its pattern.

        Only where adjectives stand behind their nouns.
        """
        if not self._tokens.grammar.owners_follow or owner.kind not in _ADJECTIVES:
            return None
        first, last = stretch
        end = first
        while end and first - end < _MODIFIERS and self._parse[end - 1].pos_ == "ADJ":
            end -= 1
        for until in range(first, end - 1, -1):
            for start in range(max(until - self._patterns.longest, 0), until):
                longest = self._patterns.longest - (until - start)
                for more in range(longest, -1, -1):
                    words = self._words[start:until] + self._words[last : last + more]
                    pattern = self._patterns.whole(words)
                    if pattern is not None and self._may_own(owner, pattern, start):
                        return (start, min(last + more, len(self._words))), pattern
        return None

    def behind_noun(self, stretch: Stretch, owner: KnownEntity) -> tuple[int, Pattern] | None:
        """Return where the actor of "rebels in the Sudan" begins, and its pattern."""
        words, first = self._words, stretch[0]
        if owner.kind not in {"country", "international_organisation"}:
            return None
        end = first - 1 if self._tokens.before(first) in self._lists.definite else first
        # "président de la République" may go on into the name of a state.
        until = end - 1 if self._tokens.grammar.owners_follow else None
        for length in range(self._patterns.longest, 0, -1):
            start = end - 1 - length
            if start < 0:
                continue
            pattern = self._patterns.at(words, start, until)
            if (
                pattern is not None
                and len(pattern.words) == length
                and self._may_own(owner, pattern, start)
                and belongs(pattern, self._lists.relation(words[end - 1]), self._lists)
            ):
                return start, pattern
        return None

    def _may_own(self, owner: KnownEntity, pattern: Pattern, start: int) -> bool:
        """Whether a pattern is a common noun of such an owner: "American Airlines" is a name."""
        noun, last = self._parse[start], start + len(pattern.words)
        ending = self._parse[last - 1]
        modifies = ending.pos_ == "ADJ" and ending.dep_ in self._adjectives
        if (
            pattern.kind == "group"
            and modifies
            and self._patterns.at(self._words, ending.head.i) is None
        ):
            return False  # "Poland's national laboratory"
        if pattern.kind in _UNNAMED and not (noun.is_lower or noun.is_sent_start):
            return False
        return owner.kind in _COUNTRY_KINDS or pattern.kind in _OF_ORGANISATIONS

    def people_called_by(self, stretch: Stretch, owner: KnownEntity) -> Actor | None:
        """Return the people named behind a country's adjective: "Bosnian Serbs"."""
        people = self._beginning.get(stretch[1])
        found = None if people is None else _people_of(owner, self._known[people])
        return None if people is None or found is None else ((stretch[0], people[1]), found)

    def sharing(self, first: int, pattern: Pattern) -> Iterator[Actor]:
        """Yield the countries and nationalities joined before an owner, which share its noun."""
        index = first
        while index and self._words[index - 1] in self._lists.joined:
            index -= 1
            stretch = self._ending.get(index)
            if stretch is None:
                continue
            entity = self._known[stretch]
            if entity.kind not in {"country", "nationality"}:
                return
            yield stretch, dataclasses.replace(entity, periods=read_periods(pattern.role))
            index = stretch[0]

    def _modifies(self, index: int, *, adjectives: bool) -> bool:
        """Whether a word may stand between the owner and the noun."""
        token = self._parse[index]
        if not token.text.replace("-", "").isalpha():
            return False
        if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.is_lower):
            return True
        return adjectives and (token.pos_ in {"ADJ", "PROPN"} or token.tag_ in self._participles)


def _stretch(item: Actor) -> Stretch:
    return item[0]


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


def belongs(pattern: Pattern, relation: Relation | None, words: ActorWords) -> bool:
    """Whether an agent belongs to the place that its noun phrase names.

    Troops, envoys and embassies in a country may be another country's, and refugees in it are.

    Args:
        pattern: the noun of the agent.
        relation: how the noun phrase ties it to the place.
        words: of the language.
    """
    if relation is Relation.WITHIN:
        return (pattern.kind in _AT_HOME and pattern.pattern_id not in words.strangers) or (
            pattern.role in _LOCAL_ROLES
        )
    return relation is Relation.BELONGING or (
        relation is Relation.ORIGIN and pattern.kind in _PEOPLE
    )


def _actor(
    pattern: Pattern, owner: KnownEntity, countries: Mapping[str, str], organs: Organs
) -> KnownEntity:
    periods = read_periods(pattern.role)
    listed = organs.get((owner.country or "", pattern.kind, pattern.pattern_id))
    if listed is not None:
        return dataclasses.replace(listed, periods=periods, described=True)
    if owner.kind == "international_organisation":
        # The role follows the organisation's code, as in IGOUNOMIL: peacekeepers.
        whole = [period.role for period in owner.periods] or ["IGO"]
        periods = (Period(f"{whole[0]}{pattern.role}"),)
    named = owner.entity_id.partition(":")[2]
    if owner.kind != "group" and owner.country is not None:
        named = owner.country
    return KnownEntity(
        f"{pattern.kind}:{named}{pattern.suffix}",
        pattern.kind,
        owner.country,
        f"{pattern.name} of {countries.get(owner.country or '', owner.name)}",
        "ORG" if pattern.kind != "office" else "PERSON",
        periods,
        described=True,
    )

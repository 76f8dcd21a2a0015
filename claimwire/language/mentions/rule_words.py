"""The words of one language that the rules for mentions ask for, read from its folder once."""

import dataclasses
import enum
import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from claimwire.language.languages import has_folder, read_rows, read_toml
from claimwire.language.mentions.actor_patterns import NO_PATTERNS, Patterns, read_patterns

Words = frozenset[str]

_ORGANS = frozenset({"government", "ministry", "military"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlaceWords:
    """The lists of ``place_words.toml``, which says what each is for."""

    locative: Words = frozenset()
    leading: Words = frozenset()
    moving: Words = frozenset()
    leading_articles: Words = frozenset()
    skipped: Words = frozenset()
    of_kind: Words = frozenset()
    of_places: Words = frozenset()
    connectives: Words = frozenset()
    place_nouns: Words = frozenset()
    division_nouns: Words = frozenset()
    settlement_nouns: Words = frozenset()
    parts: Words = frozenset()
    body_nouns: Words = frozenset()
    local_bodies: Words = frozenset()
    local_nouns: Words = frozenset()
    local_offices: Words = frozenset()
    shared_nouns: Words = frozenset()
    trusting: Words = frozenset()
    facility_nouns: Words = frozenset()
    street_nouns: Words = frozenset()
    roads: Words = frozenset()
    person_titles: Words = frozenset()
    common: Words = frozenset()
    namesakes: Words = frozenset()
    ships: Words = frozenset()
    celestial: Words = frozenset()
    saints: Words = frozenset()
    called_by: Words = frozenset()
    versus: Words = frozenset()
    qualifying: Words = frozenset()
    directions: Words = frozenset()


@dataclasses.dataclass(frozen=True, kw_only=True)
class GovernmentWords:
    """The lists of ``government_words.toml``, which says what each is for."""

    government_verbs: Words = frozenset()
    diplomatic_verbs: Words = frozenset()
    diplomatic_nouns: Words = frozenset()
    dealing: Words = frozenset()
    violence: Words = frozenset()


class Relation(enum.Enum):
    """How a noun phrase ties an actor to a place."""

    BELONGING = enum.auto()
    ORIGIN = enum.auto()
    WITHIN = enum.auto()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ActorWords:
    """The lists of ``actor_words.toml``, which says what each is for."""

    articles: Words = frozenset()
    possessive: Words = frozenset()
    definite: Words = frozenset()
    joined: Words = frozenset()
    opposed: Words = frozenset()
    ethnic: Words = frozenset()
    belonging: Words = frozenset()
    origin: Words = frozenset()
    within: Words = frozenset()
    strangers: Words = frozenset()
    foreign: Words = frozenset()
    state_bodies: Words = frozenset()
    complements: Words = frozenset()
    across: Words = frozenset()
    no_deeds: Words = frozenset()
    being: Words = frozenset()
    states: Words = frozenset()
    placed_by_text: Words = frozenset()

    def relation(self, preposition: str) -> Relation | None:
        """Return what a preposition (in lower case) says of an actor before a place."""
        if preposition in self.within:
            return Relation.WITHIN
        if preposition in self.belonging:
            return Relation.BELONGING
        return Relation.ORIGIN if preposition in self.origin else None


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonWords:
    """The lists of ``person_words.toml``, which says what each is for."""

    titles: Words = frozenset()
    occupations: Words = frozenset()
    regnal: Words = frozenset()
    female_titles: Words = frozenset()
    male_titles: Words = frozenset()
    of_portfolio: Words = frozenset()
    held_in_any_body: Words = frozenset()
    heads_of_bodies: Words = frozenset()
    societies: Words = frozenset()
    bodies_with_secretaries: Words = frozenset()
    unclear_titles: Words = frozenset()
    no_names: Words = frozenset()
    kin: Words = frozenset()
    links: Words = frozenset()
    former: Words = frozenset()
    counterparts: Words = frozenset()
    generations: Words = frozenset()
    locative: Words = frozenset()
    never_names: Words = frozenset()
    people: Words = frozenset()
    party_marks: Words = frozenset()


@dataclasses.dataclass(frozen=True, kw_only=True)
class BodyNouns:
    """The lists of ``body_nouns.toml``, which says what each is for.

    Attributes:
        party_members: the name of the party by what its members are called, as written.
    """

    media: Words = frozenset()
    organisation: Words = frozenset()
    general: Words = frozenset()
    events: Words = frozenset()
    storms: Words = frozenset()
    facilities: Words = frozenset()
    ailments: Words = frozenset()
    laws: Words = frozenset()
    never_in_names: Words = frozenset()
    leading: Words = frozenset()
    letters: Words = frozenset()
    teams: Words = frozenset()
    teams_behind: Words = frozenset()
    party_members: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def kind(self, noun: str) -> str | None:
        """Return the kind of a body with a noun (in lower case) right before its name."""
        if noun in self.media:
            return "media"
        return "organisation" if noun in self.organisation else None


class BodyWords(NamedTuple):
    """The words of ``body_words.csv``.

    Attributes:
        kinds: the kind and role that each sequence of words gives to a body; "^" and "$" are the
            beginning and the end of a name, "@" is the name of a place in it.
        longest: words in the longest of them.
        general: words that are in the names of bodies of many states.
    """

    kinds: Mapping[tuple[str, ...], tuple[str, str]]
    longest: int
    general: Words = frozenset()


_NO_BODIES = BodyWords({}, 0)


@dataclasses.dataclass(frozen=True)
class RuleWords:
    """All words that the rules for mentions ask for; without arguments, those of no language.

    Attributes:
        places: words around the names of places.
        governments: words that make a capital a government.
        actors: words around the names of actors.
        persons: words around the names of persons.
        actor_patterns: nouns for the actors that every country has.
        person_titles: nouns that are an actor only before a person's name.
        bodies: words in the names of bodies that no list has.
        body_nouns: words before the names of bodies.
        first_names: "female" or "male" by first name, as written.
        months: names of months and their short forms, in lower case.
    """

    places: PlaceWords = PlaceWords()
    governments: GovernmentWords = GovernmentWords()
    actors: ActorWords = ActorWords()
    persons: PersonWords = PersonWords()
    actor_patterns: Patterns = NO_PATTERNS
    person_titles: Patterns = NO_PATTERNS
    bodies: BodyWords = _NO_BODIES
    body_nouns: BodyNouns = BodyNouns()
    first_names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    months: Words = frozenset()


@functools.cache
def rule_words_of(language: str) -> RuleWords:
    """Return the words of a language; none if it has no folder.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        TypeError: if a file has a list that no rule asks for.
    """
    if not has_folder(language):
        return RuleWords()
    return RuleWords(
        PlaceWords(**_lists(language, "place_words.toml")),
        GovernmentWords(**_lists(language, "government_words.toml")),
        ActorWords(**_lists(language, "actor_words.toml")),
        PersonWords(**_lists(language, "person_words.toml")),
        read_patterns(read_rows(language, "actor_patterns.csv")),
        read_patterns(read_rows(language, "person_titles.csv")),
        _body_words(language),
        _body_nouns(language),
        {row["name"]: row["gender"] for row in read_rows(language, "first_names.csv")},
        frozenset(read_toml(language, "times.toml").get("months", {})),
    )


def _lists(language: str, name: str) -> dict[str, Any]:
    return {key: frozenset(words) for key, words in read_toml(language, name).items()}


def _body_nouns(language: str) -> BodyNouns:
    lists = read_toml(language, "body_nouns.toml")
    members = lists.pop("party_members", {})
    return BodyNouns(
        **{key: frozenset(words) for key, words in lists.items()},
        party_members={form: party for party, forms in members.items() for form in forms},
    )


def _body_words(language: str) -> BodyWords:
    kinds = {
        tuple(words.replace("'s", " 's").split()): (row["kind"], row["role"])
        for row in read_rows(language, "body_words.csv")
        for words in row["words"].split("|")
    }
    general = {word for words in kinds for word in words}
    general |= _body_nouns(language).general
    general |= PersonWords(**_lists(language, "person_words.toml")).links
    patterns = read_patterns(read_rows(language, "actor_patterns.csv"))
    general |= {word for each in patterns if each.kind in _ORGANS for word in each.words}
    return BodyWords(kinds, max(map(len, kinds), default=0), frozenset(general))

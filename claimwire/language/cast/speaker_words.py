"""The words that tell who a speaker is, from the lists of a language."""

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from claimwire.language.languages import read_toml

_PRONOUN_TABLES = ("gendered", "of_possessive")


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpeakerWords:
    """Words that describe speakers; all in lower case, nouns as lemmas.

    Attributes:
        roles: offices and functions, and whether they make an official.
        roles_by_word: their words by the first, the longest first.
        abbreviations: short forms of offices, without a full stop.
        inner_articles: articles inside an office ("ministre de la Santé").
        qualifiers, leading, ranks, spokespersons, mouthpieces, not_in_offices, named_only,
            of_persons, of_bodies, over_bodies, of_parties, of_states, private, suffixes, former,
            matters, purposes: words of offices, as ``speaker_words.toml`` says.
        relative: pronouns that open a clause about a person.
        being: verbs that say what somebody is now.
        office_verbs: the office that a verb behind "who" tells.
        people: nouns of persons and groups.
        actors: all nouns of somebody who may be meant later.
        takes_up: nouns that take up an earlier body or place ("the movement"), and which kinds of
            entity they may mean.
        female, male: words that tell which pronouns fit.
        kin: these and the nouns for one with the same office elsewhere.

        collective: nouns of a group in the singular.
        media_pairs: nouns for media with the word before.
        generic: nouns that take up an earlier speaker ("the official").
        anonymous, officials, document, group, government, media, organisation: nouns of that kind
            of speaker.
        states: nouns of what has a government, which speak only where there are several.

        gendered: pronouns of one person, and the gender.
        plural: pronouns of several, or of a body.
        neuter: pronouns of one body or thing.
        first_person: pronouns of one who speaks of oneself.
        unresolved: pronouns of who writes and who is written to.
        of_possessive: possessives and the pronoun that each stands for.

        familiar, anonymity, not_named: words that tell that somebody asked to stay unnamed.
        counterparts: nouns for one with the same office elsewhere.
        membership: prepositions that tie somebody to a body, and to no country.
        abroad: offices for or to another country.
        from_abroad: nouns for those who are seldom of the state that the text is about.
        one, some: numbers of somebody or several among others ("one of the experts").
        together: numbers before a noun that take up several speakers.
        definite: words that make a description take up somebody named before.
        modifiers: adjectives that such a description may have.
        epithets: nouns that take up a body, also with a noun before ("the coffee giant").
        any_person: nouns that take up a person in any office.
        of_body: possessives before the spokesman of a body named before.
        origins: prepositions behind a name and a comma that tell where somebody belongs.
        units: nouns of parts of a body, beside those of ``organisation``.
        articles, possessives: what no description begins with.
        affiliation_prepositions: before whom somebody speaks for.
        name_prepositions: behind the noun that governs a name ("Bank of Italy").
    """

    roles: Mapping[tuple[str, ...], bool] = dataclasses.field(default_factory=dict)
    roles_by_word: Mapping[str, list[tuple[str, ...]]] = dataclasses.field(default_factory=dict)
    abbreviations: Mapping[str, str] = dataclasses.field(default_factory=dict)
    inner_articles: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    spokespersons: frozenset[str] = frozenset()
    mouthpieces: frozenset[str] = frozenset()
    not_in_offices: frozenset[str] = frozenset()
    named_only: frozenset[str] = frozenset()
    of_persons: frozenset[str] = frozenset()
    of_bodies: frozenset[str] = frozenset()
    over_bodies: frozenset[str] = frozenset()
    of_parties: frozenset[str] = frozenset()
    of_states: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    suffixes: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    being: frozenset[str] = frozenset()
    office_verbs: Mapping[str, str] = dataclasses.field(default_factory=dict)
    people: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    takes_up: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    female: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()

    generic: frozenset[str] = frozenset()
    anonymous: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    group: frozenset[str] = frozenset()
    collective: frozenset[str] = frozenset()
    government: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    media_pairs: frozenset[tuple[str, str]] = frozenset()
    organisation: frozenset[str] = frozenset()

    gendered: Mapping[str, str] = dataclasses.field(default_factory=dict)
    plural: frozenset[str] = frozenset()
    neuter: frozenset[str] = frozenset()
    first_person: frozenset[str] = frozenset()
    unresolved: frozenset[str] = frozenset()
    of_possessive: Mapping[str, str] = dataclasses.field(default_factory=dict)

    familiar: frozenset[str] = frozenset()
    anonymity: frozenset[str] = frozenset()
    not_named: frozenset[tuple[str, str]] = frozenset()
    counterparts: frozenset[str] = frozenset()
    membership: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    from_abroad: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    some: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    epithets: frozenset[str] = frozenset()
    any_person: frozenset[str] = frozenset()
    of_body: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    affiliation_prepositions: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    name_prepositions: frozenset[str] = frozenset()


@functools.cache
def speaker_words(language: str) -> SpeakerWords:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder.
    """
    data: defaultdict[str, Any] = defaultdict(dict, read_toml(language, "speaker_words.toml"))
    nouns, pronouns = data["nouns"], data["pronouns"]
    # The model takes "co-founder" for one word or for three.
    roles = {
        tuple(form.split()): kind == "official"
        for kind, roles in data["roles"].items()
        for role in roles
        for form in (role, role.replace("-", " "))
    }
    of_people = ("generic", "anonymous", "officials", "group")
    of_bodies = ("government", "media", "organisation")
    people = {word for kind in of_people for word in nouns.get(kind, ())}
    bodies = {word for kind in of_bodies for word in nouns.get(kind, ())} | {*data["takes_up"]}
    sets: dict[str, Any] = {
        **nouns,
        **data["offices"],
        **data["gender"],
        **data["descriptions"],
        **{name: words for name, words in pronouns.items() if name not in _PRONOUN_TABLES},
    }
    return SpeakerWords(
        roles=roles,
        roles_by_word=_by_first_word(roles),
        abbreviations=data["abbreviations"],
        office_verbs=data["office_verbs"],
        not_named=frozenset(
            (first, second) for first, second in data["not_named"].get("pairs", ())
        ),
        media_pairs=frozenset(
            (first, second) for first, second in data["media_pairs"].get("pairs", ())
        ),
        people=frozenset(people),
        kin=frozenset().union(
            *data["gender"].values(), data["descriptions"].get("counterparts", ())
        ),
        actors=frozenset({role[-1] for role in roles} | people | bodies),
        takes_up={noun: frozenset(kinds) for noun, kinds in data["takes_up"].items()},
        gendered=pronouns.get("gendered", {}),
        of_possessive=pronouns.get("of_possessive", {}),
        **{name: frozenset(words) for name, words in sets.items()},
    )


def _by_first_word(roles: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for role in sorted(roles, key=lambda role: (-len(role), role)):
        by_word.setdefault(role[0], []).append(role)
    return by_word

"""The words that tell who a speaker is, from the lists of a language."""

import dataclasses
import functools
from collections.abc import Iterable

from claimwire.language.languages import read_toml


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpeakerWords:
    """Words that describe speakers; all in lower case, nouns as lemmas.

    Attributes:
        roles: offices and functions, and whether they make an official.
        roles_by_word: their words by the first, the longest first.
        abbreviations: short forms of offices, without a full stop.
        qualifiers, leading, ranks, spokespersons, not_in_offices, named_only, of_states, suffixes,
            former, matters: words of offices, as ``speaker_words.toml`` says.
        relative: pronouns that open a clause about a person.
        being: verbs that say what somebody is now.
        office_verbs: the office that a verb behind "who" tells.
        people: nouns of persons and groups.
        actors: all nouns of somebody who may be meant later.
        takes_up: nouns that take up an earlier body or place ("the movement"), and which kinds of
            entity they may mean.
        female, male: words that tell which pronouns fit.

        collective: nouns of a group in the singular.
        media_pairs: nouns for media with the word before.
        generic: nouns that take up an earlier speaker ("the official").
        anonymous, officials, document, group, government, media, organisation: nouns of that kind
            of speaker.

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
        together: numbers before a noun that take up several speakers.
        definite: words that make a description take up somebody named before.
        modifiers: adjectives that such a description may have.
        any_person: nouns that take up a person in any office.
        of_body: possessives before the spokesman of a body named before.
        articles, possessives: what no description begins with.
        affiliation_prepositions: before whom somebody speaks for.
        name_prepositions: behind the noun that governs a name ("Bank of Italy").
    """

    roles: dict[tuple[str, ...], bool]
    roles_by_word: dict[str, list[tuple[str, ...]]]
    abbreviations: dict[str, str]
    qualifiers: frozenset[str]
    leading: frozenset[str]
    ranks: frozenset[str]
    spokespersons: frozenset[str]
    not_in_offices: frozenset[str]
    named_only: frozenset[str]
    of_states: frozenset[str]
    suffixes: frozenset[str]
    former: frozenset[str]
    matters: frozenset[str]
    relative: frozenset[str]
    being: frozenset[str]
    office_verbs: dict[str, str]
    people: frozenset[str]
    actors: frozenset[str]
    takes_up: dict[str, frozenset[str]]
    female: frozenset[str]
    male: frozenset[str]

    generic: frozenset[str]
    anonymous: frozenset[str]
    officials: frozenset[str]
    document: frozenset[str]
    group: frozenset[str]
    collective: frozenset[str]
    government: frozenset[str]
    media: frozenset[str]
    media_pairs: frozenset[tuple[str, str]]
    organisation: frozenset[str]

    gendered: dict[str, str]
    plural: frozenset[str]
    neuter: frozenset[str]
    first_person: frozenset[str]
    unresolved: frozenset[str]
    of_possessive: dict[str, str]

    familiar: frozenset[str]
    anonymity: frozenset[str]
    not_named: frozenset[tuple[str, str]]
    counterparts: frozenset[str]
    membership: frozenset[str]
    abroad: frozenset[str]
    together: frozenset[str]
    definite: frozenset[str]
    modifiers: frozenset[str]
    any_person: frozenset[str]
    of_body: frozenset[str]
    articles: frozenset[str]
    possessives: frozenset[str]
    affiliation_prepositions: frozenset[str]
    name_prepositions: frozenset[str]


@functools.cache
def speaker_words(language: str) -> SpeakerWords:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder.
    """
    data = read_toml(language, "speaker_words.toml")
    nouns, pronouns = data["nouns"], data["pronouns"]
    # The model takes "co-founder" for one word or for three.
    roles = {
        tuple(form.split()): kind == "official"
        for kind, roles in data["roles"].items()
        for role in roles
        for form in (role, role.replace("-", " "))
    }
    people = {*nouns["generic"], *nouns["anonymous"], *nouns["officials"], *nouns["group"]}
    bodies = {*nouns["government"], *nouns["media"], *nouns["organisation"], *data["takes_up"]}
    sets = {
        **nouns,
        **data["offices"],
        **data["gender"],
        **data["descriptions"],
        **{name: pronouns[name] for name in ("plural", "neuter", "first_person", "unresolved")},
    }
    return SpeakerWords(
        roles=roles,
        roles_by_word=_by_first_word(roles),
        abbreviations=data["abbreviations"],
        office_verbs=data["office_verbs"],
        not_named=frozenset((first, second) for first, second in data["not_named"]["pairs"]),
        media_pairs=frozenset((first, second) for first, second in data["media_pairs"]["pairs"]),
        people=frozenset(people),
        actors=frozenset({role[-1] for role in roles} | people | bodies),
        takes_up={noun: frozenset(kinds) for noun, kinds in data["takes_up"].items()},
        gendered=pronouns["gendered"],
        of_possessive=pronouns["of_possessive"],
        **{name: frozenset(words) for name, words in sets.items()},
    )


def _by_first_word(roles: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for role in sorted(roles, key=lambda role: (-len(role), role)):
        by_word.setdefault(role[0], []).append(role)
    return by_word

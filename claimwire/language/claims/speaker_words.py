"""The words that tell who a speaker is, from the lists of a language."""

import dataclasses
import functools

from claimwire.language.languages import read_rows, read_toml


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpeakerWords:
    """Words that describe speakers; all in lower case, nouns as lemmas.

    Attributes:
        roles: offices and functions, and whether they make an official.
        abbreviations: short forms of offices, without a full stop.
        first_names: "female" or "male" by first name, as written.
        actors: all nouns of somebody who may be meant later.
        takes_up: nouns that take up an earlier body or place ("the movement"), and which kinds of
            entity they may mean.
        female, male: words that tell which pronouns fit.

        generic: nouns that take up an earlier speaker ("the official").
        anonymous, document, group, government, organisation: nouns of that kind of speaker.

        gendered: pronouns of one person, and the gender.
        plural: pronouns of several, or of a body.
        neuter: pronouns of one body or thing.
        unresolved: pronouns of who writes and who is written to.
        of_possessive: possessives and the pronoun that each stands for.

        definite: words that make a description take up somebody named before.
        modifiers: adjectives that such a description may have.
        any_person: nouns that take up a person in any office.
        of_body: possessives before the spokesman of a body named before.
        articles, possessives: what no description begins with.
        affiliation_prepositions: before whom somebody speaks for.
        name_prepositions: behind the noun that governs a name ("Bank of Italy").
    """

    roles: dict[tuple[str, ...], bool]
    abbreviations: dict[str, str]
    first_names: dict[str, str]
    actors: frozenset[str]
    takes_up: dict[str, frozenset[str]]
    female: frozenset[str]
    male: frozenset[str]

    generic: frozenset[str]
    anonymous: frozenset[str]
    document: frozenset[str]
    group: frozenset[str]
    government: frozenset[str]
    organisation: frozenset[str]

    gendered: dict[str, str]
    plural: frozenset[str]
    neuter: frozenset[str]
    unresolved: frozenset[str]
    of_possessive: dict[str, str]

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
    roles = {
        tuple(role.split()): kind == "official"
        for kind, roles in data["roles"].items()
        for role in roles
    }
    people = {*nouns["generic"], *nouns["anonymous"], *nouns["group"]}
    bodies = {*nouns["government"], *nouns["organisation"], *data["takes_up"]}
    sets = {
        **nouns,
        **data["gender"],
        **data["descriptions"],
        **{name: pronouns[name] for name in ("plural", "neuter", "unresolved")},
    }
    return SpeakerWords(
        roles=roles,
        abbreviations=data["abbreviations"],
        first_names={row["name"]: row["gender"] for row in read_rows(language, "first_names.csv")},
        actors=frozenset({role[-1] for role in roles} | people | bodies),
        takes_up={noun: frozenset(kinds) for noun, kinds in data["takes_up"].items()},
        gendered=pronouns["gendered"],
        of_possessive=pronouns["of_possessive"],
        **{name: frozenset(words) for name, words in sets.items()},
    )

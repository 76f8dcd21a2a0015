"""Entities that are known beforehand, such as countries and officials; loaded once from data."""

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import pycountry

from claimwire.language.mentions.actor_codes import Period, read_periods
from claimwire.language.mentions.knowledge_files import parts, rows, tables
from claimwire.language.mentions.local_names import (
    LocalName,
    has_names,
    keeps_english_names,
    local_capitals,
    local_names,
)

ORGANISATION_FILES = (
    "organisations.csv", "companies.csv", "groups.csv", "parties.csv", "media.csv", "state.csv",
)  # fmt: skip
_STATES = frozenset({"country", "nationality"})
_ENGLISH_KINDS = frozenset({"country", "group", "nationality"})
"""Kinds whose names are words of English."""
_SPELLING = re.compile(r"(?<=\w\wi)[sz](?=ations?\b)", re.IGNORECASE)
_OTHER = str.maketrans("szSZ", "zsZS")


@dataclasses.dataclass(frozen=True)
class KnownEntity:
    """Something in the world that a text may name.

    Attributes:
        entity_id: stable and readable, for example ``country:AFG``.
        kind: for example country, nationality or armed_group.
        country: ISO 3166-1 alpha-3 code it belongs to, or None.
        name: canonical name; for a nationality the country's.
        label: the type a language model would give its mentions.
        periods: its roles as an actor, and when it had them.
        described: whether a common noun names it ("Afghan army").
        homes: the countries of a people that lives in several, or that share a nationality; the
            text decides among them.
    """

    entity_id: str
    kind: str
    country: str | None
    name: str
    label: str
    periods: tuple[Period, ...] = ()
    described: bool = False
    homes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Term:
    """A listed term of office.

    Attributes:
        entity_id, name: who held it.
        country: ISO 3166-1 alpha-3 code, or None of an international office.
        office: as the news calls it.
        role: in the actor code.
        begins, ends: first day in office and first day out of it; None if not known to have ended.
    """

    entity_id: str
    name: str
    country: str | None
    office: str
    role: str
    begins: date
    ends: date | None


@dataclasses.dataclass(frozen=True)
class UserKnowledge:
    """Entities that a user adds.

    Attributes:
        key: hash of the file; two with one key are equal, and quick to compare.
        names: each surface form, and what it stands for.
    """

    key: str
    names: tuple[tuple[str, KnownEntity], ...] = dataclasses.field(compare=False)


@dataclasses.dataclass(frozen=True)
class Ambiguity:
    """The rule by which an ambiguous name means the entity that is listed under it.

    Attributes:
        rule: "model" (the language model tags it as a place or nationality), "tagged" (it tags
            it as any name), "state" (the text names its state) or "evidence".
        evidence: words of which the text must have one, for "evidence"; for "model", words that
            do as well.
    """

    rule: str
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Knowledge:
    """All known entities, and what is needed to recognise and code them.

    Attributes:
        names: each surface form, and what it stands for.
        ambiguous: forms that need more than the match.
        kinds: the kind of entity for each type of the language model that is of interest.
        roles: the role of an actor, by its kind, where no file gives another.
        capitals: capitals and seats of government, and the ISO codes of their states.
        country_names: canonical name of each country by its ISO code.
        namesakes: of names that bodies of several states bear, those bodies by their state.
        state_names: names of each country, its people and its capital, by its ISO code.
    """

    names: dict[str, KnownEntity]
    ambiguous: dict[str, Ambiguity]
    kinds: dict[str, str]
    roles: dict[str, str]
    capitals: dict[str, str]
    country_names: dict[str, str]
    namesakes: dict[str, dict[str, KnownEntity]]
    state_names: dict[str, tuple[str, ...]]


def load_knowledge(extra: UserKnowledge | None = None, language: str = "en") -> Knowledge:
    """Read the data files of the knowledge folder.

    Args:
        extra: entities of a user, whose names win over those that come with the program.
        language: ISO 639-1 code of the texts. Without names of its own listed, it gets English's.
    """
    return _load_knowledge(extra, language if has_names(language) else "en")


@functools.cache
def _load_knowledge(extra: UserKnowledge | None, language: str) -> Knowledge:
    countries = dict(_countries())
    canonical = {entity.country: entity.name for entity in countries.values() if entity.country}
    # Later entries win: a curated alias over ISO's form, an organisation over a demonym.
    names = countries | dict(_peoples()) | dict(_nationalities(canonical))
    names |= dict(_shared(canonical))
    names |= dict(_organisations()) | dict(_leaders())
    namesakes = dict(_namesakes(names.values()))
    namesakes |= {spelled_otherwise(name): bodies for name, bodies in namesakes.items()}
    names |= {name: _first_of(bodies) for name, bodies in namesakes.items()}
    capitals = dict(_capitals())
    if has_names(language):
        names = _in_language(language, names, canonical)
        capitals |= local_capitals(language)
    if extra is not None:
        names |= dict(extra.names)
    for name in list(names):
        names.setdefault(spelled_otherwise(name), names[name])
    return Knowledge(
        names=names,
        ambiguous={
            row["name"]: Ambiguity(row["rule"], parts(row["evidence"]))
            for row in rows("ambiguous_names.csv")
        },
        kinds=tables("entity_types.toml")["kinds"],
        roles=tables("roles.toml")["roles"],
        capitals=capitals,
        country_names=canonical,
        namesakes=namesakes,
        state_names=_state_names(names, capitals),
    )


def _state_names(
    names: Mapping[str, KnownEntity], capitals: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    states = [
        (name, code)
        for name, entity in names.items()
        if entity.kind in _STATES
        for code in entity.homes or (entity.country or "",)
    ]
    named: dict[str, list[str]] = {}
    for name, code in (*states, *capitals.items()):
        named.setdefault(code, []).append(name)
    return {code: tuple(each) for code, each in named.items()}


def _in_language(
    language: str, english: dict[str, KnownEntity], canonical: dict[str, str]
) -> dict[str, KnownEntity]:
    """The names in a language: its own, and English names of persons and bodies.

    English acronyms of what has a name in the language ("UN", "AU") are words in it.
    """
    local = local_names(language)
    renamed = {name.entity_id for name in local}
    kept = {
        form: entity
        for form, entity in english.items()
        if keeps_english_names(language)
        and entity.kind not in _ENGLISH_KINDS
        and not (form.isupper() and entity.entity_id in renamed)
    }
    listed = {entity.entity_id: entity for entity in english.values()}
    return kept | {
        name.form: _of_country(name, canonical) if name.kind else listed[name.entity_id]
        for name in local
    }


def _of_country(name: LocalName, canonical: dict[str, str]) -> KnownEntity:
    code = name.codes[0]
    label = "GPE" if name.kind == "country" else "NORP"
    homes = name.codes if len(name.codes) > 1 else ()
    return KnownEntity(name.entity_id, name.kind, code, canonical[code], label, homes=homes)


def spelled_otherwise(name: str) -> str:
    """Spell a name in "-isation" with z, and one in "-ization" with s; others stay as they are."""
    return _SPELLING.sub(lambda match: match[0].translate(_OTHER), name)


@functools.cache
def role_codes() -> tuple[str, ...]:
    """Return the groups of three letters that a role in an actor code is made of."""
    return tuple(tables("roles.toml")["codes"])


def type_of(kind: str) -> str:
    """Return the type that a language model would give to a kind of entity."""
    return _types().get(kind, "ORG")


@functools.cache
def _types() -> dict[str, str]:
    types: dict[str, str] = tables("entity_types.toml")["types"]
    return types


def _countries() -> Iterator[tuple[str, KnownEntity]]:
    aliases = list(rows("country_aliases.csv"))
    canonical = {row["code"]: row["alias"] for row in aliases if row["canonical"] == "yes"}
    for country in pycountry.countries:
        common = getattr(country, "common_name", None)
        canonical.setdefault(country.alpha_3, common or country.name)
    forms = {code: [name.removeprefix("the ")] for code, name in canonical.items()}
    for row in [*rows("country_names.csv"), *aliases]:
        forms[row["code"]].append(row["alias"])
    for code, names in forms.items():
        entity = KnownEntity(f"country:{code}", "country", code, canonical[code], "GPE")
        yield from dict.fromkeys(names, entity).items()


def _nationalities(names: dict[str, str]) -> Iterator[tuple[str, KnownEntity]]:
    for row in rows("demonyms.csv"):
        code = row["code"]
        entity = KnownEntity(f"country:{code}", "nationality", code, names[code], "NORP")
        for form in parts(row["forms"]):
            yield form, entity


def _shared(names: dict[str, str]) -> Iterator[tuple[str, KnownEntity]]:
    for row in rows("shared_names.csv"):
        homes = parts(row["codes"])
        code, kind = homes[0], row["kind"]
        label = "GPE" if kind == "country" else "NORP"
        entity = KnownEntity(f"country:{code}", kind, code, names[code], label, homes=homes)
        for form in parts(row["forms"]):
            yield form, entity


def _peoples() -> Iterator[tuple[str, KnownEntity]]:
    for row in rows("peoples.csv"):
        homes = parts(row["countries"])
        country = homes[0] if len(homes) == 1 else None
        entity = KnownEntity(row["entity_id"], "group", country, row["name"], "NORP", homes=homes)
        for form in parts(row["forms"]):
            yield form, entity


def _organisations() -> Iterator[tuple[str, KnownEntity]]:
    for file_name in ORGANISATION_FILES:
        for row in rows(file_name):
            entity = KnownEntity(
                row["entity_id"],
                row["kind"],
                row["country"] or None,
                row["name"],
                type_of(row["kind"]),
                read_periods(row["roles"]),
            )
            for form in (row["name"], *parts(row["aliases"])):
                yield form, entity


def _namesakes(
    entities: Iterable[KnownEntity],
) -> Iterator[tuple[str, dict[str, KnownEntity]]]:
    listed = {entity.entity_id: entity for entity in entities}
    for row in rows("shared_bodies.csv"):
        bodies = [listed[entity_id] for entity_id in parts(row["entities"])]
        yield row["name"], {body.country: body for body in bodies if body.country}


def _first_of(bodies: Mapping[str, KnownEntity]) -> KnownEntity:
    return dataclasses.replace(next(iter(bodies.values())), homes=tuple(bodies))


def _leaders() -> Iterator[tuple[str, KnownEntity]]:
    terms: dict[str, list[dict[str, str]]] = {}
    for row in rows("leaders.csv"):
        terms.setdefault(row["entity_id"], []).append(row)
    for entity_id, held in terms.items():
        row = held[0]
        periods = [Period(term["role"], *_days(term)) for term in held]
        ends = [period.ends for period in periods]
        # CAMEO's ELI, former officials: after a term of office, where no other holds.
        if row["country"] and None not in ends:
            periods.append(Period("ELI", max(day for day in ends if day)))
        entity = KnownEntity(
            entity_id, "person", row["country"] or None, row["name"], "PERSON", tuple(periods)
        )
        for form in (row["name"], *parts(row["aliases"])):
            yield form, entity


def terms_of_office() -> list[Term]:
    """Return the listed terms of office, in the order of the file."""
    return [
        Term(
            row["entity_id"],
            row["name"],
            row["country"] or None,
            row["office"],
            row["role"],
            *_days(row),
        )
        for row in rows("leaders.csv")
    ]


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    ends = date.fromisoformat(row["ends"]) if row["ends"] else None
    return date.fromisoformat(row["begins"]), ends


def _capitals() -> Iterator[tuple[str, str]]:
    for row in rows("capitals.csv"):
        for form in (row["name"], *parts(row["aliases"])):
            yield form, row["code"]

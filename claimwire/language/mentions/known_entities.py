"""Entities that are known beforehand, such as countries and officials; loaded once from data."""

import functools
import re

from claimwire.language.mentions import listed_bodies, listed_states, terms_of_office
from claimwire.language.mentions.knowledge_files import parts, rows, tables
from claimwire.language.mentions.known_entity import (
    Ambiguity,
    Knowledge,
    KnownEntity,
    UserKnowledge,
)
from claimwire.language.mentions.local_names import (
    LocalName,
    has_names,
    keeps_english_names,
    local_capitals,
    local_names,
)

_ENGLISH_KINDS = frozenset({"country", "group", "nationality"})
"""Kinds whose names are words of English."""
_SPELLING = re.compile(r"(?<=\w\wi)[sz](?=ations?\b)", re.IGNORECASE)
_OTHER = str.maketrans("szSZ", "zsZS")


def load_knowledge(extra: UserKnowledge | None = None, language: str = "en") -> Knowledge:
    """Read the data files of the knowledge folder.

    Args:
        extra: entities of a user, whose names win over those that come with the program.
        language: ISO 639-1 code of the texts. Without names of its own listed, it gets English's.
    """
    return _load_knowledge(extra, language if has_names(language) else "en")


@functools.cache
def _load_knowledge(extra: UserKnowledge | None, language: str) -> Knowledge:
    countries = dict(listed_states.countries())
    canonical = {entity.country: entity.name for entity in countries.values() if entity.country}
    # Later entries win: a curated alias over ISO's form, an organisation over a demonym.
    names = countries | dict(listed_states.peoples()) | dict(listed_states.nationalities(canonical))
    names |= dict(listed_states.shared(canonical))
    names |= dict(listed_bodies.organisations()) | dict(terms_of_office.leaders())
    namesakes = dict(listed_bodies.namesakes(names.values()))
    namesakes |= {spelled_otherwise(name): bodies for name, bodies in namesakes.items()}
    names |= {name: listed_bodies.first_of(bodies) for name, bodies in namesakes.items()}
    outlets = dict(listed_bodies.outlets(names.values()))
    capitals = dict(listed_states.capitals())
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
        outlets=outlets,
        state_names=listed_states.state_names(names, capitals),
    )


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

"""A user's own entities: a TOML file in the form that ``claimwire entities unknown`` prints."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from claimwire.language.mentions.actor_codes import Period, read_periods, role_codes
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.known_entity import KnownEntity, UserKnowledge
from claimwire.language.mentions.listed_bodies import type_of
from claimwire.schemas.entities import KINDS
from claimwire.schemas.keys import stable_id
from claimwire.user_files.toml_file import TomlFile, WrongValue, read_toml, word, words

_ENTITY_ID = re.compile(r"[a-z][a-z_]*:\S+")
_REQUIRED = ("entity_id", "kind", "name")


def read_user_knowledge(data: bytes, name: str) -> UserKnowledge:
    """Read a file of ``[[entity]]`` tables.

    Each has entity_id, kind and name, and, where they apply, country, aliases (a list) and roles
    (as in ``roles = "REB ..2021-08-15|GOV 2021-08-15.."``; without them the kind gives the role).

    Args:
        data: the file's bytes.
        name: the file's name, for errors.

    Raises:
        UserFileError: at the first error in the file.
    """
    file = read_toml(data, name)
    file.check_keys(file.document, (), ("entity",))
    entities: dict[str, int] = {}
    names: dict[str, tuple[int, KnownEntity]] = {}
    for number, table in enumerate(file.tables("entity")):
        entity, forms = _entity(file, table, number)
        path = ("entity", number)
        if entity.entity_id in entities:
            first = file.line_of(("entity", entities[entity.entity_id]))
            message = f"{entity.entity_id} stands on line {first} already; make one entry of both"
            raise file.error((*path, "entity_id"), message)
        entities[entity.entity_id] = number
        for form in forms:
            if form in names and names[form][1] is not entity:
                other, known = names[form]
                line = file.line_of(("entity", other))
                message = f"{form!r} is a name of {known.entity_id} (line {line}) too; keep one"
                raise file.error(path, message)
            names[form] = number, entity
    return UserKnowledge(
        stable_id(data.decode("utf-8-sig")),
        tuple((form, entity) for form, (_, entity) in names.items()),
    )


def _entity(file: TomlFile, table: Mapping[str, Any], number: int) -> tuple[KnownEntity, list[str]]:
    path = ("entity", number)
    file.check_keys(table, path, _CHECKS)
    for key in _REQUIRED:
        if key not in table:
            raise file.error(path, f"an entity without {key}; add {key} = {_EXAMPLES[key]}")
    values = file.values(table, path, _CHECKS)
    entity = KnownEntity(
        entity_id=values["entity_id"],
        kind=values["kind"],
        country=values.get("country"),
        name=values["name"],
        label=type_of(values["kind"]),
        periods=values.get("roles", ()),
    )
    return entity, [entity.name, *values.get("aliases", [])]


def _entity_id(value: Any) -> str:
    entity_id = word(value)
    if not _ENTITY_ID.fullmatch(entity_id):
        raise WrongValue(
            f"is {value!r}; give what it is and a name, as in {_EXAMPLES['entity_id']}"
        )
    return entity_id


def _kind(value: Any) -> str:
    kind = word(value)
    if kind not in KINDS:
        raise WrongValue(f"is {value!r}; kinds are {', '.join(KINDS)}")
    return kind


def _country(value: Any) -> str | None:
    if value == "":  # not known, as printed by `claimwire entities unknown`
        return None
    code = word(value)
    if code not in load_knowledge().country_names:
        raise WrongValue(
            f'is {value!r}; give a three-letter ISO 3166-1 code, for example "MLI", or leave it out'
        )
    return code


def _roles(value: Any) -> tuple[Period, ...]:
    try:
        periods = read_periods(word(value))
    except ValueError as error:
        raise WrongValue(f"is {value!r}: {error}") from error
    for period in periods:
        if not _is_role(period.role):
            codes = ", ".join(role_codes())
            raise WrongValue(f"is {value!r}; {period.role!r} must begin with one of {codes}")
    return periods


def _is_role(role: str) -> bool:
    whole = len(role) % 3 == 0 and role.isascii() and role.isalpha() and role.isupper()
    return whole and role[:3] in role_codes()


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "entity_id": _entity_id,
    "kind": _kind,
    "name": word,
    "country": _country,
    "aliases": words,
    "roles": _roles,
}
_EXAMPLES = {"entity_id": '"group:my-front"', "kind": '"armed_group"', "name": '"My Front"'}

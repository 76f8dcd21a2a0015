"""Countries, nationalities, peoples and capitals, as the data files list them."""

from collections.abc import Iterator, Mapping

import pycountry

from claimwire.language.mentions.knowledge_files import parts, rows
from claimwire.language.mentions.known_entity import KnownEntity

_STATES = frozenset({"country", "nationality"})


def countries() -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name of a country, and the country."""
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


def nationalities(names: dict[str, str]) -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name of a nationality.

    Args:
        names: canonical name of each country by its ISO code.
    """
    for row in rows("demonyms.csv"):
        code = row["code"]
        entity = KnownEntity(f"country:{code}", "nationality", code, names[code], "NORP")
        for form in parts(row["forms"]):
            yield form, entity


def shared(names: dict[str, str]) -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name that several countries share, with the first of them.

    Args:
        names: canonical name of each country by its ISO code.
    """
    for row in rows("shared_names.csv"):
        homes = parts(row["codes"])
        code, kind = homes[0], row["kind"]
        label = "GPE" if kind == "country" else "NORP"
        entity = KnownEntity(f"country:{code}", kind, code, names[code], label, homes=homes)
        for form in parts(row["forms"]):
            yield form, entity


def peoples() -> Iterator[tuple[str, KnownEntity]]:
    """Yield each name of a people or faith that is no nationality."""
    for row in rows("peoples.csv"):
        homes = parts(row["countries"])
        country = homes[0] if len(homes) == 1 else None
        entity = KnownEntity(row["entity_id"], "group", country, row["name"], "NORP", homes=homes)
        for form in parts(row["forms"]):
            yield form, entity


def capitals() -> Iterator[tuple[str, str]]:
    """Yield each name of a capital or seat of government, and the ISO code of its state."""
    for row in rows("capitals.csv"):
        for form in (row["name"], *parts(row["aliases"])):
            yield form, row["code"]


def state_names(
    names: Mapping[str, KnownEntity], capitals: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Gather the names of each country, its people and its capital, by its ISO code."""
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

"""The commonest unlinked names in the published tables, as a draft for ``--knowledge``."""

import collections
import json
from collections.abc import Iterator
from typing import NamedTuple

from claimwire.language.mentions.entity_ids import entity_id
from claimwire.pipeline.arguments import NAMES_SHOWN
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.store import Store

_KINDS = {"person": "person", "organisation": "organisation", "group": "organisation"}
_SPEAKER_KINDS = {
    "person": "person",
    "official": "person",
    "organisation": "organisation",
    "government": "government",
    "group": "armed_group",
    "media": "media",
}
_PREFIXES = {
    "person": "person",
    "organisation": "organisation",
    "government": "government",
    "armed_group": "group",
    "media": "organisation",
}
"""What the identifiers begin with that articles give to such entities."""
_HEADER = """\
# The commonest speakers and organisations without a link, for --knowledge. Keep what you know.
# entity_id is a proposal; correct kind, country (ISO 3166-1 alpha-3) and aliases, and give an actor
# that was not always the same its roles: "REB ..2021-08-15|GOV 2021-08-15..".
"""


_Named = tuple[str, str, str | None, str]
"""Name, kind, country and article_id."""


class Unknown(NamedTuple):
    """A name without a link.

    Attributes:
        name: the name as written.
        kind: its probable kind.
        country: its probable country, or None.
        articles: number of articles that name it.
    """

    name: str
    kind: str
    country: str | None
    articles: int


def unknown_entities(store: Store, *, limit: int = NAMES_SHOWN) -> list[Unknown]:
    """Return the commonest names that have no link.

    Args:
        store: the store of the tables.
        limit: maximum number of names.

    Returns:
        The names, the commonest first and then in alphabetical order.

    Raises:
        StateError: if a manifest or data file is missing or damaged.
        StoreError: if the storage does not respond.
    """
    files = published_files(store)
    articles: dict[str, set[str]] = {}
    kinds: dict[str, collections.Counter[str]] = {}
    countries: dict[str, collections.Counter[str]] = {}
    named, unlisted = _mentions(store, files)
    for name, kind, country, article in [*named, *_speakers(store, files, unlisted)]:
        articles.setdefault(name, set()).add(article)
        kinds.setdefault(name, collections.Counter())[kind] += 1
        if country:
            countries.setdefault(name, collections.Counter())[country] += 1
    ordered = sorted(articles, key=lambda name: (-len(articles[name]), name))
    return [
        Unknown(name, _commonest(kinds[name]) or "", _commonest(countries.get(name)), len(found))
        for name in ordered[:limit]
        if (found := articles[name])
    ]


def as_toml(unknown: list[Unknown]) -> str:
    """Return the names as a TOML file that ``--knowledge`` accepts."""
    entries: dict[str, list[Unknown]] = {}
    for entry in unknown:
        proposal = entity_id(_PREFIXES[entry.kind], entry.name)
        entries.setdefault(proposal, []).append(entry)
    parts = [_HEADER]
    for proposal, (entry, *others) in entries.items():
        aliases = ", ".join(_quoted(other.name) for other in others)
        lines = [
            f"# in {entry.articles} articles",
            "[[entity]]",
            f"entity_id = {_quoted(proposal)}",
            f"kind = {_quoted(entry.kind)}",
            f"name = {_quoted(entry.name)}",
            f"country = {_quoted(entry.country or '')}",
            f"aliases = [{aliases}]",
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _mentions(store: Store, files: list[TableFile]) -> tuple[list[_Named], set[str | None]]:
    """The names that no list has, and their identifiers.

    Only the link to a listed entity has a score; other identifiers are made of the name.
    """
    columns = ("text", "kind", "country", "article_id", "entity_id", "score")
    named: list[_Named] = []
    unlisted: set[str | None] = {None}
    for row in read_columns(store, ENTITIES, files, columns).to_pylist():
        if row["entity_id"] is not None and row["score"] is not None:
            continue
        unlisted.add(row["entity_id"])
        if row["kind"] in _KINDS:
            named.append((row["text"], _KINDS[row["kind"]], row["country"], row["article_id"]))
    return named, unlisted


def _speakers(store: Store, files: list[TableFile], unlisted: set[str | None]) -> Iterator[_Named]:
    columns = (
        "speaker_name",
        "speaker_kind",
        "speaker_country",
        "article_id",
        "speaker_entity_id",
    )
    for row in read_columns(store, CLAIMS, files, columns).to_pylist():
        name, kind = row["speaker_name"], _SPEAKER_KINDS.get(row["speaker_kind"] or "")
        if name and kind and row["speaker_entity_id"] in unlisted and name[0].isupper():
            yield name, kind, row["speaker_country"], row["article_id"]


def _commonest(counted: collections.Counter[str] | None) -> str | None:
    if not counted:
        return None
    return min(counted, key=lambda value: (-counted[value], value))


def _quoted(text: str) -> str:
    # JSON strings are valid TOML strings, except that JSON does not escape DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""The commonest unlinked names in the published tables, as a draft for ``--knowledge``."""

import collections
import json
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.language.mentions.entity_ids import entity_id
from claimwire.pipeline.arguments import NAMES_SHOWN
from claimwire.printable import clean_line
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.store import Store

_KINDS = {"person": "person", "organisation": "organisation", "group": ""}
_SPEAKER_KINDS = {
    "person": "person",
    "official": "person",
    "organisation": "organisation",
    "government": "government",
    "group": "",
    "media": "media",
}
"""Kinds by what is known of a name; "" of a group, which may be an army or an association."""

_PREFIXES = {
    "person": "person",
    "organisation": "organisation",
    "government": "government",
    "media": "organisation",
    "": "group",
}
"""What the identifiers begin with that articles give to such entities."""
_HEADER = """\
# The commonest speakers and organisations without a link, for --knowledge. Keep what you know.
# entity_id is a proposal. Fill in an empty kind (docs/codebook.md lists the kinds of entities),
# correct country (ISO 3166-1 alpha-3) and aliases, and give an actor that was not always the same
# its roles: "REB ..2021-08-15|GOV 2021-08-15..".
"""


_AROUND = 90
"""Characters on either side of a name in its example."""


class _Named(NamedTuple):
    name: str
    kind: str
    country: str | None
    article: str
    start: int
    end: int


class Unknown(NamedTuple):
    """A name without a link.

    Attributes:
        name: the name as written.
        kind: its probable kind; "" if it is not known.
        country: its probable country, or None.
        articles: number of articles that name it.
        example: words around it in one of them.
    """

    name: str
    kind: str
    country: str | None
    articles: int
    example: str = ""


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
    named, unlisted = _mentions(store, files)
    by_name: dict[str, list[_Named]] = {}
    for each in [*named, *_speakers(store, files, unlisted)]:
        by_name.setdefault(each.name, []).append(each)
    articles = {name: {each.article for each in found} for name, found in by_name.items()}
    ordered = sorted(by_name, key=lambda name: (-len(articles[name]), name))[:limit]
    firsts = {name: min(by_name[name], key=_example_first)[3:] for name in ordered}
    texts = _texts(store, files, {article for article, *_ in firsts.values()})
    return [
        Unknown(
            name,
            _commonest([each.kind for each in by_name[name]]) or "",
            _commonest([each.country for each in by_name[name] if each.country]),
            len(articles[name]),
            _around(texts.get(firsts[name][0], ""), *firsts[name][1:]),
        )
        for name in ordered
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
            f"# in {entry.articles} {'article' if entry.articles == 1 else 'articles'}"
            + (f": {entry.example}" if entry.example else ""),
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
    columns = ("text", "kind", "country", "article_id", "start", "end", "entity_id", "score")
    named: list[_Named] = []
    unlisted: set[str | None] = {None}
    for row in read_columns(store, ENTITIES, files, columns).to_pylist():
        if row["entity_id"] is not None and row["score"] is not None:
            continue
        unlisted.add(row["entity_id"])
        if row["kind"] in _KINDS:
            place = row["article_id"], row["start"], row["end"]
            named.append(_Named(row["text"], _KINDS[row["kind"]], row["country"], *place))
    return named, unlisted


def _speakers(store: Store, files: list[TableFile], unlisted: set[str | None]) -> Iterator[_Named]:
    columns = (
        "speaker_name",
        "speaker_kind",
        "speaker_country",
        "article_id",
        "speaker_start",
        "speaker_end",
        "speaker_entity_id",
    )
    for row in read_columns(store, CLAIMS, files, columns).to_pylist():
        name, kind = row["speaker_name"], _SPEAKER_KINDS.get(row["speaker_kind"] or "")
        is_unlisted = row["speaker_entity_id"] in unlisted
        if name and kind is not None and is_unlisted and name[0].isupper():
            place = row["article_id"], row["speaker_start"] or 0, row["speaker_end"] or 0
            yield _Named(name, kind, row["speaker_country"], *place)


def _example_first(named: _Named) -> tuple[bool, str, int, int]:
    """Sort places where the whole name stands before those of a pronoun or a part of it."""
    is_elsewhere = named.end - named.start != len(named.name)
    return is_elsewhere, named.article, named.start, named.end


def _texts(store: Store, files: list[TableFile], articles: set[str]) -> dict[str, str]:
    rows = read_columns(store, ARTICLES, files, ("article_id", "text"))
    chosen = rows.filter(pc.is_in(rows["article_id"], pa.array(sorted(articles), pa.string())))
    return dict(zip(*(column.to_pylist() for column in chosen.columns), strict=True))


def _around(text: str, start: int, end: int) -> str:
    """Return the words around a name, in one line without control characters."""
    first, last = max(0, start - _AROUND), end + _AROUND
    before, behind = text[first:start], text[end:last]
    before = before if first == 0 else "…" + before.partition(" ")[2]
    behind = behind if last >= len(text) else behind.rpartition(" ")[0] + "…"
    return clean_line(" ".join(f"{before}{text[start:end]}{behind}".split()))


def _commonest(values: list[str]) -> str | None:
    counted = collections.Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _quoted(text: str) -> str:
    # JSON strings are valid TOML strings, except that JSON does not escape DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

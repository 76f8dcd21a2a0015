"""The statements for which a condition holds, as an Atom feed (RFC 4287) or as JSON lines."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

from claimwire.pipeline.inspection.meanings import NO_SPEAKER
from claimwire.pipeline.inspection.query import query
from claimwire.printable import clean_line
from claimwire.schemas.keys import stable_id
from claimwire.storage.store import Store

Row = dict[str, Any]

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE_LENGTH = 200
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: the time of writing would make equal feeds differ."""


def matching(store: Store, condition: str, top: int) -> list[Row]:
    """Return the statements for which a condition holds, the latest reported first.

    Args:
        store: the store of the tables.
        condition: SQL over the columns of the view of statements.
        top: maximum number.

    Returns:
        Rows of the view, with the ``url`` of the first report's article.

    Raises:
        UsageError: if the condition is wrong.
        RunFailed: if a data file is damaged.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond.
    """
    sql = f"""
        with chosen as (from statements where (
            {condition}
        ))
        select chosen.*, articles.url
        from chosen left join articles on articles.article_id = chosen.first_article_id
        order by last_seen_at desc, statement_id
        limit {top}
    """  # noqa: S608 - the user's own condition, in a session that can only read the tables
    with query(store, sql) as rows:
        found: list[Row] = rows.read_all().to_pylist()
        return found


def as_atom(statements: Sequence[Row], condition: str, title: str) -> bytes:
    """Return a feed with an entry for each statement.

    Equal statements give equal bytes. An entry's id is that of its statement, and its time of
    update that of the last report.

    Args:
        statements: rows of ``matching``.
        condition: what they were chosen by; it identifies the feed.
        title: the feed's title.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:claimwire:watch:{stable_id(condition)}")
    _add(feed, "title", title)
    _add(feed, "updated", _time(max((e["last_seen_at"] for e in statements), default=_NEVER)))
    author = ElementTree.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", "claimwire")
    for row in statements:
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"urn:claimwire:statement:{row['statement_id']}")
        _add(entry, "title", _title(row))
        _add(entry, "published", _time(row["first_seen_at"]))
        _add(entry, "updated", _time(row["last_seen_at"]))
        if row["url"] and row["url"].startswith(("http://", "https://")):
            ElementTree.SubElement(entry, f"{{{_ATOM}}}link", href=clean_line(row["url"]))
        _add(entry, "content", "\n".join(_told(row)))
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def as_lines(statements: Iterable[Row]) -> bytes:
    """Return a JSON object a line, days and instants as ISO 8601."""
    lines = (json.dumps(row, default=date.isoformat, ensure_ascii=False) for row in statements)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _title(row: Row) -> str:
    title = f"{row['speaker_name'] or row['speaker_text'] or NO_SPEAKER}: {row['text']}"
    return title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…"


def _told(row: Row) -> Iterable[str]:
    yield row["text"]
    yield f"{row['act']}; {row['report_count']} reports in {row['outlet_count']} outlets"
    yield f"first in {row['first_site']}; outlets: {', '.join(row['outlets'])}"
    for wording in row["wordings"]:
        if wording != row["text"]:
            yield f"also: {wording}"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    # What XML cannot carry, no line of text needs.
    lines = map(clean_line, text.split("\n"))
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = "\n".join(lines)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

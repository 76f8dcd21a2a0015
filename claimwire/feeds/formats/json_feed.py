"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from claimwire.feeds.formats.markup import one_line
from claimwire.feeds.formats.parsed_feed import (
    MAX_ENTRIES,
    MAX_FIELD,
    MAX_SIBLINGS,
    NotAFeed,
    ParsedFeed,
    RawEntry,
)
from claimwire.web.urls import BadUrl, absolute

_VERSIONS = {
    "https://jsonfeed.org/version/1": "json10",
    "https://jsonfeed.org/version/1.1": "json11",
}


def looks_like_json(text: str) -> bool:
    """Return whether a document looks like a JSON object rather than XML."""
    return text.lstrip()[:1] == "{"


def parse_json_feed(text: str, url: str) -> ParsedFeed:
    """Parse a JSON Feed.

    Values of the wrong type count as absent, so that one bad entry does not affect the others.

    Args:
        text: the document.
        url: absolute address of the document, against which links are resolved.

    Raises:
        NotAFeed: if it is not JSON, or JSON of another kind.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"malformed JSON: {error}"[:300]) from error
    version = _text(document, "version") or ""
    kind = _VERSIONS.get(version.replace("http://", "https://").rstrip("/"))
    items = document.get("items") if isinstance(document, dict) else None
    if kind is None or not isinstance(items, list):
        raise NotAFeed("the document is JSON, but not a JSON Feed")
    problems = []
    if len(items) > MAX_ENTRIES:
        problems.append(f"{len(items):,} entries, of which the first {MAX_ENTRIES:,} are read")
    return ParsedFeed(
        title=one_line(_field(document, "title"), is_html=False),
        format=kind,
        entries=tuple(_entry(item, url) for item in items[:MAX_ENTRIES] if isinstance(item, dict)),
        problems=tuple(problems),
    )


def _entry(item: dict[str, Any], url: str) -> RawEntry:
    html = _text(item, "content_html")
    plain = _text(item, "content_text")
    summary = _text(item, "summary")
    return RawEntry(
        link=_link(item, url),
        guid=_identifier(item),
        title=one_line(_field(item, "title"), is_html=False),
        authors=_authors(item),
        published_raw=_field(item, "date_published") or _field(item, "date_modified"),
        content=html or plain or summary or "",
        content_is_html=html is not None,
    )


def _link(item: dict[str, Any], url: str) -> str | None:
    link = _text(item, "url") or _text(item, "external_url")
    try:
        return absolute(url, link) if link else None
    except BadUrl:
        return None


def _identifier(item: dict[str, Any]) -> str | None:
    """Read the id; some publishers write it as a number, against the specification."""
    value = item.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _field(item, "id")


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    """Read ``authors`` of version 1.1, or ``author`` of version 1."""
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    lines = [one_line(_field(each, "name"), is_html=False) for each in listed[:MAX_SIBLINGS]]
    return tuple(dict.fromkeys(line for line in lines if line))


def _text(value: Any, key: str) -> str | None:
    """Read a string; None if it is not one, or cannot be encoded as UTF-8."""
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, str) or not found.strip():
        return None
    return found.encode("utf-8", "replace").decode()


def _field(value: Any, key: str) -> str | None:
    """Read a string other than article text, cut to the maximum length."""
    text = _text(value, key)
    return text and text[:MAX_FIELD]

"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from typing import Any

from claimwire.feeds.formats.markup import one_line
from claimwire.feeds.formats.newest import newest
from claimwire.feeds.formats.parsed_feed import (
    MAX_ENTRIES,
    MAX_FIELD,
    MAX_SIBLINGS,
    NotAFeed,
    ParsedFeed,
    RawEntry,
)
from claimwire.feeds.local_dates import DateReader
from claimwire.web.urls import BadUrl, absolute

# Publishers write the version's address with http or www, in capitals, or with a slash at the end.
_VERSION = re.compile(
    r"(?:https?://)?(?:www\.)?jsonfeed\.org/version/(?P<number>1(?:\.\d)?)/?", re.IGNORECASE
)


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
    version = _VERSION.fullmatch((_text(document, "version") or "").strip())
    items = document.get("items") if isinstance(document, dict) else None
    if version is None or not isinstance(items, list):
        raise NotAFeed("the document is JSON, but not a JSON Feed")
    items = [item for item in items if isinstance(item, dict)]
    chosen = items
    if len(items) > MAX_ENTRIES:
        reader = DateReader(_field(document, "language"))
        dates = [reader.first(_dates(item))[1] for item in items]
        chosen = [items[position] for position in newest(dates, MAX_ENTRIES)]
    return ParsedFeed(
        title=one_line(_field(document, "title"), is_html=False),
        format="json10" if version["number"] in {"1", "1.0"} else "json11",
        entries=tuple(_entry(item, url) for item in chosen),
        left_out=len(items) - len(chosen),
        language=_field(document, "language"),
    )


def _entry(item: dict[str, Any], url: str) -> RawEntry:
    html = _text(item, "content_html")
    plain = _text(item, "content_text")
    summary = _text(item, "summary")
    return RawEntry(
        link=_link(item, url),
        guid=_string(item, "id"),
        title=one_line(_field(item, "title"), is_html=False),
        authors=_authors(item),
        dates=_dates(item),
        content=html or plain or summary or "",
        content_is_html=html is not None,
    )


def _dates(item: dict[str, Any]) -> tuple[str, ...]:
    dates = (_field(item, name) for name in ("date_published", "date_modified"))
    return tuple(filter(None, dates))


def _link(item: dict[str, Any], url: str) -> str | None:
    """Read the address; publishers without ``url`` often have it in ``id``, as is recommended."""
    identifier = _text(item, "id") or ""
    link = _text(item, "url") or _text(item, "external_url")
    if link is None and identifier.strip().lower().startswith(("http://", "https://")):
        link = identifier
    try:
        return absolute(url, link) if link else None
    except BadUrl:
        return None


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    """Read ``authors`` of version 1.1, or ``author`` of version 1."""
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    lines = [one_line(_field(each, "name"), is_html=False) for each in listed[:MAX_SIBLINGS]]
    return tuple(dict.fromkeys(line for line in lines if line))


def _string(value: Any, key: str) -> str | None:
    """Read a string; some publishers write a number in its place, against the specification."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return (_field(value, key) or "").strip() or None


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

"""Detection of HTML responses."""

import re

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_UNSURE = frozenset(
    {"", "text/plain", "text/xml", "application/xml", "application/octet-stream", "unknown/unknown"}
)
"""Generic types that servers use when they do not know the type: the bytes decide."""

# Magic bytes of other formats that are sent as text/html; WHATWG MIME Sniffing, section 6.
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"ID3",
    b"OggS",
    b"\x1f\x8b",
    b"\x00\x00\x01\x00",
    b"\x1aE\xdf\xa3",
    b"\xd0\xcf\x11\xe0",
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGINNING = 1024

# Feeds served as HTML keep extractors busy for very long and hold no article.
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
# WHATWG MIME Sniffing, section 7.1, the tags that mark HTML.
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)"
    rb"[\s>/]|<!--",
    re.IGNORECASE,
)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


def is_html(content_type: str | None, body: bytes) -> bool:
    """Return whether a response is HTML.

    Args:
        content_type: the header's value, or None.
        body: the decompressed body. An empty one labelled HTML is HTML.
    """
    kind = (content_type or "").split(";")[0].strip().lower()
    beginning = body[:_BEGINNING]
    for mark in _MARKS:
        beginning = beginning.removeprefix(mark)
    # UTF-16 has zeros between the letters of tags.
    beginning = beginning.replace(b"\0", b"") if body[:2] in _MARKS else beginning
    if beginning.startswith(_BINARY) or _is_feed(beginning):
        return False
    if kind in _HTML:
        return True
    if kind.endswith("xml"):
        return kind in _UNSURE and _HTML_ROOT.search(beginning) is not None
    return kind in _UNSURE and _HTML_TAG.match(beginning.lstrip()) is not None


def _is_feed(beginning: bytes) -> bool:
    return _FEED.search(beginning) is not None and _HTML_ROOT.search(beginning) is None

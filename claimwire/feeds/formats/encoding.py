"""From a feed's bytes to text, whatever its server says about the encoding.

The encoding is settled here rather than by the feed parser because a hostile label must not choose
an arbitrary codec of Python (decoding ``punycode``, for one, takes quadratic time).
"""

import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Text codecs of Python that are no character encodings of the web."""

_SEVEN_BIT = re.compile(r"iso2022|hz")
"""Encodings whose bytes are all ASCII, so that they would pass for UTF-8."""

# XML 1.0, appendix F: how "<?" or "<r" begins in encodings that are not supersets of ASCII.
_WIDE = (
    (re.compile(rb"<\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00<"), "utf-32-be"),
    (re.compile(rb"<\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00<\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Decode a document, guessing well where its labels are wrong.

    A byte order mark decides (RFC 7303, section 3). Else bytes that are valid UTF-8 are UTF-8:
    text in another encoding hardly ever is, while wrong labels are common. Else the header's and
    the document's own label are tried, and windows-1252 last.

    Args:
        body: the document.
        content_type: the Content-Type header's value, if any.

    Returns:
        The text, without byte order mark. Bytes that mean nothing become U+FFFD.
    """
    mark, marked = read_bom(body)
    if mark:
        return to_unicode(body[len(marked or b"") :], mark)
    for start, encoding in _WIDE:
        if start.match(body):
            return to_unicode(body, encoding)
    declared = _declared(body, content_type)
    seven_bit = [encoding for encoding in declared if _SEVEN_BIT.match(encoding)]
    for encoding in [*seven_bit, "utf-8", *declared]:
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):  # wrong, or a codec from bytes to bytes
            continue
    if not declared or "utf-8" in declared:
        text = body.decode("utf-8", "replace")
        if 4 * text.count("\ufffd") <= len(text) - len(text.encode("ascii", "ignore")):
            return text  # UTF-8 with a few damaged characters
    return to_unicode(body, "cp1252")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    labels = [http_content_type_encoding(content_type), html_body_declared_encoding(body)]
    return [label for label in dict.fromkeys(labels) if label and label not in _REFUSED]

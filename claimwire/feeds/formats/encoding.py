"""Decoding of a feed's bytes, whatever its server says about the encoding.

The encoding is chosen here rather than by the feed parser, because a hostile label must not select
an arbitrary Python codec (decoding ``punycode``, for example, takes quadratic time).
"""

import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Python's text codecs that are not character encodings of the web."""

_SEVEN_BIT = re.compile(r"iso2022|hz")
"""Encodings whose bytes are all ASCII, so that they would be taken for UTF-8."""

# XML 1.0, appendix F: how "<?" or "<r" begins in encodings that are not supersets of ASCII.
_WIDE = (
    (re.compile(rb"<\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00<"), "utf-32-be"),
    (re.compile(rb"<\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00<\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Decode a document, also where its labels are wrong.

    A byte order mark decides (RFC 7303, section 3). Otherwise bytes that are valid UTF-8 are UTF-8:
    text in another encoding hardly ever is, while wrong labels are common. Otherwise the labels of
    the header and of the document are tried, and windows-1252 last.

    Args:
        body: the document.
        content_type: the Content-Type header's value, if any.

    Returns:
        The text, without byte order mark. Undecodable bytes become U+FFFD.
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
        except (UnicodeError, LookupError):  # a wrong label, or a bytes-to-bytes codec
            continue
    if not declared or "utf-8" in declared:
        text = body.decode("utf-8", "replace")
        if 4 * text.count("\ufffd") <= len(text) - len(text.encode("ascii", "ignore")):
            return text  # UTF-8 with a few damaged characters
    return to_unicode(body, "cp1252")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    labels = [http_content_type_encoding(content_type), html_body_declared_encoding(body)]
    return [label for label in dict.fromkeys(labels) if label and label not in _REFUSED]

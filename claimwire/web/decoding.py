"""Decoding of the bytes of feeds and pages, whatever their labels say about the encoding.

The encoding is chosen here rather than by a parser, because a hostile label must not select an
arbitrary Python codec (decoding ``punycode``, for example, takes quadratic time). Imported by the
extraction process: no Beam.
"""

import codecs
import contextlib
import re
from collections.abc import Iterable

import chardetng_py
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

_NOT_FOR_THE_WEB = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Python codecs that no browser has; some are slow, some produce lone surrogates."""

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

_DAMAGED_UTF_8 = 0.1
"""Share of damaged characters up to which text is UTF-8: text in another encoding is almost all
damage when it is read as UTF-8."""

_WRONG_LABEL = 0.5
"""Share of damaged characters beyond which a label is wrong."""

_SAMPLE = 20_000
_TAG = re.compile(rb"<[^<>]*>")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def decode_body(body: bytes, content_type: str | None = None) -> str:
    """Decode a document.

    The order is that of the HTML standard and of RFC 7303 (byte order mark, HTTP header,
    declaration in the document, guess), but a label counts only if the bytes agree with it: damaged
    characters become U+FFFD, and half of them must be whole. Bytes beyond ASCII that are UTF-8 are
    UTF-8, since text in another encoding hardly ever is, while wrong labels are common.

    Args:
        body: the decompressed body.
        content_type: the Content-Type header's value, or None.

    Returns:
        The characters, without byte order mark; U+FFFD for what cannot be decoded.
    """
    encoding, mark = read_bom(body)
    if encoding and mark:
        return to_unicode(body[len(mark) :], encoding)
    for start, wide in _WIDE:
        if start.match(body):
            return to_unicode(body, wide)
    labels = [http_content_type_encoding(content_type), html_body_declared_encoding(body)]
    names = dict.fromkeys(codecs.lookup(label).name for label in labels if label)
    if body.isascii():
        return _first(body, filter(_SEVEN_BIT.match, names)) or body.decode("ascii")
    with contextlib.suppress(UnicodeDecodeError):
        return body.decode("utf-8")
    text = _decode_as(body, "utf-8", _DAMAGED_UTF_8)
    return text or _first(body, names) or to_unicode(body, _guess(body))


def _first(body: bytes, names: Iterable[str]) -> str | None:
    return next(filter(None, (_decode_as(body, name, _WRONG_LABEL) for name in names)), None)


def _decode_as(body: bytes, name: str, most_damaged: float) -> str | None:
    """Decode as labelled; None if the label is not a web encoding or the bytes contradict it."""
    if name in _NOT_FOR_THE_WEB:
        return None
    if name.startswith(("utf-16", "utf-32")):
        # Without a byte order mark the HTTP default is big-endian, but the zero bytes of the
        # markup's ASCII characters show the real order.
        if b"\0" not in body:
            return None
        order = "le" if body[:2].find(b"\0") == 1 else "be"
        return to_unicode(body, f"{name[:6]}-{order}")
    try:
        text = to_unicode(body, name)
    except (LookupError, UnicodeError):
        # Python's codecs include compressions, and some codecs do not support "replace".
        return None
    damaged = text.count("\ufffd")
    return None if damaged > most_damaged * len(_BEYOND_ASCII.findall(text)) else text


def _guess(body: bytes) -> str:
    """Return the encoding that Firefox would choose, by the frequency of letters."""
    return str(chardetng_py.detect(_TAG.sub(b" ", body[: 10 * _SAMPLE])[:_SAMPLE]))

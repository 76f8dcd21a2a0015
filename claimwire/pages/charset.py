"""Decoding of a page's bytes. Imported by the extraction process: no Beam."""

import codecs
import contextlib
import html
import re

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

_FALLBACK = "cp1252"
"""The HTML standard's default encoding of Western pages without a usable label."""

_NOT_FOR_THE_WEB = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Python codecs that no browser has; some are slow, some produce lone surrogates."""

_SAMPLE = 20_000
_TAG = re.compile(rb"<[^<>]*>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?", re.IGNORECASE)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page, whatever its labels claim; see ``decode_body``.

    Numeric references to control characters are resolved as the HTML standard says (&#146; is an
    apostrophe): the parser would keep them, and trafilatura rejects a page for one of them.
    """
    return _REFERENCE.sub(_resolve, decode_body(body, content_type))


def decode_body(body: bytes, content_type: str | None) -> str:
    """Decode the bytes of a page, whatever its labels claim.

    The order is that of the HTML standard (byte order mark, HTTP header, declaration in the
    page, guess), but a label counts only if the bytes agree with it. Non-ASCII bytes that are valid
    UTF-8 are UTF-8, since text in another encoding hardly ever is.

    Args:
        body: the decompressed body.
        content_type: the header's value, or None.

    Returns:
        The characters; U+FFFD for what cannot be decoded.
    """
    encoding, mark = read_bom(body)
    if encoding and mark:
        return to_unicode(body[len(mark) :], encoding)
    if not body.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return body.decode("utf-8")
    for label in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        if label and (text := _decode_as(body, label)) is not None:
            return text
    if body.isascii():
        return body.decode("ascii")
    return to_unicode(body, _guess(body))


def _decode_as(body: bytes, label: str) -> str | None:
    """Decode as labelled; None if the label is not a web encoding or the bytes contradict it."""
    name = codecs.lookup(label).name
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
    broken = text.count("\ufffd")
    return None if broken * 2 > len(_BEYOND_ASCII.findall(text)) else text


def _resolve(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    return html.unescape(reference[0]) if is_control else reference[0]


def _guess(body: bytes) -> str:
    sample = _TAG.sub(b" ", body[: 10 * _SAMPLE])[:_SAMPLE]
    best = None if sample.isascii() else from_bytes(sample).best()
    return best.encoding if best else _FALLBACK

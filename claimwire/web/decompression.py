"""Decompression of bodies up to a size limit, whatever the compressed bytes claim."""

import zlib
from typing import Protocol

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import FetchError

ACCEPT_ENCODING = "gzip, deflate"
"""Only encodings whose decompression the standard library can bound are offered."""

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# A compressed body is hardly ever longer than the decoded one; deflate's worst case adds five
# bytes to each 16 KiB (RFC 1951). A longer body is an attack with endless empty blocks.
_ENCODED_SLACK = 65_536
# bgzip, the finest-grained writer of gzip members in use, starts one every 64 KiB.
_MAX_MEMBERS = 4096


class Decoder(Protocol):
    """Decodes one content coding, chunk by chunk."""

    def feed(self, chunk: bytes) -> bytes:
        """Decode the next bytes.

        Raises:
            FetchError: with TOO_LARGE once the output exceeds the limit; with BAD_ENCODING if
                the bytes are not in the declared encoding.
        """
        ...

    def finish(self) -> bytes:
        """End the body and return the bytes held back so far.

        Raises:
            FetchError: with BAD_ENCODING if the stream ends too early.
        """
        ...


def decoder(content_encoding: str, max_bytes: int) -> Decoder:
    """Return the decoder for a Content-Encoding header (RFC 9110 section 8.4).

    Whether a body is gzip is told by its first two bytes. Some servers label error pages and cached
    copies gzip, which are passed through unchanged; others send files of gzip without a label.

    Args:
        content_encoding: value of the header, "" if there is none.
        max_bytes: limit on the decoded body, in bytes.

    Raises:
        FetchError: with BAD_ENCODING for codings that were not offered.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if codings in ([], ["gzip"], ["x-gzip"]):
        return _Inflating(max_bytes, gzip=True)
    if codings == ["deflate"]:
        return _Inflating(max_bytes, gzip=False)
    raise FetchError(
        Reason.BAD_ENCODING,
        f"content encoding {content_encoding[:100]!r} was not offered",
        retryable=False,
    )


def too_large(max_bytes: int) -> FetchError:
    """Return the error for a body that exceeds the limit."""
    return FetchError(Reason.TOO_LARGE, f"more than {max_bytes} bytes", retryable=False)


class _Identity:
    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._length = 0

    def feed(self, chunk: bytes) -> bytes:
        self._length += len(chunk)
        if self._length > self._max_bytes:
            raise too_large(self._max_bytes)
        return chunk

    def finish(self) -> bytes:
        return b""


class _Inflating:
    """gzip (RFC 1952) or deflate, which is zlib (RFC 1950) or, from some servers, bare RFC 1951."""

    def __init__(self, max_bytes: int, *, gzip: bool) -> None:
        self._max_bytes = max_bytes
        self._gzip = gzip
        self._name = "gzip" if gzip else "deflate"
        self._encoded = 0
        self._decoded = 0
        self._members = 0
        self._inflater: zlib._Decompress | None = None
        self._identity: _Identity | None = None
        # The start of a member that is too short to tell its format.
        self._start = b""
        self._in_padding = False

    def feed(self, chunk: bytes) -> bytes:
        self._encoded += len(chunk)
        if self._encoded > self._max_bytes + _ENCODED_SLACK:
            raise too_large(self._max_bytes)
        parts = []
        while chunk and not self._in_padding:
            if self._identity is not None:
                return self._identity.feed(chunk)
            if self._inflater is None:
                chunk = self._start + chunk
                if len(chunk) < 2:
                    self._start = chunk
                    break
                self._start = b""
                self._begin(chunk)
            else:
                parts.append(self._inflate(self._inflater, chunk))
                chunk = self._inflater.unused_data
                if self._inflater.eof:
                    self._inflater = None
        return b"".join(parts)

    def finish(self) -> bytes:
        if self._inflater is not None:
            raise FetchError(
                Reason.BAD_ENCODING, f"{self._name} stream ends too early", retryable=True
            )
        if self._start and not self._members:
            return _Identity(self._max_bytes).feed(self._start)
        return b""

    def _begin(self, start: bytes) -> None:
        is_gzip = self._gzip and start.startswith(_GZIP_MAGIC)
        if self._members and not is_gzip:
            # Trailing bytes that are not a gzip member, such as a stray newline, are ignored.
            self._in_padding = True
        elif self._gzip and not is_gzip:
            self._identity = _Identity(self._max_bytes)
        elif self._members == _MAX_MEMBERS:
            raise FetchError(
                Reason.BAD_ENCODING, f"more than {_MAX_MEMBERS} gzip members", retryable=False
            )
        else:
            self._members += 1
            self._inflater = zlib.decompressobj(_GZIP_WINDOW if is_gzip else _window(start))

    def _inflate(self, inflater: "zlib._Decompress", chunk: bytes) -> bytes:
        try:
            # One byte more than allowed is enough to detect the excess.
            data = inflater.decompress(chunk, self._max_bytes - self._decoded + 1)
        except zlib.error as error:
            raise FetchError(
                Reason.BAD_ENCODING, f"not a {self._name} stream: {error}", retryable=False
            ) from error
        self._decoded += len(data)
        if self._decoded > self._max_bytes:
            raise too_large(self._max_bytes)
        return data


def _window(start: bytes) -> int:
    has_zlib_header = start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
    return zlib.MAX_WBITS if has_zlib_header else -zlib.MAX_WBITS

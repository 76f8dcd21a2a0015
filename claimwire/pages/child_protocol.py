"""The protocol between the extraction process and its owner: frames of a JSON header and raw bytes.

It is JSON, not pickle: the process reads hostile pages, and unpickling its response could run code
in the owner.
"""

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")
LENGTHS_SIZE = _LENGTHS.size
"""Number of bytes before the header: they hold the lengths of the header and of the raw bytes."""


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Return one frame."""
    encoded = json.dumps(header).encode("ascii")
    return _LENGTHS.pack(len(encoded), len(body)) + encoded + body


def frame_size(start: bytes | bytearray) -> int:
    """Return the length in bytes of the frame that starts with these bytes.

    Args:
        start: ``LENGTHS_SIZE`` bytes or more.
    """
    header, body = _LENGTHS.unpack_from(start)
    return LENGTHS_SIZE + int(header) + int(body)


def unpack(frame: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the header and the raw bytes of one whole frame.

    Raises:
        ValueError: if the header is not a JSON object.
    """
    length, _ = _LENGTHS.unpack_from(frame)
    header = json.loads(frame[LENGTHS_SIZE : LENGTHS_SIZE + length])
    if not isinstance(header, dict):
        raise ValueError("the header of a frame is no object")
    return header, frame[LENGTHS_SIZE + length :]


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame, waiting for it; return None at the end of the stream."""
    start = stream.read(LENGTHS_SIZE)
    if len(start) < LENGTHS_SIZE:
        return None
    rest = stream.read(frame_size(start) - LENGTHS_SIZE)
    return unpack(start + rest)

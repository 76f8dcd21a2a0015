import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages import child_protocol

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON), st.binary())
def test_there_and_back(header: dict[str, object], body: bytes) -> None:
    frame = child_protocol.pack(header, body)
    assert child_protocol.frame_size(frame[: child_protocol.LENGTHS_SIZE]) == len(frame)
    assert child_protocol.unpack(frame) == (header, body)


def test_reading_a_stream_of_frames() -> None:
    stream = io.BytesIO(child_protocol.pack({"n": 1}, b"one") + child_protocol.pack({"n": 2}))
    assert child_protocol.read(stream) == ({"n": 1}, b"one")
    assert child_protocol.read(stream) == ({"n": 2}, b"")
    assert child_protocol.read(stream) is None


def test_a_header_must_be_an_object() -> None:
    encoded = json.dumps([1]).encode()
    frame = len(encoded).to_bytes(4, "big") + bytes(4) + encoded
    with pytest.raises(ValueError, match="no object"):
        child_protocol.unpack(frame)

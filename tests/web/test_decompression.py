import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.rejections import Reason
from claimwire.web.decompression import decoder
from claimwire.web.interface import FetchError

TEXT = b"<rss>" + b"some news " * 500 + b"</rss>"


def gzipped(data: bytes) -> bytes:
    # Without the time of day, which would be in the names of the tests.
    return gzip.compress(data, mtime=0)


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


def decode(data: bytes, encoding: str, max_bytes: int = 10_000, step: int = 7) -> bytes:
    undo = decoder(encoding, max_bytes)
    chunks = [data[i : i + step] for i in range(0, len(data), step)]
    return b"".join([*map(undo.feed, chunks), undo.finish()])


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("", gzipped(TEXT)),
        ("gzip", gzipped(TEXT)),
        ("GZIP", gzipped(TEXT)),
        ("x-gzip", gzipped(TEXT)),
        ("identity, gzip", gzipped(TEXT)),
        ("gzip", gzipped(TEXT[:100]) + gzipped(b"") + gzipped(TEXT[100:])),
        ("gzip", gzipped(TEXT) + b"\0" * 20),
        ("gzip", gzipped(TEXT) + b"\r\n"),
        ("gzip", TEXT),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_decodes(encoding: str, data: bytes, step: int) -> None:
    assert decode(data, encoding, step=step) == TEXT


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_an_empty_body_is_empty(encoding: str) -> None:
    assert decode(b"", encoding) == b""
    assert decode(b"", encoding, max_bytes=0) == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "nonsense"])
def test_what_was_not_offered_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="was not offered") as raised:
        decoder(encoding, 100)
    assert raised.value.reason is Reason.BAD_ENCODING


def _reason(data: bytes, encoding: str, max_bytes: int = 10_000) -> Reason:
    with pytest.raises(FetchError) as raised:
        decode(data, encoding, max_bytes, step=1000)
    return raised.value.reason


def test_garbage_is_refused() -> None:
    broken = bytearray(gzipped(TEXT))
    broken[-6] ^= 1
    assert _reason(bytes(broken), "gzip") is Reason.BAD_ENCODING
    assert _reason(b"\x1f\x8bgarbage and more garbage", "gzip") is Reason.BAD_ENCODING
    assert _reason(TEXT, "deflate") is Reason.BAD_ENCODING


def test_a_truncated_stream_may_be_tried_again() -> None:
    for data, encoding in [(gzipped(TEXT), "gzip"), (zlib.compress(TEXT), "deflate")]:
        with pytest.raises(FetchError, match="ends too early") as raised:
            decode(data[:-5], encoding)
        assert raised.value.retryable


def test_the_limit_is_exact() -> None:
    for data, encoding in [(TEXT, ""), (gzipped(TEXT), "gzip"), (TEXT, "gzip")]:
        assert decode(data, encoding, max_bytes=len(TEXT)) == TEXT
        assert _reason(data, encoding, max_bytes=len(TEXT) - 1) is Reason.TOO_LARGE


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzipped(bytes(30_000_000))
    undo = decoder("gzip", 1_000_000)
    with pytest.raises(FetchError) as raised:
        undo.feed(bomb)
    assert raised.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "data",
    [
        gzipped(b"") * 20_000,
        gzipped(b"")[:10] + b"\x00\x00\x00\xff\xff" * 100_000,
    ],
    ids=["empty members", "empty blocks"],
)
def test_a_stream_of_nothing_ends(data: bytes) -> None:
    assert _reason(data, "gzip") in (Reason.TOO_LARGE, Reason.BAD_ENCODING)


@settings(max_examples=150)
@given(
    st.binary(max_size=300) | st.binary(max_size=200).map(gzip.compress),
    st.sampled_from(["", "gzip", "deflate"]),
    st.integers(0, 250),
    st.integers(1, 40),
)
def test_any_bytes_decode_within_the_limit_or_are_refused(data, encoding, limit, step) -> None:
    outcome: bytes | Reason
    try:
        outcome = decode(data, encoding, limit, step)
    except FetchError as error:
        outcome = error.reason
    if isinstance(outcome, bytes):
        assert len(outcome) <= limit
    else:
        assert outcome in (Reason.TOO_LARGE, Reason.BAD_ENCODING)


@settings(max_examples=100)
@given(st.binary(max_size=500), st.integers(1, 40))
def test_round_trip(data: bytes, step: int) -> None:
    assert decode(gzipped(data), "gzip", 500, step) == data
    assert decode(zlib.compress(data), "deflate", 500, step) == data

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.web.decoding import decode_body as decode

TEXT = "<rss><title>Réunion à Kyïv — “oui”</title></rss>"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-be", b""),
    ],
)
def test_unicode_with_and_without_a_mark(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding), "text/xml; charset=iso-8859-1") == TEXT


@pytest.mark.parametrize("content_type", [None, "text/xml", "text/xml; charset=iso-8859-1"])
def test_valid_utf8_is_utf8_whatever_the_server_says(content_type: str | None) -> None:
    assert decode(TEXT.encode(), content_type) == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Переговоры"),
        ("shift_jis", "会談は東京で"),
        ("iso-2022-jp", "会談は東京で"),
        ("gb2312", "会谈"),
        ("koi8-r", "Переговоры"),
    ],
)
def test_declared_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), f"text/xml; charset={encoding}") == text
    document = f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'
    assert decode(document.encode(encoding), "text/xml") == document


def test_western_text_needs_no_label() -> None:
    assert decode("“oui” à".encode("cp1252")) == "“oui” à"


def test_a_few_damaged_characters_do_not_spoil_a_utf8_document() -> None:
    body = ("é" * 50).encode() + b"\xc3" + b"<a/>"
    assert decode(body, "text/xml; charset=utf-8") == "é" * 50 + "\ufffd<a/>"


@pytest.mark.parametrize(
    "label", ["zlib", "base64", "rot13", "undefined", "idna", "unicode_escape", "é", "a" * 500, ""]
)
def test_labels_that_name_no_character_encoding_are_ignored(label: str) -> None:
    document = f'<?xml version="1.0" encoding="{label}"?>à'
    body = document.encode("cp1252", "replace")
    assert decode(body, f"text/xml; charset={label}").endswith("à")


@pytest.mark.timeout(60)
def test_a_codec_of_quadratic_time_cannot_be_chosen() -> None:
    body = b'<?xml version="1.0" encoding="punycode"?>' + b"\xff-b" * 300_000
    # Punycode would make other characters of this, and take minutes.
    assert decode(body, "text/xml; charset=punycode").endswith("ÿ-b" * 300_000)


@settings(max_examples=100)
@given(st.binary(max_size=200), st.none() | st.text(max_size=40))
def test_any_bytes_with_any_label_are_decoded(body: bytes, label: str | None) -> None:
    assert isinstance(decode(body, label and f"text/xml; charset={label}"), str)


ENCODINGS = tomllib.loads(
    (Path(__file__).parent / "cases" / "encodings.toml").read_text(encoding="utf-8")
)["case"]
each_encoding = pytest.mark.parametrize("case", ENCODINGS, ids=lambda case: case["encoding"])


@each_encoding
def test_a_damaged_byte_leaves_the_declared_encoding(case: dict[str, str]) -> None:
    encoding, text = case["encoding"], case["text"]
    start = f'<?xml version="1.0" encoding="{encoding}"?><rss><title>{text}</title><description>'
    cut = text.encode(encoding)[:-1]
    decoded = decode(start.encode(encoding) + cut + b"...</description></rss>", "text/xml")
    assert decoded.startswith(start)
    assert decoded.endswith("...</description></rss>")


@each_encoding
def test_a_label_of_utf8_that_is_wrong_does_not_count(case: dict[str, str]) -> None:
    document = f'<?xml version="1.0" encoding="utf-8"?><rss><title>{case["text"]}</title></rss>'
    assert decode(document.encode(case["encoding"]), "text/xml; charset=utf-8") == document


@each_encoding
def test_an_encoding_that_is_not_declared_is_told_by_its_letters(case: dict[str, str]) -> None:
    document = f'<?xml version="1.0"?><rss><title>World</title><item>{case["text"]}</item></rss>'
    assert decode(document.encode(case["encoding"]), None) == document

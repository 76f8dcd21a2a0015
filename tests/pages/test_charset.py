import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.pages.charset import decode

FRENCH = "<html><head></head><body>" + 8 * (
    "<p>Le président a déclaré à Genève : « c\u2019est terminé ». Les négociations, a-t-il dit, "
    "reprendront après l\u2019été.</p>"
)
RUSSIAN = "<html><body>" + 8 * "<p>Министр сказал, что переговоры продолжатся.</p>"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        (FRENCH, "utf-8", "text/html; charset=utf-8"),
        (FRENCH, "utf-8", None),
        (FRENCH, "cp1252", "text/html; charset=iso-8859-1"),
        (FRENCH, "cp1252", 'text/html; charset="windows-1252"'),
        (RUSSIAN, "cp1251", "text/html; charset=windows-1251"),
        (RUSSIAN, "koi8-r", "text/html;charset=KOI8-R"),
        (FRENCH, "utf-16", None),
        (FRENCH, "utf-16-le", "text/html; charset=utf-16"),
        (FRENCH, "utf-8-sig", "text/html; charset=iso-8859-1"),
    ],
)
def test_right_or_missing_labels(text: str, encoding: str, content_type: str | None) -> None:
    assert decode(text.encode(encoding), content_type) == text


def test_declaration_in_the_page() -> None:
    page = '<html><head><meta charset="windows-1251"></head>' + RUSSIAN
    assert decode(page.encode("cp1251"), "text/html") == page


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (RUSSIAN, "utf-8", "iso-8859-1"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (FRENCH, "cp1252", "utf-8"),
        (RUSSIAN, "cp1251", "utf-8"),
        (FRENCH, "utf-8", "no-such-thing"),
        (FRENCH, "utf-8", "utf-16"),
        ("<html><body>plain", "ascii", "utf-16"),
        ("<html><body>\\ud800", "ascii", "unicode_escape"),
    ],
)
def test_wrong_labels(text: str, encoding: str, label: str) -> None:
    assert decode(text.encode(encoding), f"text/html; charset={label}") == text


def test_one_broken_byte_does_not_change_the_charset() -> None:
    body = RUSSIAN.encode() + b"\xff"
    assert decode(body, "text/html; charset=utf-8") == RUSSIAN + "\ufffd"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("it&#146;s &#x93;so&#x94;", "it\u2019s \u201cso\u201d"),
        ("a&#1;b&#x1f;c", "abc"),
        ("&#1234; &#x1F600; &#60;p&#62; &#39;", "&#1234; &#x1F600; &#60;p&#62; &#39;"),
        ("&#146", "\u2019"),
    ],
)
def test_references_to_control_characters(source: str, text: str) -> None:
    assert decode(source.encode(), "text/html; charset=utf-8") == text


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "big5", "utf-7", "idna", "zip"]))
def test_anything_decodes_to_encodable_text(body: bytes, label: str | None) -> None:
    decode(body, label and f"text/html; charset={label}").encode("utf-8")

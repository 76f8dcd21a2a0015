from itertools import pairwise

import pytest

from claimwire.feeds.formats import internal_entities as module
from claimwire.feeds.formats.internal_entities import replace_entities

LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))


@pytest.mark.parametrize(
    ("prolog", "text", "expected"),
    [
        ('<!ENTITY a "b">', "&a;", "b"),
        ("<!ENTITY a 'b'><!ENTITY c '&a;d'>", "&c; &a;", "bd b"),
        ('<!ENTITY a "b"><!ENTITY a "c">', "&a;", "b"),
        ('<!ENTITY a "b">', "<![CDATA[&a;]]>&a;<![CDATA[&a;", "<![CDATA[&a;]]>b<![CDATA[b"),
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;", "&a;"),
        ('<!ENTITY a PUBLIC "x" "https://a.example/">', "&a;", "&a;"),
        ('<!ENTITY % a "b">', "&a;", "&a;"),
        ('<!ENTITY amp "b">', "&amp;", "&amp;"),
        ("<!ENTITY a '&a;'>", "&a;", "&a;"),
        ("", "&a;", "&a;"),
    ],
)
def test_entities(prolog: str, text: str, expected: str) -> None:
    assert replace_entities(prolog, text) == expected


def test_what_grows_too_long_is_left() -> None:
    grown = replace_entities('<!ENTITY a "haha">' + LAUGHS, "&j;&a;")
    assert grown == "&j;haha"
    many = replace_entities(f'<!ENTITY a "{"x" * module.MAX_LENGTH}">', "&a;" * 10_000)
    assert len(many) <= module.MAX_GROWTH + 30_000

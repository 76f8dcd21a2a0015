from hypothesis import given
from hypothesis import strategies as st

from claimwire.printable import clean_line, clean_optional, terminal_safe

CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
RED = "\x1b[31mred\x1b[0m \x9b2J\x07"


def test_escape_sequences_lose_what_makes_them_work() -> None:
    assert clean_line(RED) == "[31mred[0m 2J"
    assert terminal_safe("one\n\ttwo\r\x1b[2J") == "one\n\ttwo [2J"


def test_nothing_is_none() -> None:
    assert clean_optional(None) is None
    assert clean_optional(" \x00 ") is None


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert not set(clean_line(text)) & CONTROLS
    assert not set(terminal_safe(text)) & (CONTROLS - {"\n", "\t"})


@given(st.text())
def test_printable_text_is_left_as_it_is(text: str) -> None:
    if text.isprintable():
        assert terminal_safe(text) == text

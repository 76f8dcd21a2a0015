import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages.wrapped_lines import join_wrapped_lines

PARAGRAPHS = [
    "The foreign minister of Iran said on Monday that talks in Geneva would go on for a week.",
    "Reuters reported that the talks had failed, which the ministry denied in a statement.",
]


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wrapped_text_has_one_line_a_paragraph(width: int, line_end: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(each, width) for each in PARAGRAPHS)
    wrapped = wrapped.replace("\n", line_end)
    joined = join_wrapped_lines(wrapped)
    lines = [" ".join(line.split()) for line in joined.splitlines() if line.strip()]
    assert lines == PARAGRAPHS
    assert len(joined) == len(wrapped)


def test_lines_that_a_person_broke_in_mid_sentence() -> None:
    text = "The minister said\nthat the talks\nwould go on.\n\nHe left."
    assert join_wrapped_lines(text) == "The minister said that the talks would go on.\n\nHe left."


def test_items_of_a_list_stay_apart() -> None:
    text = "The ministers agreed on\nthe following points:\n- a ceasefire that begins\non Monday\n"
    text += "- talks on prisoners and\non their families"
    assert join_wrapped_lines(text).split("\n") == [
        "The ministers agreed on the following points:",
        "- a ceasefire that begins on Monday",
        "- talks on prisoners and on their families",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "Talks go on\nIran said that the talks would go on.",
        "Iran agreed.\nIsrael did not agree.\nTalks ended.",
        "What we know\nThe talks failed.\nWhat we do not know\nWhether they go on.",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert join_wrapped_lines(text) == text


@given(st.text(alphabet="ab. \n\r\t-"))
def test_offsets_stay(text: str) -> None:
    joined = join_wrapped_lines(text)
    assert len(joined) == len(text)
    assert joined.split() == text.split()

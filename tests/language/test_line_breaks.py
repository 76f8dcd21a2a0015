"""Which line breaks end a paragraph, and which only wrap it."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.line_breaks import wrapping_breaks

PARAGRAPHS = (
    (
        "The governor of the province said the explosion near the main market, in a quiet quarter "
        "north of the river, had been caused by a gas bottle that fell off a lorry."
    ),
    "Nobody was hurt.",
    (
        "Two of the three owners, who asked for a second report, told the council on Friday that "
        "they had never been warned of the danger."
    ),
)


@pytest.mark.parametrize("width", [40, 60, 72, 80, 110])
@pytest.mark.parametrize("indent", ["", "    "])
def test_wrapped_paragraphs_keep_their_own_breaks_alone(width: int, indent: str) -> None:
    wrapped = [textwrap.wrap(paragraph, width) for paragraph in PARAGRAPHS]
    text = "\n".join(indent + line for lines in wrapped for line in lines)
    breaks = [offset for offset, mark in enumerate(text) if mark == "\n"]
    ends = {
        len("\n".join(indent + line for lines in wrapped[:n] for line in lines)) for n in (1, 2)
    }
    assert wrapping_breaks(text) == frozenset(breaks) - ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            (
                "The governor of the province said the explosion near the main\n"
                "market had been\n"
                "caused by a gas bottle that fell off a lorry, as the owners of\n"
                "the shops had feared.\n"
                "Nobody was hurt."
            ),
            ["feared."],
        ),
        (
            (
                "The governor of the province said the blast near the main\n"
                "market was an\n"
                '"accident" and had been caused by a gas bottle that fell\n'
                "off a lorry.\n"
                "Two of the three owners, who asked for a second report, told the council "
                "on Friday that they had never been warned, and nobody there had seen the road.\n"
                "Nobody was hurt."
            ),
            ["lorry.", "road."],
        ),
    ],
    ids=["wrapped twice", "with paragraphs in one line"],
)
def test_lines_of_other_widths_in_a_wrapped_text(text: str, ends: list[str]) -> None:
    breaks = {offset for offset, mark in enumerate(text) if mark == "\n"}
    whole = breaks - wrapping_breaks(text)
    assert [text[:offset].rsplit(maxsplit=1)[1] for offset in sorted(whole)] == ends


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "One line.",
        "\n".join(PARAGRAPHS),
        "Minister resigns over grain scandal\nThe minister of agriculture resigned.",
        "Bread\nmilk\nbutter\neggs",
        "Officials say the road to the northern valley is closed\nand nobody knows why",
        "Officials say\nthe road is closed",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    assert wrapping_breaks(text) == frozenset()


@settings(max_examples=50)
@given(st.text(alphabet=st.sampled_from("ab .\n\r\u2028"), max_size=200))
def test_only_line_breaks_wrap(text: str) -> None:
    for offset in wrapping_breaks(text):
        assert text[offset:].lstrip(" .")[:1] in {"\n", "\r", "\u2028"} or text[offset].isspace()


def test_a_sentence_goes_on_behind_a_wrapping_break(nlp: Language) -> None:
    text = "\n".join(line for paragraph in PARAGRAPHS for line in textwrap.wrap(paragraph, 60))
    sentences = [" ".join(sentence.text.split()) for sentence in nlp(text).sents]
    assert sentences == list(PARAGRAPHS)

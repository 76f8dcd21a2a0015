"""The words that name who speaks: one, or several in a row."""

import pytest
from spacy.language import Language

from claimwire.language.claims.cues import find_cues
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import SourceFinder
from claimwire.language.mentions.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "words", "heads"),
    [
        ("Norway and Chile said the vote was fair.", "Norway and Chile", ["Norway", "Chile"]),
        (
            "Peru, Ghana and Laos said the vote was fair.",
            "Peru, Ghana and Laos",
            ["Peru", "Ghana", "Laos"],
        ),
        (
            "The governor and her deputy told reporters that the road was open.",
            "The governor and her deputy",
            ["governor", "deputy"],
        ),
        ("The governor of Minas said the vote was fair.", "The governor of Minas", ["governor"]),
    ],
)
def test_each_speaker_of_a_row_has_a_head(
    nlp: Language, text: str, words: str, heads: list[str]
) -> None:
    layout = Layout(Tokens.of(nlp(text)))
    cue = next(find_cues(layout))
    source = SourceFinder(layout).source_of(cue)
    assert source is not None
    assert layout.tokens.name(source.first, source.last) == words
    assert [layout.parse[head].text for head in (source.head, *source.others)] == heads

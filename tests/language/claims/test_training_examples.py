"""Examples to learn from: which words of two contents agree, and which proposals are right."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimwire.language.claims.layout import Layout
from claimwire.language.claims.training_examples import WordIndex, examples_of, match_contents
from claimwire.language.mentions.tokens import Tokens


def test_words_are_those_that_a_span_overlaps() -> None:
    index = WordIndex("He said it: “never again”.")
    assert index.words([(0, 7)]) == {0, 1}
    assert index.words([(5, 9)]) == {1, 2}
    assert index.words([(10, 12), (25, 26)]) == frozenset()
    assert index.words([(12, 26)]) == {3, 4}


@settings(max_examples=100)
@given(st.text(alphabet="ab ,", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_the_words_of_a_span_are_those_with_a_character_in_it(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    index = WordIndex(text)
    for number in index.words([(0, len(text))]):
        inside = number in index.words([(start, end)])
        first = [n for n in range(len(text)) if index.words([(n, n + 1)]) == {number}]
        assert inside == any(start <= place < end for place in first)


def test_contents_match_one_to_one_from_the_best_down_to_a_half() -> None:
    gold = [frozenset({1, 2, 3, 4}), frozenset({8, 9})]
    found = [frozenset({1, 2}), frozenset({1, 2, 3}), frozenset({9, 10, 11})]
    assert match_contents(gold, found) == {1: 0}
    assert match_contents(gold, found[:1]) == {0: 0}


def test_proposals_outside_the_lexicon_are_among_the_examples(nlp: Language) -> None:
    text = "The council sketched a plan for peace. The minister said that talks would resume."
    contents = [[(text.index("a plan"), text.index("."))], [(text.index("that"), len(text) - 1)]]
    right = [each for each in examples_of(Layout(Tokens.of(nlp(text))), contents) if each.right]
    listed = {"listed=True/clause" in each.features for each in right}
    assert listed == {True, False}

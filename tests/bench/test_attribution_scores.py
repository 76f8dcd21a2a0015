"""The scores of attributions, on small texts and against the figures of another scorer."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.attribution_scores import matches, scores_of, table
from bench.attributions import (
    AnnotatedText,
    Attribution,
    Span,
    quotations,
    read_annotated,
    read_attributions,
)

TEXT = 'Ana Ruiz, the mayor, said on Monday: "The bridge will open." He denied the delay.\nNo more.'
ANOTHER_SCORER = Path(__file__).parents[3] / "shared/eval/score_attributions.py"

STANDOFF = """\
T1\tSource 0 8\tAna Ruiz
T2\tCue 21 25\tsaid
T3\tContent 38 58;60 62\tThe bridge will open. ...
T4\tContent 70 79\tthe delay
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
E2\tAttribution2:T4 Content1:T4 Cue:T9
#1\tAnnotatorNotes T1\ta note
"""


def at(words: str) -> list[Span]:
    start = TEXT.index(words)
    return [(start, start + len(words))]


def attribution(source: str = "", cue: str = "", content: str = "") -> Attribution:
    return Attribution(*([] if not words else at(words) for words in (source, cue, content)))


SAID = attribution("Ana Ruiz, the mayor", "said", "The bridge will open")
DENIED = attribution("He", "denied", "the delay")
ANNOTATED = AnnotatedText("a", TEXT, [SAID, DENIED])


def figure(name: str, *found: Attribution) -> tuple[int, int, int]:
    each = scores_of({"a": ANNOTATED}, {"a": found}).figures[name]
    return each.right, each.found, each.wanted


def test_standoff_is_read_event_by_event() -> None:
    first, second = read_attributions(STANDOFF)
    assert first == Attribution([(0, 8)], [(21, 25)], [(38, 58), (60, 62)])
    assert second == Attribution([], [], [(70, 79)])


def test_the_first_annotator_of_a_text_counts(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text/a_b.txt").write_bytes(b"one\r\ntwo")
    (tmp_path / "attributions/a_b_2.ann").write_text(
        "T1\tC 0 3\tone\nE1\tAttribution:T1 Content:T1"
    )
    (tmp_path / "attributions/a_b_1.ann").write_text(
        "T1\tC 5 8\ttwo\nE1\tAttribution:T1 Content:T1"
    )
    (text,) = read_annotated(tmp_path).values()
    assert (text.name, text.gold) == ("a_b", [Attribution([], [], [(5, 8)])])
    with pytest.raises(ValueError, match="no annotated texts"):
        read_annotated(tmp_path / "text")


def test_a_content_is_right_if_half_of_the_words_are() -> None:
    assert figure("soft", attribution(content="bridge will")) == (1, 1, 2)
    assert figure("soft", attribution(content="bridge")) == (0, 1, 2)
    assert figure("exact", attribution(content="bridge will open")) == (0, 1, 2)
    assert figure("exact", attribution(content='The bridge will open."')) == (1, 1, 2)
    # Once found is found.
    assert figure("soft", SAID, SAID) == (1, 2, 2)


@pytest.mark.parametrize(
    ("source", "is_right"),
    [("Ana Ruiz", True), ("the mayor", True), ("Ruiz, the mayor, said", True), ("the", False)],
)
def test_a_source_is_right_by_its_words(source: str, is_right: bool) -> None:
    found = attribution(source, "said", "The bridge will open")
    assert figure("with source", found) == (int(is_right), 1, 2)


def test_words_of_parts_count_once() -> None:
    assert figure("source words", SAID, SAID) == (4, 4, 5)
    assert figure("cue words", DENIED) == (1, 1, 2)


def test_kinds_of_quotation_are_those_of_the_annotated_content() -> None:
    assert [TEXT[start:end] for start, end in quotations(TEXT)] == ["The bridge will open."]
    assert figure("soft, direct", SAID, DENIED) == (1, 1, 1)
    assert figure("soft, indirect", SAID, DENIED) == (1, 1, 1)
    assert figure("soft, mixed", attribution(content='Monday: "The bridge')) == (0, 1, 0)


def test_contents_without_words_are_left_out() -> None:
    text = AnnotatedText("a", TEXT, [attribution(content='"'), SAID])
    scores = scores_of({"a": text}, {})
    assert (scores.left_out, scores.figures["soft"].wanted) == (1, 1)
    assert "left out: 1" in table(scores)


def test_of_equal_overlaps_the_earlier_comes_first() -> None:
    same = frozenset({1})
    assert matches([same, same], [same]) == [(0, 0, 1.0)]


@pytest.fixture(scope="module")
def another() -> ModuleType:
    if not ANOTHER_SCORER.is_file():
        pytest.skip(f"there is no other scorer at {ANOTHER_SCORER}")
    spec = importlib.util.spec_from_file_location("another_scorer", ANOTHER_SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WORDS = st.lists(
    st.sampled_from(
        ["The", "mayor", "of", "“", "”", '"', "«", "»", "``", "''", "said", "it.", "\n"]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=200)
@given(WORDS, st.data())
def test_another_scorer_has_the_same_figures(
    another: ModuleType, text: str, data: st.DataObject
) -> None:
    places = st.integers(0, len(text))
    spans = st.lists(st.tuples(places, places).map(sorted).map(tuple), max_size=2)
    parts = st.lists(st.tuples(spans, spans, spans), max_size=5)
    wanted, found = data.draw(parts), data.draw(parts)
    ours = scores_of(
        {"a": AnnotatedText("a", text, [Attribution(*each) for each in wanted])},
        {"a": [Attribution(*each) for each in found]},
    )
    tuples = [[another.Claim(*map(tuple, each)) for each in one] for one in (wanted, found)]
    theirs = another.score({"a": another.Document("a", text, tuples[0])}, {"a": tuples[1]})
    pairs = {
        "soft": theirs["soft"],
        "exact": theirs["exact"],
        "with source": theirs["triple"],
        **{f"{part} words": each for part, each in theirs["tokens"].items()},
        **{f"soft, {kind}": each for kind, each in theirs["by_quote_type"].items()},
    }
    for name, each in pairs.items():
        figure = ours.figures[name]
        counts = figure.right, figure.found, figure.wanted
        assert counts == (each["hits"], each["predicted"], each["gold"]), name
        assert figure.f1 == pytest.approx(each["f1"])
    assert ours.left_out == theirs["gold_without_content"]
    assert ours.of_soft["source"] == theirs["source_given_content"]
    assert ours.of_soft["source, half in common"] == theirs["source_strict_given_content"]
    assert ours.of_soft["cue"] == theirs["cue_given_content"]

"""The labelled set is what it says it is, and copies in it are found."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.stories_score import claimwire_pairs, score
from bench.stories_templates import DISTINCT, MATERIAL, report, reports
from bench.stories_texts import COPIES, Sources, labelled_set, read_sources
from claimwire.stories.comparable_words import read_words
from claimwire.stories.comparison import copied_share

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
ARTICLES = CORPORA / "article-extraction" / "ground-truth.json"
DISTRACTORS = CORPORA / "polnear" / "train" / "text"
needs_corpora = pytest.mark.skipif(
    not (ARTICLES.exists() and DISTRACTORS.exists()), reason=f"{CORPORA} is absent"
)


def test_templates_name_what_they_can_be_filled_with() -> None:
    names = {
        name
        for template in MATERIAL["templates"]
        for _, name, _, _ in string.Formatter().parse(template)
        if name
    }
    lists = {"place": "places", "country": "countries", "person": "people"}
    lists |= {"firm": "firms", "day": "days", "month": "months"}
    assert {name.rstrip("23") for name in names} == {*"abcdefg", *lists}
    assert all(len(MATERIAL[name]) == len(set(MATERIAL[name])) > 5 for name in lists.values())
    assert len(set(reports(1, 5))) == 5 * len(MATERIAL["templates"])
    assert all(len(footer.split()) > 100 for footer in MATERIAL["footers"])


@given(st.integers(0, DISTINCT - 1), st.integers(1, DISTINCT - 1))
@settings(max_examples=100)
def test_reports_made_by_number_are_distinct(number: int, distance: int) -> None:
    kinds = len(MATERIAL["templates"])
    other = (number + distance // kinds * kinds) % DISTINCT
    if other != number:
        one, another = read_words(report(number)), read_words(report(other))
        assert copied_share(one, another) is None


@pytest.fixture(scope="module")
def sources() -> Sources:
    whole = read_sources(ARTICLES, DISTRACTORS)
    return Sources(whole.articles[:12], whole.distractors[:40], whole.donors, whole.vocabulary)


@needs_corpora
def test_the_set_is_the_same_every_time_and_copies_follow_their_article(sources) -> None:
    texts = labelled_set(sources)
    assert texts == labelled_set(sources)
    for number, each in enumerate(texts):
        assert each.family <= number
        assert texts[each.family].family == each.family
        assert each.family == number or each.text != texts[each.family].text


@needs_corpora
def test_named_copies_exist() -> None:
    assert {each.stem for each in DISTRACTORS.glob("*.txt")} >= COPIES


@needs_corpora
def test_accuracy_does_not_fall(sources) -> None:
    texts = labelled_set(sources)
    pairs = claimwire_pairs([each.text for each in texts])
    overall = score(texts, pairs, lambda _: True)
    assert overall.precision >= 0.995
    assert score(texts, pairs, lambda each: each.changed <= 20).recall >= 0.98
    assert score(texts, pairs, lambda each: each.changed <= 35).recall >= 0.95

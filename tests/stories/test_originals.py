import dataclasses
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.keys import stable_id
from claimwire.stories import originals as module
from claimwire.stories.originals import MOST_IN_VAIN, KnownOriginal, KnownText, resolve
from claimwire.transforms.recall_articles import recall
from tests.fakes.rows import NOW


def stories(placed) -> dict[str, tuple]:
    return {each.site.removesuffix(".example"): _place(each) for each in placed}


def _place(article) -> tuple:
    return article.copy_of, article.copy_score


def remembered(placed) -> tuple[list[KnownText], list[KnownOriginal]]:
    """Turn published articles into what a later run is told, with nothing left out."""
    texts = [
        KnownText(a.text_key, a.article_id, a.first_seen_at, a.copy_of, a.copy_score)
        for a in placed
    ]
    originals = [
        KnownOriginal(a.article_id, a.first_seen_at, a.published_at, a.near_copy_signature, a.text)
        for a in placed
        if a.copy_of is None and a.near_copy_signature
    ]
    return texts, originals


def test_the_earliest_is_the_original(prose, article) -> None:
    text = prose(1)
    cut = " ".join(text.split()[:150])
    late, early = article("late", cut, minute=5), article("early", text, minute=1)
    placed = stories(resolve([late, early]))
    assert placed == {"early": (None, None), "late": (stable_id("early"), 1.0)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"minute": 1}, {"minute": 2}),
        ({"published_at": NOW}, {"published_at": None}),
    ],
)
def test_seen_counts_before_published(prose, article, one, other) -> None:
    first, second = article("z", prose(1), **one), article("a", prose(1), **other)
    assert [each.site for each in resolve([second, first]) if each.copy_of] == ["a.example"]


def test_every_article_has_a_story(prose, article) -> None:
    text = prose(1)
    articles = [article("a", text), article("b", text, minute=1), article("c", prose(2))]
    assert {each.site[0]: each.story_id for each in resolve(articles)} == {
        "a": stable_id("a"), "b": stable_id("a"), "c": stable_id("c")
    }  # fmt: skip


def test_stories_do_not_chain(prose, article) -> None:
    """B copies A and C copies B, but C has nothing of A: it is no copy of A."""
    a, c = prose(1, 200), prose(2, 200)
    b = f"{a}\n{c}"
    placed = stories(
        resolve([article("a", a), article("b", b, minute=1), article("c", c, minute=2)])
    )
    assert placed["b"][0] == stable_id("a")
    assert placed["c"] == (None, None)


def test_of_several_originals_the_one_with_most_in_common_is_joined(prose, article) -> None:
    common = prose(1, 200)
    near, far = f"{common}\n{prose(2, 100)}", f"{common}\n{prose(3, 300)}"
    copied = resolve([article("far", far), article("near", near, minute=1)])
    assert stories(copied)["near"][0] == stable_id("far")
    originals = [article("x", prose(7, 300)), article("y", prose(8, 300))]
    mixed = f"{prose(7, 300)}\n{' '.join(prose(8, 300).split()[:100])}"
    assert stories(resolve([*originals, article("copy", mixed, minute=1)]))["copy"][0] == (
        stable_id("x")
    )


def test_short_texts_are_copies_only_if_equal(prose, article) -> None:
    text = " ".join(prose(1).split()[:40])
    articles = [
        article("a", text),
        article("b", text.upper(), minute=1),
        article("c", text + " more", minute=2),
    ]
    assert [each.copy_of for each in resolve(articles)] == [None, stable_id("a"), None]


@pytest.mark.parametrize("text", ["", " ", "...", "\N{EM DASH}\n\N{EM DASH}"])
def test_texts_without_content_are_no_copies(article, text) -> None:
    placed = resolve([article("a", text), article("b", text, minute=1)])
    assert [each.copy_of for each in placed] == [None, None]


def test_a_known_article_stays_the_original_of_an_earlier_one(prose, article) -> None:
    known = resolve([article("known", prose(1), minute=60)])
    (late,) = resolve([article("found", prose(1) + " more")], *remembered(known))
    assert late.copy_of == stable_id("known")


def test_the_equal_of_a_copy_joins_the_story_of_that(prose, replaced, article) -> None:
    text = prose(1)
    copy = replaced(text, 10)
    known = resolve([article("a", text), article("b", copy, minute=1)])
    (new,) = resolve([article("c", copy, minute=9)], *remembered(known))
    assert (new.copy_of, new.copy_score) == (known[1].copy_of, known[1].copy_score)
    assert new.copy_of == stable_id("a")


def test_an_article_is_compared_with_few_originals(prose, replaced, article, monkeypatch) -> None:
    compared = []
    monkeypatch.setattr(module, "copied_share", lambda *words: compared.append(words))
    text = prose(1)
    articles = [article(f"n{n:03}", replaced(text, 5, n), minute=n) for n in range(80)]
    assert all(each.copy_of is None for each in resolve(articles))
    assert len(compared) == sum(min(n, MOST_IN_VAIN) for n in range(80))


@st.composite
def _runs(draw):
    """Articles made of some texts by edits, each seen at a minute of its own or at the same."""
    numbers = draw(st.lists(st.integers(0, 3), min_size=1, max_size=9))
    edits = [draw(st.sampled_from(["none", "cut", "add", "words", "short"])) for _ in numbers]
    minutes = draw(st.permutations(range(len(numbers))))
    return list(zip(numbers, edits, minutes, strict=True))


def _made(plan, prose, replaced, article):
    made = []
    for place, (number, edit, minute) in enumerate(plan):
        text = prose(number, 120)
        match edit:
            case "cut":
                text = " ".join(text.split()[: 100 - place])
            case "add":
                text = f"{text}\n{prose(90 + number, 60)}"
            case "words":
                text = replaced(text, 15, place)
            case "short":
                text = " ".join(text.split()[:30])
        made.append(article(f"site{place}", text, minute=minute))
    return made


@given(_runs(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_the_input_makes_no_difference(prose, replaced, article, plan, chance) -> None:
    articles = _made(plan, prose, replaced, article)
    shuffled = chance.sample(articles, len(articles))
    assert resolve(shuffled) == resolve(articles)


@given(_runs(), st.integers(1, 9))
@settings(max_examples=100)
def test_many_runs_place_articles_like_one(prose, replaced, article, plan, size) -> None:
    articles = sorted(_made(plan, prose, replaced, article), key=lambda each: each.first_seen_at)
    published: list = []
    for start in range(0, len(articles), size):
        run = articles[start : start + size]
        published += resolve(run, *remembered(published))
    assert published == resolve(articles)


@given(_runs(), st.tuples(st.integers(1, 4), st.integers(0, 3)))
@settings(max_examples=100)
def test_windows_of_which_the_last_are_not_published_yet_place_articles_like_one_run(
    prose, replaced, article, plan, size_and_lag
) -> None:
    size, lag = size_and_lag
    articles = sorted(_made(plan, prose, replaced, article), key=lambda each: each.first_seen_at)
    windows: list[list] = []
    lately: list = []
    for start in range(0, len(articles), size):
        window = articles[start : start + size]
        # One article a minute: this reaches back over the windows that are not published.
        keep = timedelta(minutes=(lag + 1) * size)
        lately = recall(window, lately, window[-1].first_seen_at, keep)
        published = [each for some in windows[: max(0, len(windows) - lag)] for each in some]
        placed = resolve(lately, *remembered(published))
        windows.append([each for each in placed if each.first_seen_at >= window[0].first_seen_at])
    assert [each for some in windows for each in some] == resolve(articles)


def test_known_originals_may_come_in_any_order_and_twice(prose, article) -> None:
    known = resolve([article("a", prose(1)), article("b", prose(2))])
    texts, originals = remembered(known)
    new = [article("c", prose(1) + " more", minute=3)]
    once = resolve(new, texts, originals)
    assert resolve(new, texts[::-1], [*originals[::-1], *originals]) == once
    assert once[0].copy_of == stable_id("a")


def test_nothing_else_of_an_article_changes(prose, article) -> None:
    before = article("a", prose(1))
    (after,) = resolve([before])
    assert dataclasses.replace(after, story_id=None) == before


def test_random_texts_are_all_originals(prose, article) -> None:
    articles = [article(f"n{n}", prose(n)) for n in random.Random(1).sample(range(1000), 60)]
    assert all(each.copy_of is None for each in resolve(articles))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "Update"),
        ("Update", "Correction"),
        ("a" * 10**7, "a" * (10**7 - 1)),
        ("a " * 10**6, "a " * (10**6 - 1)),
        ("\u4e2d" * 10**6, "\u4e2d" * (10**6 - 1)),
        ("\u4e2d\u56fd\u5916\u4ea4\u90e8" * 100, "\u7f8e\u56fd\u603b\u7edf\u8bf4" * 100),
    ],
)
def test_odd_texts_are_no_copies_of_one_another(article, one, other) -> None:
    placed = resolve([article("a", one), article("b", other, minute=1)])
    assert [each.copy_of for each in placed] == [None, None]

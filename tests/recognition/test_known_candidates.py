"""Look-ups in tables against a model that goes through all rows one by one."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.recognition.known_candidates import Candidates, Trace, look_up
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.rejections import REJECTIONS, Rejection, Stage
from claimwire.schemas.sightings import SIGHTINGS, Sighting
from claimwire.storage.published_files import StateError
from tests.fakes.rows import NOW, a_rejection, a_sighting, an_article
from tests.fakes.runs import write_rows
from tests.fakes.store import MemoryStore

IDS = list("abcd")
URLS = {article_id: f"https://news.example/{article_id}" for article_id in IDS}

ids = st.sampled_from([*IDS, "e"])
urls = st.sampled_from([*URLS.values(), "https://news.example/e", None])
instants = st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours))
candidates_of_a_run = st.sets(st.sampled_from(IDS), max_size=3)
some_sightings = st.lists(
    st.builds(a_sighting, article_id=ids, url=urls, seen_at=instants), max_size=6
)
some_rejections = st.lists(
    st.builds(
        a_rejection,
        article_id=ids | st.none(),
        url=urls,
        occurred_at=instants,
        retryable=st.booleans(),
        attempt=st.integers(1, 3),
    ),
    max_size=6,
)


def pairs_of(candidates: set[str]) -> list[tuple[str, str]]:
    """The last of the candidates has no link."""
    return [(each, URLS[each] if each != "d" else "") for each in candidates]


def expected_sightings(pairs: list[tuple[str, str]], rows: list[Sighting]) -> dict[str, Trace]:
    expected = {}
    for candidate, url in pairs:
        own = [row for row in rows if row.article_id == candidate or (url and row.url == url)]
        if own:
            last = max(
                own, key=lambda row: (row.article_id != candidate, row.seen_at, row.article_id)
            )
            expected[candidate] = Trace("sightings", last.article_id, last.seen_at)
    return expected


def rejection_order(row: Rejection) -> tuple[object, ...]:
    return row.occurred_at, row.attempt, row.retryable, row.article_id


def expected_rejections(pairs: list[tuple[str, str]], rows: list[Rejection]) -> dict[str, Trace]:
    expected = {}
    for candidate, url in pairs:
        own = [
            row
            for row in rows
            if row.article_id and (row.article_id == candidate or (url and row.url == url))
        ]
        if own:
            last = max(own, key=rejection_order)
            expected[candidate] = Trace(
                "rejections", str(last.article_id), last.occurred_at, last.attempt, last.retryable
            )
    return expected


@settings(max_examples=100)
@given(candidates_of_a_run, some_sightings, st.integers(0, 6))
def test_sightings_by_identifier_and_by_address(
    candidates: set[str], rows: list[Sighting], cut: int
) -> None:
    store, pairs = MemoryStore(), pairs_of(candidates)
    files = [
        write_rows(store, SIGHTINGS, rows[:cut], run_id="run1"),
        write_rows(store, SIGHTINGS, rows[cut:], run_id="run2"),
    ]
    found = look_up(store, files, Candidates.of(pairs))
    assert dict(found) == expected_sightings(pairs, rows)
    assert len(found) == len(dict(found))


@pytest.mark.parametrize(
    ("sighted", "is_known"),
    [
        ("https://go.example/r/a?id=7&utm_campaign=monday", True),
        ("http://GO.example/r/a?utm_medium=x&id=7#top", True),
        ("https://go.example/r/a?id=8&utm_campaign=tuesday", False),
        ("https://go.example/r/b?id=7&utm_campaign=tuesday", False),
    ],
)
def test_an_address_is_known_whatever_tracking_it_carries(sighted: str, is_known: bool) -> None:
    store = MemoryStore()
    file = write_rows(store, SIGHTINGS, [a_sighting(article_id="page", url=sighted)])
    asked = Candidates.of([("entry", "https://go.example/r/a?id=7&utm_campaign=tuesday")])
    assert dict(look_up(store, [file], asked)) == (
        {"entry": Trace("sightings", "page", a_sighting().seen_at)} if is_known else {}
    )


@settings(max_examples=100)
@given(candidates_of_a_run, some_rejections, st.integers(0, 6))
def test_the_last_rejection_by_identifier_and_by_address(
    candidates: set[str], rows: list[Rejection], cut: int
) -> None:
    store, pairs = MemoryStore(), pairs_of(candidates)
    files = [
        write_rows(store, REJECTIONS, rows[cut:], run_id="run2"),
        write_rows(store, REJECTIONS, rows[:cut], run_id="run1"),
    ]
    found = look_up(store, files, Candidates.of(pairs))
    assert dict(found) == expected_rejections(pairs, rows)


@settings(max_examples=50)
@given(candidates_of_a_run, st.sets(ids))
def test_articles_by_identifier(candidates: set[str], published: set[str]) -> None:
    store = MemoryStore()
    rows: list[Article] = [an_article(article_id=each) for each in sorted(published)]
    file = write_rows(store, ARTICLES, rows)
    found = look_up(store, [file], Candidates.of(pairs_of(candidates)))
    assert dict(found) == {
        each: Trace("articles", each, text_key=an_article().text_key)
        for each in candidates & published
    }


def test_a_rejection_of_what_was_an_article_already_is_not_found_by_address() -> None:
    store = MemoryStore()
    rows = [a_rejection(article_id="page", url=URLS["a"], stage=Stage.CLAIMS.value)]
    file = write_rows(store, REJECTIONS, rows)
    assert look_up(store, [file], Candidates.of([("a", URLS["a"])])) == []


PAIRS = Path(__file__).parents[1] / "web" / "cases" / "pairs.toml"


@pytest.mark.parametrize(
    ("sighted", "asked"),
    [
        pair
        for kind in tomllib.loads(PAIRS.read_text(encoding="utf-8"))["same"]
        if kind["kind"] != "wrapped"
        for pair in kind["pairs"]
    ],
)
def test_what_an_older_version_held_apart_is_found(sighted: str, asked: str) -> None:
    for one, other in ((sighted, asked), (asked, sighted)):
        store = MemoryStore()
        file = write_rows(store, SIGHTINGS, [a_sighting(article_id="old", url=one)])
        (found,) = look_up(store, [file], Candidates.of([("new", other)]))
        assert found == ("new", Trace("sightings", "old", a_sighting().seen_at))


def test_without_candidates_no_file_is_opened() -> None:
    store = MemoryStore()
    file = write_rows(store, ARTICLES, [an_article()])
    store.delete(file.path)
    assert look_up(store, [file], Candidates.of([])) == []
    with pytest.raises(StateError):
        look_up(store, [file], Candidates.of([("a", "")]))


def test_the_last_row_of_many_files_counts() -> None:
    store = MemoryStore()
    files = [
        write_rows(store, REJECTIONS, [a_rejection(article_id="a", attempt=n)], run_id=f"run{n}")
        for n in range(1, 141)
    ]
    found = look_up(store, files, Candidates.of([("a", "")]))
    assert [(candidate, trace.attempt) for candidate, trace in found] == [("a", 140)]


def test_candidates_are_sorted_and_distinct() -> None:
    candidates = Candidates.of([("b", "u2"), ("a", "u1"), ("b", "u2"), ("a", "u3"), ("c", "")])
    assert candidates.ids.to_pylist() == ["a", "b", "c"]
    assert candidates.stems.to_pylist() == ["u1", "u2", "u3"]
    assert candidates.by_key == {"u1": "a", "u2": "b", "u3": "a"}

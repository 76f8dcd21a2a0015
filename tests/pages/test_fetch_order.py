from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages.fetch_order import fetch_order
from claimwire.schemas.flow import Entry, Feed

MakeEntry = Callable[..., Entry]


def test_each_round_takes_one_entry_of_each_domain(entry: MakeEntry) -> None:
    many = [entry(f"https://many.example/{number}") for number in range(4)]
    few = [entry(f"https://few.example/{number}") for number in range(2)]
    domains = [each.url.split("/")[2] for each in fetch_order([*many, *few])]
    assert domains == ["few.example", "many.example"] * 2 + ["many.example"] * 2


def test_what_has_waited_comes_first_and_of_that_what_was_tried_least(entry: MakeEntry) -> None:
    new = entry("https://a.example/new")
    tried = entry("https://a.example/tried", attempt=3, waited=True)
    left = entry("https://a.example/left", waited=True)
    assert fetch_order([new, tried, left]) == [left, tried, new]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.booleans()), unique=True))
def test_the_order_depends_on_the_entries_alone(asked: list[tuple[str, int, bool]]) -> None:
    entries = [
        Entry(
            article_id=f"{domain}{number}{waited}",
            url=f"https://{domain}.example/{number}",
            canonical_url="",
            feed=Feed("https://feeds.example/"),
            guid=None,
            title=None,
            authors=[],
            published_raw=None,
            published_at=None,
            text="",
            seen_at=None,  # type: ignore[arg-type]
            run_id="",
            waited=waited,
        )
        for domain, number, waited in asked
    ]
    ordered = fetch_order(entries)
    assert ordered == fetch_order(entries[::-1])
    assert sorted(map(id, ordered)) == sorted(map(id, entries))

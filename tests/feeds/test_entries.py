from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.entries import entries_of
from claimwire.feeds.formats.parsed_feed import ParsedFeed, RawEntry
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.schemas.rejections import Rejection

FEED = Feed(url="https://news.example/feed.xml", name="News", tags=["a"])
RAW = RawEntry(
    link="https://news.example/1?utm_source=rss",
    guid="n-1",
    title="Talks",
    authors=("Ana", "Bo"),
    dates=("Tue, 14 May 2024 08:00:00 GMT",),
    content="<p>One.</p><p>Two.</p>",
    content_is_html=True,
)
NOTHING = RawEntry(None, None, None, (), (), " ", False)


def read(tick: Tick, *raw: RawEntry) -> tuple[list[Entry], list[Rejection]]:
    return entries_of(ParsedFeed(title=None, format="rss20", entries=raw), FEED, tick)


def test_an_entry(tick: Tick) -> None:
    (entry,), rejections = read(tick, RAW)
    assert rejections == []
    assert len(entry.article_id) == 32
    assert replace(entry, article_id="") == Entry(
        article_id="",
        url="https://news.example/1?utm_source=rss",
        canonical_url="https://news.example/1",
        feed=FEED,
        guid="n-1",
        title="Talks",
        authors=["Ana", "Bo"],
        published_raw="Tue, 14 May 2024 08:00:00 GMT",
        published_at=datetime(2024, 5, 14, 8, tzinfo=UTC),
        text="One.\nTwo.",
        seen_at=tick.at,
        run_id="run1",
    )


@pytest.mark.parametrize("raw", ["2024-05-14T23:00:00Z", "2031-01-01"])
def test_a_date_to_come_becomes_the_time_of_sight(tick: Tick, raw: str) -> None:
    (entry,), _ = read(tick, replace(RAW, dates=(raw,) if raw else ()))
    assert (entry.published_at, entry.published_raw) == (tick.at, raw)


@pytest.mark.parametrize("raw", [None, "yesterday"])
def test_a_date_that_says_nothing(tick: Tick, raw: str | None) -> None:
    (entry,), _ = read(tick, replace(RAW, dates=(raw,) if raw else ()))
    assert (entry.published_at, entry.published_raw) == (None, raw)


def test_plain_text_keeps_its_brackets(tick: Tick) -> None:
    (entry,), _ = read(tick, replace(RAW, content="5 < 6 <b>", content_is_html=False))
    assert entry.text == "5 < 6 <b>"


def test_control_characters_are_taken_off_what_is_stored_as_it_came(tick: Tick) -> None:
    dirty = replace(RAW, guid="n\x1b[1m", title="\x9bTalks\x07", dates=("\x1b2024-05-01",))
    ([made], _) = entries_of(ParsedFeed(title=None, format="rss20", entries=(dirty,)), FEED, tick)
    assert (made.guid, made.title, made.published_raw) == ("n[1m", "Talks", "2024-05-01")


def test_an_entry_without_a_link_is_known_by_its_guid(tick: Tick) -> None:
    (entry,), rejections = read(tick, replace(RAW, link=None))
    assert rejections == []
    assert entry.url == ""
    assert entry.canonical_url.startswith("urn:claimwire:")


def test_of_repeated_entries_the_first_counts(tick: Tick) -> None:
    again = replace(RAW, link="https://news.example/1#comments", title="Again")
    other = replace(RAW, link="https://news.example/2")
    entries, rejections = read(tick, RAW, again, other, again)
    assert [(entry.title, entry.url[-1]) for entry in entries] == [("Talks", "s"), ("Talks", "2")]
    (rejection,) = rejections
    assert (rejection.reason, rejection.url) == ("repeated_entry", again.link)
    assert (rejection.retryable, rejection.article_id) == (False, None)
    assert "'Talks' is read, 'Again' is not" in (rejection.detail or "")


def test_a_repetition_word_for_word_loses_nothing_and_is_no_rejection(tick: Tick) -> None:
    entries, rejections = read(tick, RAW, replace(RAW, guid="n-2", dates=()))
    assert (len(entries), rejections) == (1, [])


def test_a_wrapped_link_is_the_page_that_it_leads_to(tick: Tick) -> None:
    wrapped = "https://www.google.com/url?rct=j&url=https%3A%2F%2Fnews.example%2F1&ct=ga"
    (entry,), rejections = read(tick, replace(RAW, link=wrapped), RAW)
    assert (entry.url, entry.canonical_url) == ("https://news.example/1", "https://news.example/1")
    assert rejections == []


def test_an_entry_of_nothing_is_rejected(tick: Tick) -> None:
    entries, (rejection,) = read(tick, NOTHING)
    assert entries == []
    assert (rejection.stage, rejection.reason, rejection.retryable) == ("poll", "no_link", False)
    assert (rejection.url, rejection.article_id, rejection.feed_url) == (None, None, FEED.url)
    assert (rejection.occurred_at, rejection.run_id) == (tick.at, "run1")
    assert "neither link nor identifier" in (rejection.detail or "")


def test_a_link_that_hides_its_article_is_rejected_once(tick: Tick) -> None:
    hidden = replace(RAW, link="https://news.google.com/rss/articles/CBMi")
    entries, (rejection,) = read(tick, hidden, RAW, hidden)
    assert [entry.url for entry in entries] == [RAW.link]
    assert (rejection.reason, rejection.url) == ("no_link", hidden.link)
    assert "publisher's own feed" in (rejection.detail or "")


RAWS = st.builds(
    RawEntry,
    link=st.none() | st.sampled_from(["https://a.example/1", "https://a.example/2", "http://x y/"]),
    guid=st.none() | st.text(max_size=3),
    title=st.none() | st.text(max_size=3),
    authors=st.lists(st.text(max_size=3), max_size=2).map(tuple),
    dates=st.lists(st.text(max_size=9), max_size=2).map(tuple),
    content=st.text(max_size=9),
    content_is_html=st.booleans(),
)


@settings(max_examples=100)
@given(st.lists(RAWS, max_size=8))
def test_every_entry_comes_out_once_or_is_a_repetition(raws: list[RawEntry]) -> None:
    tick = Tick(at=datetime(2024, 5, 14, tzinfo=UTC), run_id="run1")
    entries, rejections = read(tick, *raws)
    keys = [entry.canonical_url for entry in entries]
    assert len(keys) == len(set(keys))
    assert len(entries) + len(rejections) <= len(raws)
    assert bool(entries or rejections) == bool(raws)
    assert read(tick, *raws) == (entries, rejections)
    assert all(e.published_at is None or e.published_at <= tick.at for e in entries)


def test_parts_of_a_page_that_say_different_things_are_each_an_entry(tick: Tick) -> None:
    briefings = [
        replace(RAW, link=f"https://news.example/day#{n}", guid=guid, title=f"Part {n}",
                content=f"The minister on matter {n}.")
        for n in range(3)
        for guid in [None if n else "day-0"]
    ]  # fmt: skip
    entries, rejections = read(tick, *briefings)
    assert [entry.title for entry in entries] == ["Part 0", "Part 1", "Part 2"]
    assert len({entry.article_id for entry in entries}) == 3
    assert rejections == []


def test_titles_alone_do_not_tell_entries_apart(tick: Tick) -> None:
    one = replace(RAW, guid=None, content="", title="Talks")
    entries, (rejection,) = read(tick, one, replace(one, title="Talks: live"))
    assert [entry.url for entry in entries] == [RAW.link]
    assert rejection.reason == "repeated_entry"


def test_what_a_long_feed_leaves_out_is_told(tick: Tick) -> None:
    parsed = ParsedFeed(title=None, format="rss20", entries=(RAW,), left_out=500)
    entries, (rejection,) = entries_of(parsed, FEED, tick)
    assert len(entries) == 1
    assert (rejection.reason, rejection.url) == ("too_many_entries", FEED.url)
    assert "501 entries" in (rejection.detail or "")
    assert "500 older ones" in (rejection.detail or "")


def test_the_first_date_that_can_be_read_counts(tick: Tick) -> None:
    dates = ("Invalid date", "0001-01-01T00:00:00", "2024-05-03T10:00:00Z")
    (entry,), _ = read(tick, replace(RAW, dates=dates))
    assert entry.published_raw == dates[2]
    assert entry.published_at == datetime(2024, 5, 3, 10, tzinfo=UTC)


def test_entries_that_share_a_link_but_nothing_else_are_each_an_entry(tick: Tick) -> None:
    alerts = [
        replace(RAW, link="https://news.example/alerts", guid=f"alert-{n}", content=f"Text {n}")
        for n in range(3)
    ]
    entries, rejections = read(tick, *alerts)
    assert len({entry.article_id for entry in entries}) == 3
    assert {entry.url for entry in entries} == {""}
    assert rejections == []

import dataclasses
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from claimwire.recognition.known_candidates import Trace
from claimwire.recognition.new_entries import poll_key, recognise, unexpired
from claimwire.schemas.flow import Feed
from tests.fakes.rows import FEED, NOW, URL, a_sighting, an_entry

OTHER = Feed(url="https://other.example/feed")
ID = an_entry().article_id


def test_a_new_entry_gives_itself_and_a_sighting() -> None:
    entry = an_entry(guid="g", published_raw="today")
    found = recognise(ID, [entry], [])
    assert found.new == entry
    assert found.sightings == [a_sighting(guid="g", published_raw="today")]
    assert found.new_by_poll == [(poll_key(FEED, NOW), 1)]


def test_a_story_in_two_feeds_is_one_new_entry_and_two_sightings() -> None:
    early = an_entry(feed=OTHER, published_at=NOW - timedelta(hours=1))
    late = an_entry(published_at=NOW)
    undated = an_entry(url=URL + "?utm_source=x", article_id=ID)
    found = recognise(ID, [undated, late, early], [])
    assert found.new == early
    assert [each.feed_url for each in found.sightings] == [OTHER.url, FEED, FEED]
    assert {each.article_id for each in found.sightings} == {ID}
    assert found.new_by_poll == [(poll_key(FEED, NOW), 2), (poll_key(OTHER.url, NOW), 1)]


def test_an_entry_that_is_delivered_twice_counts_once() -> None:
    once = [an_entry(), an_entry(feed=OTHER), an_entry(guid="g")]
    assert recognise(ID, once * 2, []) == recognise(ID, once, [])


def test_a_known_entry_is_only_sighted_under_the_known_identifier() -> None:
    found = recognise(ID, [an_entry()], [Trace("sightings", "canonical", NOW)])
    assert (found.new, found.new_by_poll) == (None, [])
    assert [each.article_id for each in found.sightings] == ["canonical"]


def test_an_entry_rejected_for_now_is_tried_again_and_is_not_new() -> None:
    trace = Trace("rejections", ID, NOW, attempt=2, retryable=True)
    found = recognise(ID, [an_entry()], [trace])
    assert found.new == an_entry(attempt=3, waited=True)
    assert found.new_by_poll == []
    assert len(found.sightings) == 1


def test_an_entry_rejected_for_good_is_only_sighted() -> None:
    found = recognise(ID, [an_entry()], [Trace("rejections", ID, NOW, attempt=1)])
    assert (found.new, found.new_by_poll, len(found.sightings)) == (None, [], 1)


def test_what_the_run_itself_has_taken_up_is_known_before_the_tables_tell() -> None:
    later = an_entry(seen_at=NOW + timedelta(minutes=5))
    found = recognise(ID, [later], [], taken_at=NOW)
    assert (found.new, found.new_by_poll, len(found.sightings)) == (None, [], 1)
    moved = recognise(ID, [later], [Trace("sightings", "canonical", NOW)], taken_at=NOW)
    assert [each.article_id for each in moved.sightings] == ["canonical"]


def test_an_entry_is_tried_again_once_the_tables_tell_how_the_last_try_ended() -> None:
    later = an_entry(seen_at=NOW + timedelta(hours=1))
    first = Trace("rejections", ID, NOW, attempt=1, retryable=True)
    taken_again = NOW + timedelta(minutes=30)
    assert recognise(ID, [later], [first], taken_at=NOW).new == dataclasses.replace(
        later, attempt=2, waited=True
    )
    assert recognise(ID, [later], [first], taken_at=taken_again).new is None
    second = Trace("rejections", ID, taken_again, attempt=2, retryable=True)
    third = recognise(ID, [later], [first, second], taken_at=taken_again).new
    assert third is not None
    assert third.attempt == 3


def test_of_a_window_with_two_polls_the_first_sight_counts() -> None:
    first = an_entry(feed=OTHER, published_at=NOW)
    again = an_entry(seen_at=NOW + timedelta(minutes=5), published_at=NOW - timedelta(days=1))
    found = recognise(ID, [again, first], [])
    assert found.new == first
    assert found.new_by_poll == [(poll_key(OTHER.url, NOW), 1)]
    assert len(found.sightings) == 2


def test_what_was_taken_up_long_ago_is_forgotten() -> None:
    taken = {"a": NOW, "b": NOW - timedelta(minutes=1)}
    assert unexpired(taken, NOW, timedelta(minutes=1)) == {"a": NOW}


def test_an_entry_without_link_is_sighted_without_url() -> None:
    (sighting,) = recognise(ID, [an_entry(url="", article_id=ID)], []).sightings
    assert (sighting.url, sighting.article_id) == (None, ID)


entries = st.builds(
    an_entry,
    feed=st.sampled_from([Feed(url="a"), Feed(url="b")]),
    guid=st.sampled_from([None, "g", "h"]),
    published_at=st.sampled_from([None, NOW, NOW - timedelta(days=1)]),
    title=st.sampled_from([None, "t"]),
)


@given(st.lists(entries, min_size=1, max_size=5), st.data())
def test_the_order_of_entries_does_not_matter(some: list, data: st.DataObject) -> None:
    found = recognise(ID, some, [])
    assert recognise(ID, data.draw(st.permutations(some)), []) == found
    distinct = [entry for place, entry in enumerate(some) if entry not in some[:place]]
    assert len(found.sightings) == len(distinct)
    assert sum(number for _, number in found.new_by_poll) == len(distinct)
    dated = [entry.published_at for entry in some if entry.published_at]
    assert found.new is not None
    assert found.new.published_at == min(dated, default=None)

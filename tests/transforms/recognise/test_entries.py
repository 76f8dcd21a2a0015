from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas.flow import Feed
from tests.fakes.rows import FEED, NOW, URL, a_sighting, an_entry
from transforms.recognise.entries import recognise
from transforms.recognise.known import Trace

OTHER = Feed(url="https://other.example/feed")
ID = an_entry().article_id


def test_a_new_entry_gives_itself_and_a_sighting() -> None:
    entry = an_entry(guid="g", published_raw="today")
    found = recognise(ID, [entry], [])
    assert found.new == entry
    assert found.sightings == [a_sighting(guid="g", published_raw="today")]
    assert found.new_by_feed == [(FEED, 1)]


def test_a_story_in_two_feeds_is_one_new_entry_and_two_sightings() -> None:
    early = an_entry(feed=OTHER, published_at=NOW - timedelta(hours=1))
    late = an_entry(published_at=NOW)
    undated = an_entry(url=URL + "?utm_source=x", article_id=ID)
    found = recognise(ID, [undated, late, early], [])
    assert found.new == early
    assert [each.feed_url for each in found.sightings] == [OTHER.url, FEED, FEED]
    assert {each.article_id for each in found.sightings} == {ID}
    assert found.new_by_feed == [(FEED, 2), (OTHER.url, 1)]


def test_a_known_entry_is_only_sighted_under_the_known_identifier() -> None:
    found = recognise(ID, [an_entry()], [Trace("sightings", "canonical", NOW)])
    assert (found.new, found.new_by_feed) == (None, [])
    assert [each.article_id for each in found.sightings] == ["canonical"]


def test_an_entry_rejected_for_now_is_tried_again_and_is_not_new() -> None:
    trace = Trace("rejections", ID, NOW, attempt=2, retryable=True)
    found = recognise(ID, [an_entry()], [trace])
    assert found.new == an_entry(attempt=3)
    assert found.new_by_feed == []
    assert len(found.sightings) == 1


def test_an_entry_rejected_for_good_is_only_sighted() -> None:
    found = recognise(ID, [an_entry()], [Trace("rejections", ID, NOW, attempt=1)])
    assert (found.new, found.new_by_feed, len(found.sightings)) == (None, [], 1)


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
    assert len(found.sightings) == len(some)
    assert sum(number for _, number in found.new_by_feed) == len(some)
    dated = [entry.published_at for entry in some if entry.published_at]
    assert found.new is not None
    assert found.new.published_at == min(dated, default=None)

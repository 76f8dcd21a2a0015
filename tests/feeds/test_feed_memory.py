import dataclasses
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.feed_memory import feed_memories
from claimwire.feeds.moves import adopted_move
from claimwire.schemas.feeds import FEEDS, Poll, PollOutcome
from claimwire.schemas.flow import FeedMemory
from claimwire.schemas.rejections import REJECTIONS, Rejection
from claimwire.schemas.sightings import SIGHTINGS, Sighting
from claimwire.storage.arrow import to_arrow
from tests.fakes.rows import FEED, NOW, a_poll, a_rejection, a_sighting

HOUR = timedelta(hours=1)


def memories(
    polls: list[Poll],
    rejections: list[Rejection] | None = None,
    sightings: list[Sighting] | None = None,
) -> list[FeedMemory]:
    rejections = rejections or []
    if sightings is None:
        sightings = [
            a_sighting(feed_url=each.feed_url, article_id=each.article_id)
            for each in rejections
            if each.feed_url and each.article_id
        ]
    return feed_memories(
        to_arrow(FEEDS, polls), to_arrow(REJECTIONS, rejections), to_arrow(SIGHTINGS, sightings)
    )


def test_every_feed_that_shows_a_waiting_article_can_bring_it_back() -> None:
    waiting = a_rejection(article_id="a", feed_url=FEED, retryable=True, occurred_at=NOW)
    polls = [a_poll(), a_poll(feed_url="other"), a_poll(feed_url="third")]
    shown = [a_sighting(article_id="a", feed_url=url) for url in (FEED, "other")]
    shown.append(a_sighting(article_id="b", feed_url="third"))
    found = memories(polls, [waiting], shown)
    assert {each.feed_url for each in found if each.retries} == {FEED, "other"}


def test_the_last_poll_says_what_to_send_next_time() -> None:
    last = a_poll(
        polled_at=NOW + HOUR,
        outcome="not_modified",
        etag='"2"',
        last_modified="Wed",
        body_key="k2",
        failures=1,
        next_due_at=NOW + 2 * HOUR,
    )
    first = a_poll(etag='"1"', body_key="k1")
    expected = FeedMemory(
        feed_url=FEED,
        polled_at=NOW + HOUR,
        etag='"2"',
        last_modified="Wed",
        body_key="k2",
        failures=1,
        next_due_at=NOW + 2 * HOUR,
        retired=False,
        read_at=NOW,
        moved_to=None,
        retries=False,
    )
    assert memories([last, first]) == [expected]


def test_a_feed_never_read_and_a_retired_one() -> None:
    found = memories([a_poll(outcome="gone", next_due_at=None), a_poll(feed_url="b")])
    assert [(each.feed_url, each.retired, each.read_at) for each in found] == [
        ("b", False, NOW),
        (FEED, True, None),
    ]


def test_nothing_is_known_at_first() -> None:
    assert memories([]) == []


@pytest.mark.parametrize(
    ("rejection", "waits"),
    [
        ({"occurred_at": NOW}, True),
        ({"occurred_at": NOW + HOUR}, True),
        ({"occurred_at": NOW - HOUR}, False),
        ({"retryable": False}, False),
        ({"article_id": None}, False),
        ({"feed_url": "other"}, False),
        ({"feed_url": None}, False),
    ],
)
def test_a_feed_waits_for_a_retry_until_it_is_read_again(
    rejection: dict[str, Any], waits: bool
) -> None:
    (memory,) = memories([a_poll()], [a_rejection(**rejection)])
    assert memory.retries is waits


def test_a_feed_that_was_not_read_since_still_waits() -> None:
    later = a_poll(polled_at=NOW + HOUR, outcome="failed")
    (memory,) = memories([a_poll(), later], [a_rejection()])
    assert memory.retries


def test_a_move_is_adopted_as_its_rule_says() -> None:
    polls = [
        a_poll(polled_at=NOW + timedelta(days=day), moved_to="https://new.example/")
        for day in range(4)
    ]
    assert memories(polls[:1])[0].moved_to is None
    assert memories(polls)[0].moved_to == "https://new.example/"
    back = a_poll(polled_at=NOW + timedelta(days=5))
    assert memories([*polls, back])[0].moved_to is None


def plainly(polls: list[Poll], rejections: list[Rejection]) -> list[FeedMemory]:
    """The same without Arrow."""
    found = []
    for feed_url in sorted({poll.feed_url for poll in polls}):
        own = sorted(
            (poll for poll in polls if poll.feed_url == feed_url),
            key=lambda poll: (poll.polled_at, poll.run_id),
        )
        reads = [poll.polled_at for poll in own if poll.outcome == "read"]
        shown = {each.article_id for each in rejections if each.feed_url == feed_url}
        waiting: list[datetime] = [
            each.occurred_at
            for each in rejections
            if each.retryable and each.article_id and each.article_id in shown
        ]
        last = own[-1]
        found.append(
            FeedMemory(
                feed_url=feed_url,
                polled_at=last.polled_at,
                etag=last.etag,
                last_modified=last.last_modified,
                body_key=last.body_key,
                failures=last.failures,
                next_due_at=last.next_due_at,
                retired=last.outcome == "gone",
                read_at=max(reads, default=None),
                moved_to=adopted_move([(poll.polled_at, poll.moved_to) for poll in own]),
                retries=any(not reads or at >= max(reads) for at in waiting),
            )
        )
    return found


instants = st.integers(0, 6).map(lambda days: NOW + timedelta(days=days))
feed_urls = st.sampled_from(["a", "b"])
some_polls = st.lists(
    st.builds(
        a_poll,
        feed_url=feed_urls,
        polled_at=instants,
        outcome=st.sampled_from([outcome.value for outcome in PollOutcome]),
        etag=st.none() | st.sampled_from("xy"),
        moved_to=st.sampled_from([None, "c", "c"]),
    ),
    max_size=9,
).map(lambda polls: [a_numbered(poll, number) for number, poll in enumerate(polls)])
some_rejections = st.lists(
    st.builds(
        a_rejection,
        feed_url=feed_urls | st.none(),
        retryable=st.booleans(),
        article_id=st.sampled_from([None, "i"]),
        occurred_at=instants,
    ),
    max_size=5,
)


def a_numbered(poll: Poll, number: int) -> Poll:
    """No two polls of a feed are of one run."""
    return a_poll(**{**dataclasses.asdict(poll), "run_id": f"run{number}"})


@settings(max_examples=100)
@given(some_polls, some_rejections)
def test_memories_are_those_of_a_plain_model(
    polls: list[Poll], rejections: list[Rejection]
) -> None:
    assert memories(polls, rejections) == plainly(polls, rejections)

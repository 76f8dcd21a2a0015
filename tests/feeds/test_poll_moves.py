from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimwire.schemas.feeds import Poll
from claimwire.schemas.flow import Tick
from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from tests.fakes.polls import FEED, NEW_URL, URL, ask, later, memory_after, poll_of, remember
from tests.fakes.web import FakeWeb, Outcome, answer


def moved(outcome: Answer) -> Answer:
    return replace(outcome, url=URL, final_url=NEW_URL, moved_to=NEW_URL)


def test_where_permanent_redirects_lead_is_recorded(feed_answer: Answer, tick: Tick) -> None:
    assert poll_of(moved(feed_answer), None, tick).poll.moved_to == NEW_URL
    unchanged = moved(answer(URL, status=304))
    assert poll_of(unchanged, remember(tick), tick).poll.moved_to == NEW_URL
    assert poll_of(replace(feed_answer, moved_to=URL), None, tick).poll.moved_to is None
    failed = moved(answer(URL, "sorry"))
    assert poll_of(failed, None, tick).poll.moved_to is None


def test_an_adopted_address_is_asked_and_the_feed_keeps_its_name(
    feed_answer: Answer, tick: Tick
) -> None:
    web = FakeWeb({NEW_URL: feed_answer})
    result = ask(web, FEED, remember(tick, moved_to=NEW_URL), tick)
    assert web.asked() == [NEW_URL]
    assert (result.poll.feed_url, result.poll.moved_to) == (URL, NEW_URL)
    assert {entry.feed.url for entry in result.entries} == {URL}
    refused = ask(FakeWeb({}), FEED, remember(tick, moved_to=NEW_URL), tick)
    assert (refused.rejections[0].url, refused.rejections[0].feed_url) == (NEW_URL, URL)


def poll_daily(
    answers: Mapping[str, Outcome | Sequence[Outcome]], tick: Tick, days: int
) -> tuple[list[str], list[Poll]]:
    """Poll a feed once a day, with the memory of the days before."""
    web, polls = FakeWeb(answers), list[Poll]()
    for _ in range(days):
        memory = memory_after(*polls) if polls else None
        polls.append(ask(web, FEED, memory, tick).poll)
        tick = later(tick, days=1)
    return web.asked(), polls


def test_a_move_is_adopted_after_some_days_and_stays(feed_answer: Answer, tick: Tick) -> None:
    asked, polls = poll_daily({URL: moved(feed_answer), NEW_URL: feed_answer}, tick, 8)
    assert asked == [URL] * 4 + [NEW_URL] * 4
    assert {poll.moved_to for poll in polls} == {NEW_URL}


def test_an_address_moved_to_that_dies_gives_way_to_the_listed_one(
    feed_answer: Answer, tick: Tick
) -> None:
    at_listed = [moved(feed_answer)] * 4 + [feed_answer]
    asked, polls = poll_daily({URL: at_listed, NEW_URL: answer(NEW_URL, status=410)}, tick, 9)
    assert asked == [URL] * 4 + [NEW_URL] * 2 + [URL] * 3
    assert [poll.outcome for poll in polls[4:6]] == ["failed", "failed"]
    assert [poll.moved_to for poll in polls[3:7]] == [NEW_URL, NEW_URL, NEW_URL, None]


def test_a_dead_listed_address_does_not_cut_off_a_feed_that_has_moved(
    feed_answer: Answer, tick: Tick
) -> None:
    dead = FetchError(Reason.DNS, "no such host", retryable=True)
    down = answer(NEW_URL, status=503)
    answers = {
        URL: [moved(feed_answer)] * 4 + [dead],
        NEW_URL: [down, down, down, feed_answer],
    }
    asked, polls = poll_daily(answers, tick, 9)
    assert asked[4:] == [NEW_URL, NEW_URL, URL, NEW_URL, NEW_URL]
    assert [poll.failures for poll in polls[4:]] == [1, 2, 3, 4, 0]
    assert polls[-1].moved_to == NEW_URL

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from claimwire.feeds.check import FeedCheck, check_feeds
from claimwire.schemas.flow import Feed, Tick
from claimwire.schemas.rejections import Reason
from claimwire.web.interface import FetchError
from tests.fakes.web import FakeWeb, Outcome, answer

Rss = Callable[..., str]
URL = "https://news.example/feed"
DATED = "<title>A</title><link>https://news.example/a</link><pubDate>{}</pubDate>"


def check(outcome: Outcome, tick: Tick) -> FeedCheck:
    [found] = check_feeds(FakeWeb({URL: outcome}), [Feed(URL)], tick)
    return found


def test_a_good_feed_has_no_problems(rss: Rss, tick: Tick) -> None:
    body = rss(
        DATED.format("Tue, 14 May 2024 10:00:00 GMT"),
        "<link>https://news.example/b</link><pubDate>Tue, 14 May 2024 11:00:00 GMT</pubDate>",
    )
    assert check(answer(URL, body), tick) == FeedCheck(
        url=URL,
        status=200,
        is_good=True,
        format="rss20",
        entries=2,
        newest=tick.at - timedelta(hours=1),
        problems=(),
    )


def test_what_is_wrong_with_a_feed_that_can_be_read_is_told(rss: Rss, tick: Tick) -> None:
    body = rss(DATED.format("soon"), "<title>B</title>", "<author>C</author>")
    page = answer(URL, body, moved_to="https://new.example/feed")
    found = check(page, tick)
    assert (found.is_good, found.entries, found.newest) == (True, 2, None)
    assert found.problems == (
        "1 entries lead nowhere: the entry has neither link nor identifier nor words (number 3)",
        "moved for good to https://new.example/feed; list that address",
        "2 entries without a usable date",
        "1 entries without a link",
    )


def test_a_feed_without_entries_is_readable_but_suspect(rss: Rss, tick: Tick) -> None:
    found = check(answer(URL, rss()), tick)
    assert (found.is_good, found.entries, found.problems) == (True, 0, ("no entries",))


def test_malformed_xml_is_told_though_it_was_read(rss: Rss, tick: Tick) -> None:
    body = rss(DATED.format("Tue, 14 May 2024 10:00:00 GMT")).replace("<title>W", "<title>&<W")
    found = check(answer(URL, body), tick)
    assert found.is_good
    assert found.problems


@pytest.mark.parametrize(
    ("outcome", "status", "problem", "reason"),
    [
        (
            answer(URL, status=404),
            404,
            "status 404: the host refuses; check the feed's address",
            "http_4xx",
        ),
        (
            answer(URL, status=410),
            410,
            "status 410: the publisher has removed the feed; it is asked again in 2 days",
            "gone",
        ),
        (answer(URL, "<html></html>"), 200, "the document is a web page, not a feed", "not_a_feed"),
        (FetchError(Reason.DNS, "no such host", retryable=True), None, "no such host", "dns"),
    ],
)
def test_a_feed_that_cannot_be_read_says_why(
    tick: Tick, outcome: Outcome, status: int | None, problem: str, reason: str
) -> None:
    assert check(outcome, tick) == FeedCheck(URL, status, False, None, 0, None, (problem,), reason)


class BackwardsWeb(FakeWeb):
    """Answers in the opposite order."""

    def each(self, work: Any, items: Iterable[Any]) -> Any:
        return reversed(list(super().each(work, items)))


def test_checks_come_in_the_order_of_the_list(tick: Tick) -> None:
    feeds = [Feed(f"https://{name}.example/") for name in "cab"]
    assert [found.url for found in check_feeds(BackwardsWeb({}), feeds, tick)] == [
        feed.url for feed in feeds
    ]


SITE = "https://news.example/"
PAGE = (
    "<!doctype html><html><head>"
    '<link rel="alternate" type="application/rss+xml" href="/world.xml">'
    '<link rel="alternate" hreflang="fr" href="/fr">'
    '<LINK REL="alternate home" TYPE="application/atom+xml; charset=utf-8" HREF="broken.xml">'
    "</head><body><p>News</p></body></html>"
)


def test_the_feeds_of_a_site_are_proposed(rss: Rss, tick: Tick) -> None:
    web = FakeWeb(
        {
            SITE: answer(SITE, PAGE),
            f"{SITE}world.xml": answer(f"{SITE}world.xml", rss()),
            f"{SITE}broken.xml": answer(f"{SITE}broken.xml", "<html>"),
        }
    )
    [found] = check_feeds(web, [Feed(SITE)], tick)
    assert not found.is_good
    told, proposed = found.problems
    assert told == (
        "the document is a web page, not a feed; it names https://news.example/world.xml, "
        "https://news.example/broken.xml: list that"
    )
    assert proposed == 'list instead: url = "https://news.example/world.xml"'


def test_a_site_that_declares_no_feed_is_asked_at_the_usual_paths(rss: Rss, tick: Tick) -> None:
    url = "https://news.example/rss.xml"
    web = FakeWeb({SITE: answer(SITE, "<html><p>News</html>"), url: answer(url, rss())})
    [found] = check_feeds(web, [Feed(SITE)], tick)
    assert found.problems[-1] == f'list instead: url = "{url}"'


def test_a_site_without_feeds_has_no_proposal(tick: Tick) -> None:
    [found] = check_feeds(FakeWeb({SITE: answer(SITE, "<html>")}), [Feed(SITE)], tick)
    assert found.problems == ("the document is a web page, not a feed",)

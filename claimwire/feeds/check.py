"""A check of a feed list: polls each feed once, without memory or tables, and lists problems."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from claimwire.feeds.discovery import find_feeds
from claimwire.feeds.poll import PollRequest, PollResult, poll_feed
from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.flow import Feed, Tick
from claimwire.schemas.rejections import Reason, Rejection
from claimwire.web.interface import Fetch, Web

_LOOK_BACK = timedelta(days=30)


@dataclasses.dataclass(frozen=True)
class FeedCheck:
    """The result of checking one feed.

    Attributes:
        url: the feed as listed.
        status: the HTTP status; None without a response.
        is_good: whether the feed could be read.
        format: for example rss20; None if the feed could not be read.
        entries: number of distinct entries that can be followed.
        newest: date of the newest entry; None if no entry has a date.
        problems: what is wrong, in words for a person.
        reason: why the feed could not be read, from the closed set; None if it could.
    """

    url: str
    status: int | None
    is_good: bool
    format: str | None
    entries: int
    newest: datetime | None
    problems: tuple[str, ...]
    reason: str | None = None


def check_feeds(web: Web, feeds: Iterable[Feed], tick: Tick) -> list[FeedCheck]:
    """Poll each feed once.

    Args:
        web: where to fetch from.
        feeds: the feeds.
        tick: the instant that counts as now.

    Returns:
        One check for each feed, in the order of the list.
    """
    requests = [PollRequest(feed, None, tick) for feed in feeds]
    results = {result.poll.feed_url: (result, found) for result, found in web.each(_poll, requests)}
    return [_check(*results[request.feed.url]) for request in requests]


async def _poll(fetch: Fetch, request: PollRequest) -> tuple[PollResult, list[str]]:
    """Poll a feed; if its address is a page's, find the feeds of the site."""
    result = await poll_feed(fetch, request, _LOOK_BACK)
    is_page = any(each.reason == Reason.NOT_A_FEED.value for each in result.rejections)
    return result, await find_feeds(fetch, request.url) if is_page else []


def _check(result: PollResult, found: Sequence[str]) -> FeedCheck:
    poll = result.poll
    is_good = poll.outcome == PollOutcome.READ.value
    return FeedCheck(
        url=poll.feed_url,
        status=poll.http_status,
        is_good=is_good,
        format=result.format,
        entries=len(result.entries),
        newest=max((e.published_at for e in result.entries if e.published_at), default=None),
        problems=(*_problems(result), *(f'list instead: url = "{url}"' for url in found)),
        reason=None if is_good or not result.rejections else result.rejections[0].reason,
    )


def _problems(result: PollResult) -> list[str]:
    poll, entries = result.poll, result.entries
    problems = list(result.problems)
    if poll.error:
        problems.append(poll.error)
    else:
        problems += _left_out(result.rejections)
    if poll.moved_to:
        problems.append(f"moved for good to {poll.moved_to}; list that address")
    if poll.outcome != PollOutcome.READ.value:
        return problems
    if not poll.entries:
        problems.append("no entries")
    undated = sum(entry.published_at is None for entry in entries)
    if undated:
        problems.append(f"{undated} entries without a usable date")
    linkless = sum(not entry.url for entry in entries)
    if linkless:
        problems.append(f"{linkless} entries without a link")
    return problems


_LEFT_OUT: dict[str, str] = {
    Reason.NO_LINK: "{} entries lead nowhere: {}",
    Reason.REPEATED_ENTRY: "{} entries repeat another one in other words: {}",
    Reason.TOO_MANY_ENTRIES: "{1}",
}


def _left_out(rejections: Iterable[Rejection]) -> list[str]:
    details: dict[str, list[str]] = {}
    for rejection in rejections:
        details.setdefault(rejection.reason, []).append(rejection.detail or "")
    return [_LEFT_OUT[reason].format(len(same), same[0]) for reason, same in details.items()]

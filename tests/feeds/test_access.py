"""Names, passwords and headers of feeds: sent to the feed's origin, and nowhere else."""

import asyncio
import base64
from pathlib import Path

import pytest

from claimwire.feeds.access import AccessError, access_headers
from claimwire.feeds.check import check_feeds
from claimwire.feeds.feed_list import read_feed_list
from claimwire.feeds.poll import PollRequest, poll_feed
from claimwire.schemas.flow import Access, Feed, Tick
from claimwire.user_files.toml_file import UserFileError
from tests.fakes.web import FakeWeb, answer
from tests.feeds.conftest import NOW

TICK = Tick(NOW, "run1")
URL = "https://news.example/feed"
BASIC = "Basic " + base64.b64encode(b"reader:secret-word").decode()


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        (None, {}),
        (Access(username="a", password_env="PASSWORD"), {"Authorization": basic("a", "p:w")}),
        (Access("a", password_file="{tmp}/password"), {"Authorization": basic("a", "word")}),
        (Access(username="a", password="b"), {"Authorization": basic("a", "b")}),
        (
            Access(headers_env="HEADERS"),
            {"Cookie": "session=1; a=b", "User-Agent": "reader/1 (+https://a.example)"},
        ),
        (Access(headers_file="{tmp}/headers"), {"X-Key": "k"}),
    ],
)  # fmt: skip
def test_headers_come_from_where_the_list_says(
    access: Access | None, expected: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("word\n")
    (tmp_path / "headers").write_text("# of the reader\n\nX-Key:  k\n")
    environment = {
        "PASSWORD": "p:w",
        "HEADERS": "Cookie: session=1; a=b\nUser-Agent: reader/1 (+https://a.example)",
    }
    if access is not None:
        changed = {
            name: value.replace("{tmp}", str(tmp_path)) if value else value
            for name, value in vars(access).items()
        }
        access = Access(**changed)
    assert access_headers(access, environment) == expected


@pytest.mark.parametrize(
    ("access", "says"),
    [
        (Access(password_env="NOWHERE"), "NOWHERE is not set"),
        (Access(password_file="/nowhere/at/all"), "/nowhere/at/all cannot be read"),
        (Access(headers_env="HEADERS"), "HEADERS, line 2: not a header"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_quoted(access: Access, says: str) -> None:
    with pytest.raises(AccessError, match=says) as caught:
        access_headers(access, {"HEADERS": "A: b\nsecret-word"})
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize(
    "document",
    [
        '[[feed]]\nurl = "https://reader:secret-word@news.example/feed"\n',
        '<opml><body><outline xmlUrl="https://reader:secret-word@news.example/feed"/></body></opml>',
    ],
)
def test_a_password_in_an_address_is_sent_and_part_of_nothing_else(
    document: str, caplog: pytest.LogCaptureFixture
) -> None:
    (feed,) = read_feed_list(document.encode(), "feeds")
    link = "https://reader:secret-word@news.example/a"
    body = f"<rss version='2.0'><channel><item><title>A</title><link>{link}</link><guid>{link}</guid></item></channel></rss>"  # noqa: E501
    web = FakeWeb({URL: answer(URL, body)})
    result = asyncio.run(poll_feed(web.fetch, PollRequest(feed, None, TICK), NOW - NOW))
    assert web.requests[0].headers["Authorization"] == BASIC
    assert result.entries[0].url == "https://news.example/a"
    (check,) = check_feeds(FakeWeb({}), [feed], TICK)
    assert "secret" not in repr((feed, result, check)) + caplog.text
    assert result.entries[0].feed.access is None


@pytest.mark.parametrize(
    "url",
    [
        "https://reader:secret-word@",
        "https://reader:secret-word@news exa/",
        "https://reader:secret/word@news.example/",
        "ftp://reader:secret-word@news.example/",
    ],
)
def test_a_wrong_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UserFileError) as caught:
        read_feed_list(f'[[feed]]\nurl = "{url}"\n'.encode(), "feeds")
    assert "secret" not in str(caught.value)


def test_a_feed_whose_password_is_missing_fails_alone() -> None:
    feed = Feed(URL, access=Access(username="a", password_env="CLAIMWIRE_TEST_NOWHERE"))
    web = FakeWeb({URL: answer(URL)})
    result = asyncio.run(poll_feed(web.fetch, PollRequest(feed, None, TICK), NOW - NOW))
    assert web.requests == []
    assert [each.reason for each in result.rejections] == ["no_credentials"]

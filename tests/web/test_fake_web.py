import pickle
from datetime import timedelta

import pytest

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, Fetch, FetchError
from tests.fakes.web import FakeWeb, answer

URL = "https://example.org/a"


async def fetch_once(fetch: Fetch, url: str) -> Answer:
    return await fetch(url, max_bytes=10, headers={"If-None-Match": '"x"'})


def test_answers_in_sequence_and_repeats_the_last() -> None:
    web = FakeWeb({URL: [answer(URL, "one"), answer(URL, "two")]})
    assert [got.body for got in web.each(fetch_once, [URL] * 3)] == [b"one", b"two", b"two"]
    assert web.asked() == [URL] * 3
    assert web.requests[0].headers == {"If-None-Match": '"x"'}


def test_what_a_pickled_copy_was_asked_is_seen_in_the_original() -> None:
    error = FetchError(Reason.DNS, "gone", retryable=True, retry_after=timedelta(seconds=3))
    web = FakeWeb({URL: error})
    copy = pickle.loads(pickle.dumps(web))
    with pytest.raises(FetchError, match="gone") as raised:
        list(copy.each(fetch_once, [URL]))
    assert raised.value.retry_after == timedelta(seconds=3)
    assert web.asked() == [URL]


def test_an_unknown_url_is_answered_404_and_a_large_body_is_refused() -> None:
    web = FakeWeb({URL: answer(URL, "12345678901")})
    assert [got.status for got in web.each(fetch_once, ["https://example.org/none"])] == [404]
    with pytest.raises(FetchError) as raised:
        list(web.each(fetch_once, [URL]))
    assert raised.value.reason is Reason.TOO_LARGE

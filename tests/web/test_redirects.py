import asyncio
from collections.abc import Mapping

import pytest

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from claimwire.web.redirects import Hop, follow

A, B, C, D = (f"https://{name}.example/" for name in "abcd")


def walk(
    hops: dict[str, Hop | FetchError],
    headers: Mapping[str, str] | None = None,
    max_redirects: int = 5,
    start: str = A,
) -> tuple[Answer, list[tuple[str, Mapping[str, str]]]]:
    asked = []

    async def get(url: str, sent: Mapping[str, str]) -> Hop:
        asked.append((url, dict(sent)))
        hop = hops[url]
        if isinstance(hop, FetchError):
            raise hop
        return hop

    return asyncio.run(follow(get, start, headers or {}, max_redirects)), asked


def to(status: int, location: str | None) -> Hop:
    return Hop(status, {}, b"", location)


OK = Hop(200, {"etag": "x"}, b"body")


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ([], None),
        ([301], B),
        ([308], B),
        ([302], None),
        ([301, 308], C),
        ([301, 302], B),
        ([302, 301], None),
        ([301, 302, 301], B),
        ([303, 307, 302], None),
    ],
)
def test_moved_to_is_where_permanent_redirects_alone_lead(statuses, moved_to) -> None:
    places = [A, B, C, D]
    hops = {places[i]: to(status, places[i + 1]) for i, status in enumerate(statuses)}
    last = places[len(statuses)]
    answer, _ = walk({**hops, last: OK})
    assert answer == Answer(A, last, 200, {"etag": "x"}, b"body", moved_to)


def test_a_cookie_that_is_set_on_the_way_is_sent_back() -> None:
    asked: list[str | None] = []

    async def get(url: str, sent: Mapping[str, str]) -> Hop:
        cookie = sent.get("Cookie")
        asked.append(cookie)
        if cookie and "seen=1" in cookie:
            return OK
        return Hop(302, {}, b"", A, cookies=("seen=1; Path=/; HttpOnly",))

    answer = asyncio.run(follow(get, A, {"Cookie": "own=2"}, 5))
    assert (answer.status, answer.final_url) == (200, A)
    assert asked == ["own=2", "own=2; seen=1"]


def test_a_cookie_stays_with_its_host() -> None:
    hops = {A: Hop(302, {}, b"", B, cookies=("secret=1; Path=/",)), B: OK}
    _, asked = walk(hops)
    assert asked == [(A, {}), (B, {})]


def test_the_same_cookie_again_is_a_circle() -> None:
    hops = {A: Hop(302, {}, b"", A, cookies=("seen=1",))}
    with pytest.raises(FetchError, match="circle"):
        walk(hops)


def test_the_url_asked_for_stays_as_written() -> None:
    answer, asked = walk({A: OK}, start="HTTPS://A.example#f")
    assert (answer.url, answer.final_url) == ("HTTPS://A.example#f", A)
    assert asked[0][0] == A


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/x y?q=é#f", A + "x%20y?q=%C3%A9"),
        ("?q", A + "?q"),
        ("//b.example", B),
        ("HTTP://b.example:80/", "http://b.example/"),
        (" /x ", A + "x"),
    ],
)
def test_locations_are_resolved(location: str, target: str) -> None:
    answer, _ = walk({A: to(302, location), target: OK})
    assert answer.final_url == target


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://b.example/", "http://", "//a..b"]
)
def test_locations_that_cannot_be_fetched(location: str) -> None:
    with pytest.raises(FetchError, match="redirects to") as raised:
        walk({A: to(301, location)})
    assert raised.value.reason is Reason.BAD_URL


@pytest.mark.parametrize("hop", [to(301, None), to(302, ""), to(300, B), to(304, B), to(200, B)])
def test_what_is_no_redirect_is_an_answer(hop: Hop) -> None:
    answer, _ = walk({A: hop})
    assert (answer.status, answer.final_url, answer.moved_to) == (hop.status, A, None)


@pytest.mark.parametrize("target", [A, B, A + "#again"])
def test_circles_end_at_once(target: str) -> None:
    hops = {A: to(302, B), B: to(302, target)}
    with pytest.raises(FetchError, match="circle") as raised:
        walk(hops, max_redirects=1000)
    assert raised.value.reason is Reason.TOO_MANY_REDIRECTS


def test_the_cap_counts_redirects() -> None:
    hops = {f"{A}{i}": to(302, f"/{i + 1}") for i in range(5)} | {A + "5": OK}
    assert walk(hops, max_redirects=5, start=A + "0")[0].final_url == A + "5"
    with pytest.raises(FetchError, match="more than 4 redirects") as raised:
        walk(hops, max_redirects=4, start=A + "0")
    assert raised.value.reason is Reason.TOO_MANY_REDIRECTS
    with pytest.raises(FetchError, match="more than 0 redirects"):
        walk(hops, max_redirects=0, start=A + "0")


def test_credentials_stay_with_their_host_and_validators_travel() -> None:
    headers = {"Authorization": "x", "cookie": "y", "If-None-Match": "z"}
    _, asked = walk(
        {A: to(302, "/1"), A + "1": to(302, B), B: to(302, A + "2"), A + "2": OK}, headers
    )
    assert [sent for _, sent in asked] == [
        headers,
        headers,
        {"If-None-Match": "z"},
        {"If-None-Match": "z"},
    ]


def test_credentials_do_not_go_from_https_to_http() -> None:
    _, asked = walk(
        {A: to(302, "http://a.example/"), "http://a.example/": OK}, {"Authorization": "x"}
    )
    assert asked[1][1] == {}


def test_an_error_after_a_redirect_says_where() -> None:
    lost = FetchError(Reason.DNS, "name not resolved", retryable=True)
    with pytest.raises(FetchError) as raised:
        walk({A: to(301, B), B: lost})
    assert raised.value.detail == f"redirected to {B}: name not resolved"
    assert (raised.value.reason, raised.value.retryable) == (Reason.DNS, True)
    with pytest.raises(FetchError) as raised:
        walk({A: lost})
    assert raised.value is lost


def test_a_bad_first_url() -> None:
    with pytest.raises(FetchError) as raised:
        walk({}, start="ftp://a.example/")
    assert raised.value.reason is Reason.BAD_URL


def test_private_headers_end_at_another_origin() -> None:
    hops = {A: to(302, A + "b"), A + "b": to(302, B), B: to(302, A + "c"), A + "c": OK}
    asked: list[tuple[str, dict[str, str]]] = []

    async def get(url: str, sent: Mapping[str, str]) -> Hop:
        asked.append((url, dict(sent)))
        return hops[url]

    asyncio.run(follow(get, A, {"Accept": "x"}, 5, {"X-Key": "k"}))
    assert [sent.get("X-Key") for _, sent in asked] == ["k", "k", None, None]
    assert {sent["Accept"] for _, sent in asked} == {"x"}


def test_names_and_passwords_in_redirects_are_not_kept() -> None:
    hops = {A: to(301, "https://me:secret@b.example/"), B: OK}
    answer, asked = walk(hops)
    assert answer.moved_to == answer.final_url == asked[1][0] == B

"""Proxies and certificates of the environment."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claimwire.errors import UsageError
from claimwire.schemas.rejections import Reason
from claimwire.web.environment import Proxies, certificates

PROXY = "http://proxy.example:3128"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("variables", "url", "proxy"),
    [
        ({}, "https://news.example/a", None),
        ({"HTTPS_PROXY": PROXY}, "https://news.example/a", PROXY),
        ({"HTTPS_PROXY": PROXY}, "http://news.example/a", None),
        ({"HTTP_PROXY": PROXY}, "http://news.example/a", PROXY),
        ({"ALL_PROXY": PROXY}, "https://news.example/a", PROXY),
        ({"https_proxy": "proxy.example:3128"}, "https://news.example/a", PROXY),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "news.example"}, "https://news.example/a", None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": ".example"}, "https://news.example/a", None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "*"}, "https://news.example/a", None),
        ({"HTTP_PROXY": PROXY}, "http://127.0.2.1:9670/a", None),
        ({"HTTP_PROXY": PROXY}, "http://localhost/a", None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "other.example"}, "https://news.example/a", PROXY),
    ],
)
def test_the_proxy_of_an_address(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], url: str, proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Proxies().of(url) == proxy


def test_a_proxy_that_cannot_be_used_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://me:secret@proxy.example:1080")
    with pytest.raises(UsageError, match=r"HTTPS_PROXY is socks5://proxy.example") as caught:
        Proxies()
    assert "secret" not in str(caught.value)


def test_requests_go_through_the_proxy(
    site, http, fetch, loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.play("http://news.invalid/a", http(200, b"by proxy"))
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    assert fetch("http://news.invalid/a").body == b"by proxy"
    # Names that only the proxy knows are left to it, also where private addresses are refused.
    strict = replace(loopback, allow_private_addresses=False)
    assert fetch("http://news.invalid/a", strict).body == b"by proxy"


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.1.2.3", "localhost"])
def test_private_addresses_are_refused_also_through_a_proxy(
    site, failure: Callable[..., object], loopback, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    strict = replace(loopback, allow_private_addresses=False)
    error = failure(f"http://{host}/a", strict)
    assert error.reason is Reason.PRIVATE_ADDRESS
    assert site.requests == []


def test_certificates(tmp_path: Path) -> None:
    assert certificates({}) is None
    missing = tmp_path / "none.pem"
    with pytest.raises(UsageError, match="REQUESTS_CA_BUNDLE"):
        certificates({"REQUESTS_CA_BUNDLE": str(missing)})
    assert certificates({"REQUESTS_CA_BUNDLE": str(tmp_path)}) is not None

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import claimwire.web.urls as urls_module
from claimwire.web.urls import (
    MAX_LENGTH,
    BadUrl,
    absolute,
    canonical_url,
    origin,
    registrable_domain,
    request_url,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.ORG", "https://example.org/"),
        ("http://example.org:80/a", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        # One port serves one scheme.
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("https://127.0.0.1:8000/a", "https://127.0.0.1:8000/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("http://[::0:1]/a", "https://[::1]/a"),
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("  https://example.org/\na\t ", "https://example.org/a"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://straße.example/é", "https://xn--strae-oqa.example/%C3%A9"),
        ("https://example.org/%7Ea%2fb/%e9", "https://example.org/~a%2Fb/%E9"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://example.org/a/.", "https://example.org/a"),
        ("https://example.org/a/b/..", "https://example.org/a"),
        ("https://example.org/a/%2E%2e/b/", "https://example.org/b"),
        ("https://example.org/?b=2&a=1&b=1", "https://example.org/?a=1&b=1&b=2"),
        ("https://example.org/?utm_source=rss&id=7&UTM_Medium=x", "https://example.org/?id=7"),
        ("https://example.org/?fbclid=x", "https://example.org/"),
        ("https://example.org/?at_medium=RSS&at_campaign=KARANGA", "https://example.org/"),
        ("https://example.org/?utm%5Fsource=rss", "https://example.org/"),
        ("https://www.dw.com/en/a?maca=en-rss", "https://dw.com/en/a"),
        ("https://example.org/a?maca=en-rss", "https://example.org/a?maca=en-rss"),
        # What may select content stays.
        (
            "https://example.org/?cid=1&id=2&ref=3&source=4&uid=5",
            "https://example.org/?cid=1&id=2&ref=3&source=4&uid=5",
        ),
        ("https://example.org/?at_id=1&utm=2", "https://example.org/?at_id=1&utm=2"),
        ("https://www.example.org//a//B/", "https://example.org/a/B"),
        ("https://example.org/#!/a b", "https://example.org/#!/a%20b"),
        ("https://example.org\\@evil.example/", "https://example.org/@evil.example"),
    ],
)
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


BAD = [
    "",
    "example.org/a",
    "//example.org/a",
    "/a",
    "mailto:a@example.org",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://example.org/",
    "urn:claimwire:1",
    "http://",
    "http:///a",
    "https:example.org",
    "https://exa mple.org/",
    "https://%65xample.org/",
    "https://a..b/",
    "https://.a.org/",
    "https://" + "a" * 64 + ".org/",
    "https://" + "a." * 130 + "org/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://example.org:x/",
    "http://[::1",
    "http://[nonsense]/",
    "https://a\u200bb.org/",
    # Spellings of 127.0.0.1 that resolvers take.
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0x7f.0.0.0x1/",
    "http://0/",
    "https://a\x00b.org/",
    "https://example.org/" + "a" * MAX_LENGTH,
    "https://example.org/" + "é" * 400,
]


@pytest.mark.parametrize("url", BAD)
def test_bad_urls(url: str) -> None:
    with pytest.raises(BadUrl):
        canonical_url(url)
    with pytest.raises(BadUrl):
        request_url(url)


def test_the_error_names_url_and_cause_briefly() -> None:
    with pytest.raises(BadUrl, match=r"'ftp://example\.org/': not an http or https address"):
        canonical_url("ftp://example.org/")
    with pytest.raises(BadUrl) as raised:
        canonical_url("https://example.org/" + "a" * 100_000)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("c?d", "https://example.org/a/c?d"),
        ("\n /c \t", "https://example.org/c"),
        ("//other.example/c", "https://other.example/c"),
        ("?d", "https://example.org/a/b?d"),
        ("http://other.example/ä?utm_source=x#f", "http://other.example/ä?utm_source=x#f"),
    ],
)
def test_absolute(link: str, expected: str) -> None:
    assert absolute("https://example.org/a/b", link) == expected


@pytest.mark.parametrize("link", ["javascript:1", "mailto:a@b.org", "http://[::1", "http:c"])
def test_absolute_refuses_what_cannot_be_fetched(link: str) -> None:
    with pytest.raises(BadUrl):
        absolute("https://example.org/a/b", link)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.org/ä b?q=ü#f", "https://example.org/%C3%A4%20b?q=%C3%BC"),
        ("https://example.org/%7ea?b=%2F&a=1", "https://example.org/%7ea?b=%2F&a=1"),
        ("https://example.org?12345", "https://example.org/?12345"),
        ("http://example.org:80", "http://example.org/"),
        ("https://me:secret@example.org/", "https://me:secret@example.org/"),
    ],
)
def test_request_url(url: str, expected: str) -> None:
    assert request_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("http://EXAMPLE.org:8080/", "example.org"),
        ("https://someone.github.io/", "someone.github.io"),
        ("https://www.straße.de/", "xn--strae-oqa.de"),
        ("http://127.0.0.1:8001/", "127.0.0.1:8001"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:8001/", "[::1]:8001"),
        ("http://localhost:8001/", "localhost:8001"),
        ("https://localhost/", "localhost"),
        ("https://co.uk/", "co.uk"),
    ],
)
def test_registrable_domain(url: str, expected: str) -> None:
    assert registrable_domain(url) == expected


def test_origin() -> None:
    assert origin("http://me@Example.org:80/a") == "http://example.org"
    assert origin("https://[::1]:8443/a") == "https://[::1]:8443"


def test_tracking_data_is_well_formed_and_spares_names_that_select_content() -> None:
    path = Path(urls_module.__file__).with_name("tracking.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data) == {"names", "prefixes", "sites", "values"}
    sites = [name for names in data["sites"].values() for name in names]
    for name in [*data["names"], *data["prefixes"], *data["values"], *sites]:
        assert name == name.lower().strip() != ""
    assert len(data["names"]) == len(set(data["names"]))
    assert all(len(prefix) >= 3 for prefix in data["prefixes"])
    for site in data["sites"]:
        assert registrable_domain(f"https://www.{site}/") == site
    for name in ["id", "source", "ref", "cid", "uid", "campaign", "session", "medium", "q", "p"]:
        assert name not in data["names"]
        assert not name.startswith(tuple(data["prefixes"]))


def test_data_of_renderings_is_well_formed() -> None:
    path = Path(urls_module.__file__).with_name("renderings.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = ("labels", "first_segments", "inner_segments", "last_segments", "suffixes", "sessions")
    assert set(data) == {*lists, "replaced", "parameters"}
    for name in [*(each for key in lists for each in data[key]), *data["replaced"]]:
        assert name == name.lower().strip() != ""
    for pattern in data["parameters"].values():
        re.compile(pattern)


hosts = st.sampled_from(["example.org", "www.Example.co.uk", "127.0.0.1:8000", "[::1]", "ß.de"])
words = st.text(st.characters(exclude_characters="#?&", exclude_categories=["Cs"]), max_size=8)
pairs = st.lists(st.tuples(words.map(lambda word: "k" + word), words), max_size=5)


def _url(host: str, path: str, query: list[tuple[str, str]], fragment: str = "") -> str:
    text = "&".join(f"{name}={value}" for name, value in query)
    return f"https://{host}/{path}?{text}#{fragment}"


@settings(max_examples=150)
@given(hosts, words, pairs, st.randoms(use_true_random=False), words)
def test_noise_does_not_change_the_key(host, path, query, random, fragment) -> None:
    fragment = fragment.replace("/", "").replace("!", "")
    noisy = [*query, ("utm_source", "rss"), ("fbclid", "x")]
    random.shuffle(noisy)
    plain = canonical_url(_url(host, path, query))
    assert canonical_url(_url(host, path, noisy, fragment)) == plain
    assert canonical_url(plain) == plain


@settings(max_examples=300)
@given(
    st.text(max_size=60)
    | st.text(max_size=60).map("http://".__add__)
    | st.text(max_size=60).map("https://example.org/".__add__)
    | st.text("/\\?#@:[]%&=;.~+ aZ0\u00e9\ud800", max_size=40).map("https://a.org".__add__)
)
@example("http://a/b/.")
@example("http://a/b/;")
@example("http://a/b/.;")
@example("http://a/b;jsessionid=1/amp")
@example("http://a/#/?")
def test_any_text_gives_a_stable_key_or_bad_url(text: str) -> None:
    try:
        key = canonical_url(text)
    except BadUrl:
        return
    assert key.isascii()
    assert canonical_url(key) == key
    # The fragment that a script resolves is not sent.
    assert canonical_url(request_url(text)) == key.partition("#")[0]
    assert registrable_domain(key) == registrable_domain(text)

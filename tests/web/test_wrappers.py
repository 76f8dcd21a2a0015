import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimwire.web.wrappers as module
from claimwire.web.wrappers import unwrapped

PAGE = "https://gazette.example/dam?id=1"


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.google.com/url?q=https://gazette.example/dam?id%3D1&sa=U", PAGE),
        ("https://www.google.com/url?sa=t&q=port&url=https://gazette.example/dam?id%3D1", PAGE),
        ("https://www.google.com/amp/gazette.example/dam?id=1", PAGE),
        ("https://gazette-example.cdn.ampproject.org/c/gazette.example/dam?id=1", PAGE),
        ("https://www.bing.com/ck/a?!&&p=x&u=a1aHR0cHM6Ly9nYXpldHRlLmV4YW1wbGUvZGFtP2lkPTE", PAGE),
        ("http://out.reddit.com/t3_x?url=https%3A%2F%2Fgazette.example%2Fdam%3Fid%3D1", PAGE),
    ],
)  # fmt: skip
def test_the_page_is_read_from_the_address(url: str, page: str) -> None:
    assert unwrapped(url) == page


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://www.google.com/search?q=https://gazette.example/",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url",
        "https://www.bing.com/ck/a?u=a1!!!",
        "https://cdn.ampproject.org/c/nothing",
        "https://gazette.example/story?url=https://other.example/",
        "https://[",
        "",
    ],
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert unwrapped(url) == url


def test_layers_are_taken_off_one_by_one_and_not_for_ever() -> None:
    url = PAGE
    for _ in range(3):
        url = f"https://www.google.com/amp/s/{url.removeprefix('https://')}"
    assert unwrapped(url) == PAGE
    for _ in range(20):
        url = f"https://www.google.com/amp/s/{url.removeprefix('https://')}"
    assert unwrapped(url) != url


@given(st.text(max_size=80) | st.text(max_size=60).map("https://www.google.com/url?url=".__add__))
def test_no_text_raises(url: str) -> None:
    assert isinstance(unwrapped(url), str)


def test_the_data_is_well_formed() -> None:
    path = Path(module.__file__).with_name("wrappers.toml")
    for each in tomllib.loads(path.read_text(encoding="utf-8"))["wrapper"]:
        assert each.keys() <= {"host", "path", "parameters", "rest", "encoding"}
        assert ("parameters" in each) != ("rest" in each)
        re.compile(each["host"])
        assert re.compile(each.get("path", ".*")).groups >= each.get("rest", 0)

"""Addresses that are one article, and addresses that are two."""

import contextlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.web.urls import BadUrl, canonical_url

CASES = tomllib.loads((Path(__file__).parent / "cases" / "pairs.toml").read_text("utf-8"))


def pairs(group: str) -> list[tuple[str, str]]:
    return [tuple(pair) for kind in CASES[group] for pair in kind["pairs"]]


@pytest.mark.parametrize(("one", "other"), pairs("same"))
def test_one_article_has_one_canonical_url(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)
    assert canonical_url(canonical_url(other)) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), pairs("different"))
def test_two_articles_have_two_canonical_urls(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "piece",
    ["/amp", ";utm_source=a", "&jsessionid=1", "/(S(a))", "//", ".amp", "?utm_a=1", "/amp/a"],
)
def test_work_grows_with_the_address_and_no_faster(
    lines_run: Callable[..., int], piece: str
) -> None:
    def read(url: str) -> None:
        with contextlib.suppress(BadUrl):
            canonical_url(url)

    once, twice = (lines_run(read, "https://a.example/b" + piece * n) for n in (300, 600))
    assert twice < 2.2 * once + 1000

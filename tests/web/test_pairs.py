"""Addresses that are one article, and addresses that are two."""

import tomllib
from pathlib import Path

import pytest

from claimwire.web.urls import canonical_url

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

"""Identifiers are the same everywhere and for ever."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.schemas.keys import bucket_of, stable_id


def test_one_part_is_hashed_as_it_is() -> None:
    url = "https://example.org/a"
    assert stable_id(url) == hashlib.sha256(url.encode()).hexdigest()[:32]


def test_parts_do_not_run_together() -> None:
    assert stable_id("ab", "c") != stable_id("a", "bc")


def test_an_identifier_written_down_once_stays() -> None:
    assert stable_id("https://example.org/") == "8198d1bac40a1033653a78e48800cefc"


@given(st.text(), st.integers(min_value=1, max_value=1000))
def test_buckets_are_in_range_and_repeatable(key: str, buckets: int) -> None:
    assert 0 <= bucket_of(key, buckets) < buckets
    assert bucket_of(key, buckets) == bucket_of(key, buckets)


def test_lone_surrogates_have_an_identifier() -> None:
    assert len(stable_id("\ud800")) == 32


def test_no_buckets_is_an_error() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        bucket_of("key", 0)

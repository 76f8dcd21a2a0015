from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.formats.parsed_feed import RawEntry
from claimwire.feeds.identity import URN, identify, is_unresolvable
from claimwire.schemas.keys import stable_id

FEED = "https://news.example/feed"
BARE = RawEntry(
    link=None,
    guid=None,
    title=None,
    authors=(),
    dates=(),
    content="",
    content_is_html=True,
)
LINK = "https://news.example/story"


def test_a_link_is_the_identity_whatever_guid_title_and_feed_say() -> None:
    one = identify(replace(BARE, link=LINK, guid="1", title="A"), FEED)
    other = identify(replace(BARE, link=LINK, guid="2", title="B"), "https://other.example/")
    assert one is not None
    assert one == other
    assert (one.url, one.canonical_url, one.article_id) == (LINK, LINK, stable_id(LINK))


def test_the_link_as_written_is_kept_beside_its_key() -> None:
    written = "http://NEWS.example/story?utm_source=rss#top"
    found = identify(replace(BARE, link=written), FEED)
    assert found is not None
    assert (found.url, found.canonical_url) == (written, LINK)


def test_without_a_link_the_guid_counts_within_its_feed() -> None:
    entry = replace(BARE, guid="tag:1", title="A", content="words")
    found = identify(entry, FEED)
    assert found is not None
    assert found.url == ""
    assert found.canonical_url.startswith(URN)
    assert found.article_id == stable_id(found.canonical_url)
    assert identify(replace(entry, title="B", content="changed"), FEED) == found
    assert identify(replace(entry, guid="tag:2"), FEED) != found
    assert identify(entry, "https://other.example/feed") != found


def test_without_link_and_guid_the_content_counts() -> None:
    entry = replace(BARE, title="A", content="words")
    found = identify(entry, FEED)
    assert found is not None
    assert found.canonical_url.startswith(URN)
    assert identify(entry, FEED) == found
    others = [
        identify(replace(entry, title="B"), FEED),
        identify(replace(entry, content="others"), FEED),
        identify(replace(entry, title=None), FEED),
        identify(entry, "https://other.example/feed"),
        identify(replace(BARE, guid="words"), FEED),
    ]
    assert None not in others
    assert len({found, *others}) == 6


@pytest.mark.parametrize(
    "link", ["https://", "mailto:a@b.example", "https://a.example/" + "x" * 3000]
)
def test_an_unusable_link_counts_for_nothing(link: str) -> None:
    entry = replace(BARE, guid="tag:1")
    assert identify(replace(entry, link=link), FEED) == identify(entry, FEED)


@pytest.mark.parametrize("content", ["", " \n\t"])
def test_nothing_has_no_identity(content: str) -> None:
    assert identify(replace(BARE, content=content), FEED) is None


@settings(max_examples=100)
@given(
    link=st.none()
    | st.text(max_size=30)
    | st.text(max_size=20).map("https://news.example/".__add__),
    guid=st.none() | st.text(max_size=10),
    title=st.none() | st.text(max_size=10),
    content=st.text(max_size=10),
)
def test_any_entry_has_one_identity_or_none(
    link: str | None, guid: str | None, title: str | None, content: str
) -> None:
    entry = replace(BARE, link=link, guid=guid, title=title, content=content)
    found = identify(entry, FEED)
    assert found == identify(entry, FEED)
    if found is not None:
        assert found.article_id == stable_id(found.canonical_url)
        assert found.canonical_url.startswith((URN, "http"))
        assert (found.url == "") == found.canonical_url.startswith(URN)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.google.com/rss/articles/CBMiX?oc=5", True),
        ("https://news.google.com/articles/CBMiX", True),
        ("https://news.google.com/read/CBMiX", True),
        ("https://news.google.com/topstories", False),
        ("https://news.example/articles/1", False),
        ("https://news.google.com.example/articles/1", False),
        ("", False),
    ],
)
def test_links_of_the_aggregator_are_told_from_others(url: str, expected: bool) -> None:
    assert is_unresolvable(url) is expected

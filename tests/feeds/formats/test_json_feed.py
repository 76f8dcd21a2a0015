import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.formats.json_feed import looks_like_json, parse_json_feed
from claimwire.feeds.formats.parsed_feed import (
    MAX_FIELD,
    MAX_SIBLINGS,
    NotAFeed,
    ParsedFeed,
    RawEntry,
)

URL = "https://news.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def parse(*items: Any, **feed: Any) -> ParsedFeed:
    return parse_json_feed(json.dumps({"version": VERSION, "items": items, **feed}), URL)


def only(**item: Any) -> RawEntry:
    (entry,) = parse(item).entries
    return entry


def test_a_whole_feed() -> None:
    item = {
        "id": "7",
        "url": "/a/7",
        "title": " Talks\nresume ",
        "authors": [{"name": "A"}, {"name": "B"}, {"name": "A"}, {"url": "x"}],
        "date_published": "2024-05-01T10:00:00Z",
        "date_modified": "2024-05-02T10:00:00Z",
        "content_html": "<p>Text</p>",
        "content_text": "Text",
        "summary": "S",
    }
    assert parse(item, title="World") == ParsedFeed(
        title="World",
        format="json11",
        entries=(
            RawEntry(
                link="https://news.example/a/7",
                guid="7",
                title="Talks resume",
                authors=("A", "B"),
                dates=("2024-05-01T10:00:00Z", "2024-05-02T10:00:00Z"),
                content="<p>Text</p>",
                content_is_html=True,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("https://jsonfeed.org/version/1", "json10"),
        ("http://jsonfeed.org/version/1.1/", "json11"),
        ("https://www.jsonfeed.org/version/1.1", "json11"),
        ("HTTPS://JSONFEED.ORG/VERSION/1", "json10"),
        ("https://jsonfeed.org/version/1.0", "json10"),
    ],
)
def test_versions(version: str, kind: str) -> None:
    assert parse(version=version).format == kind


def test_author_of_version_1() -> None:
    assert only(author={"name": "A"}).authors == ("A",)


def test_second_choices() -> None:
    assert only(external_url="https://b.example/1").link == "https://b.example/1"
    assert only(date_modified="2024").dates == ("2024",)
    assert only(content_text="a <b>").content == "a <b>"
    assert not only(content_text="a <b>").content_is_html
    assert only(content_html=" ", summary="S").content == "S"


@pytest.mark.parametrize(("value", "guid"), [(7, "7"), (1.5, "1.5"), (True, None), (" ", None)])
def test_identifiers_that_are_no_strings(value: Any, guid: str | None) -> None:
    assert only(id=value).guid == guid


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "", 7, None, ["x"]])
def test_links_that_lead_nowhere(url: Any) -> None:
    assert only(url=url).link is None


def test_an_identifier_that_is_an_address_is_the_link() -> None:
    assert only(id="https://news.example/a").link == "https://news.example/a"
    assert only(id="tag:a").link is None
    assert only(id="https://news.example/a", url="/b").link == "https://news.example/b"


def test_a_bad_item_does_not_cost_the_others() -> None:
    items = ["x", None, {"id": "1", "title": 3, "authors": "A", "content_html": []}, {"id": "2"}]
    assert [entry.guid for entry in parse(*items).entries] == ["1", "2"]


def test_caps() -> None:
    feed = parse(*({"id": str(n)} for n in range(2_001)))
    assert (len(feed.entries), feed.entries[-1].guid) == (2_000, "2000")
    assert feed.left_out == 1
    entry = only(
        id="x" * 9_999, title="x" * 9_999, authors=[{"name": str(n)} for n in range(999)],
        content_text="x" * 9_999,
    )  # fmt: skip
    assert len(entry.guid or "") == len(entry.title or "") == MAX_FIELD
    assert len(entry.authors) == MAX_SIBLINGS
    assert len(entry.content) == 9_999


def test_half_a_surrogate_pair_can_be_written_as_utf8() -> None:
    entry = only(id="a\ud800", title="b\ud800", content_text="c\udfff")
    assert (entry.guid, entry.title, entry.content) == ("a?", "b?", "c?")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "malformed"),
        ('{"a":' * 100_000, "malformed"),
        ('{"a":' + "1" * 100_000 + "}", "malformed"),
        ("[]", "not a JSON Feed"),
        ("3", "not a JSON Feed"),
        ("{}", "not a JSON Feed"),
        ('{"version": 1, "items": []}', "not a JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/2", "items": []}', "not a JSON Feed"),
        (json.dumps({"version": VERSION, "items": {}}), "not a JSON Feed"),
        (json.dumps({"version": VERSION}), "not a JSON Feed"),
    ],
)
def test_what_is_no_json_feed(text: str, says: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        parse_json_feed(text, URL)


def test_looks_like_json() -> None:
    assert looks_like_json("\n {}")
    assert not looks_like_json("<rss>{")
    assert not looks_like_json("")


NAMES = ["id", "url", "title", "authors", "author", "name", "date_published", "content_html"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=10,
)


@settings(max_examples=100)
@given(st.lists(VALUES, max_size=3), VALUES)
def test_any_items_are_read(items: list[Any], title: Any) -> None:
    for entry in parse(*items, title=title).entries:
        assert entry.link is None or entry.link.startswith("http")
        assert isinstance(entry.content, str)


@settings(max_examples=100)
@given(VALUES)
def test_any_json_is_a_feed_or_not(value: Any) -> None:
    with pytest.raises(NotAFeed):
        parse_json_feed(json.dumps(value), URL)

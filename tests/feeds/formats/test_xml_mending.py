import dataclasses
import io
from typing import Any

import feedparser
import pytest
from lxml import etree

from claimwire.feeds.formats import xml_mending as module
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.feeds.formats.xml_mending import mended
from claimwire.feeds.formats.xml_text import mended_letters

URL = "https://news.example/feed.xml"
RSS = "<rss version='2.0'><channel>{}</channel></rss>"


def item(inner: str) -> bytes:
    data = mended(etree.fromstring(RSS.format(f"<item>{inner}</item>")), URL).data
    return data.partition(b"<entry>")[2].partition(b"</entry>")[0]


def test_a_feed_is_written_with_the_namespace_that_feedparser_knows() -> None:
    root = etree.fromstring("<a:feed xmlns:a='https://www.w3.org/2005/Atom/'><a:title>W</a:title></a:feed>")  # fmt: skip # noqa: E501
    assert mended(root, URL).data == b'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title></feed>'  # fmt: skip # noqa: E501


@pytest.mark.parametrize(
    ("inner", "data"),
    [
        ("<media:x xmlns:media='urn:x'/><category>no</category>", b""),
        ("<title>A &amp; B</title><title>C</title>", b"<title>A &amp; B</title>"),
        ("<link>a</link><guid>https://a.example/1</guid>", b""),
        ("<updated>2</updated><pubDate> 1\n</pubDate>", b""),
        (
            "<description>s</description><summary>longer</summary>",
            b"<content>longer</content>",
        ),
        (
            "<description>&lt;b>&lt;i>&lt;/b></description><summary>longer than that</summary>",
            b"<content>longer than that</content>",
        ),
        (
            "<description><b>s</b></description>",
            b'<content type="html">&lt;b&gt;s&lt;/b&gt;</content>',
        ),
    ],
)
def test_an_entry_is_written_with_its_texts(inner: str, data: bytes) -> None:
    assert item(inner) == data


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (
            "<link>a</link><guid>https://a.example/1</guid>",
            {"guid": "https://a.example/1", "links": ("a", "https://a.example/1")},
        ),
        ("<updated>2</updated><pubDate> 1\n</pubDate>", {"dates": ("1", "2")}),
        ("<author>a@b.example (Bo)</author>", {"authors": ("a@b.example (Bo)",)}),
        ("<guid>a&#13;&#10;b&#13;c</guid>", {"guid": "a\nb\nc"}),
        ("<link>https:///a.example//b</link>", {"links": ("https://a.example//b",)}),
    ],
)
def test_what_an_entry_tells_beside_its_texts_is_read(inner: str, told: dict[str, Any]) -> None:
    nothing = {"guid": "", "links": (), "authors": (), "dates": ()}
    (entry,) = mended(etree.fromstring(RSS.format(f"<item>{inner}</item>")), URL).entries
    found = dataclasses.asdict(entry)
    del found["texts"]
    assert found == nothing | told


@pytest.mark.parametrize("said", ["Ana", "Ü", "Ã¼ber", "it\x92s", "Ã©\x85x", "\x81", "€Ã¼", "Ã"])
def test_letters_are_mended_as_feedparser_mends_them(said: str) -> None:
    document = f"<rss version='2.0'><channel><title>{said}</title></channel></rss>"
    title = feedparser.parse(io.BytesIO(document.encode())).feed.title
    assert mended_letters(said) == title


def test_elements_are_bounded() -> None:
    links = "".join(f"<link>{n}</link>" for n in range(20))
    authors = "".join(f"<author>{n}</author>" for n in range(20))
    root = etree.fromstring(RSS.format(f"<item>{links}{authors}</item>" * 700))
    with pytest.raises(NotAFeed, match=f"{module.MAX_ELEMENTS:,} elements"):
        mended(root, URL)

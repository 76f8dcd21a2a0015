import pytest
from lxml import etree

from claimwire.feeds.formats import xml_mending as module
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.feeds.formats.xml_mending import mended

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
        (
            "<link>a</link><guid>https://a.example/1</guid>",
            (
                b'<guid isPermaLink="false">https://a.example/1</guid>'
                b'<link href="a"></link><link href="https://a.example/1"></link>'
            ),
        ),
        ("<updated>2</updated><pubDate> 1\n</pubDate>", b"<dates>1\n2</dates>"),
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
def test_an_entry_is_written_with_what_is_read(inner: str, data: bytes) -> None:
    assert item(inner) == data


def test_elements_are_bounded() -> None:
    links = "".join(f"<link>{n}</link>" for n in range(20))
    authors = "".join(f"<author>{n}</author>" for n in range(20))
    root = etree.fromstring(RSS.format(f"<item>{links}{authors}</item>" * 700))
    with pytest.raises(NotAFeed, match=f"{module.MAX_ELEMENTS:,} elements"):
        mended(root, URL)

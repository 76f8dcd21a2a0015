"""Feeds made to harm their reader, and feeds that came to harm."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed

ATOM_NS = "http://www.w3.org/2005/Atom"


def parse(document: str | bytes, content_type: str | None = None) -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    headers = {"content-type": content_type} if content_type else {}
    return parse_feed(body, headers, "https://news.example/feed.xml")


P = '<rss version="2.0"><channel>'
A = f'<feed xmlns="{ATOM_NS}"><entry>'
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]>{P}<item><title>&a9;</title>',
    "brackets": "<" * 1_000_000,
    "brackets in a feed": P + "<" * 1_000_000,
    "nulls": "\x00" * 1_000_000 + P,
    "deep": P + "<a>" * 300_000,
    "deep content": A + "<content type='xhtml'>" + "<b>" * 300_000,
    "deep description": P + "<item><description>" + "&lt;b>" * 200_000,
    "nested entries": P + "<item>" * 200_000,
    "empty entries": P + "<item/>" * 100_000,
    "elements": A + "<content type='xhtml'>" + "<b/>" * 150_000 + "</content></entry></feed>",
    "fields": P + ("<item>" + "<title/><id/><link/><pubDate/>" * 20 + "</item>") * 490,
    "author": P + "<item><author>" + "a@" * 500_000 + "</author></item>",
    "date": P + "<item><pubDate>" + "1 " * 500_000 + "</pubDate></item>",
    "title": P + "<item><title>" + "&lt;/b" * 200_000 + "</title></item>",
    "description": P + "<item><description>" + "&amp;" * 200_000 + "</description></item>",
    "base64": A + "<content type='image/png'>" + "QUJD" * 250_000 + "</content></entry></feed>",
    "attributes": P + "<item " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>",
    "links": P + "<item>" + "<link href='x'/>" * 60_000,
    "JSON": '{"items":' + "[" * 1_000_000,
}


@pytest.mark.timeout(120)  # the dearest of them takes seconds; quadratic work, far longer
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_give_a_bounded_number_of_entries(name: str) -> None:
    with contextlib.suppress(NotAFeed):
        assert len(parse(HOSTILE[name]).entries) <= 2_000


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (P, "<a>"),
        (P, "<"),
        (P, "<item>"),
        (P, "<item/>"),
        (P + "<item>", "<title/><id/><link/><pubDate/>"),
        (P + "<item>", "<link href='x'/>"),
        (P + "<item><author>", "a@"),
        (P + "<item><pubDate>", "1 "),
        (P + "<item><description>", "&lt;b>"),
        (A + "<content type='xhtml'>", "<b/>"),
        ('{"items":', "["),
    ],
)
def test_work_grows_with_the_document_and_no_faster(
    lines_run: Callable[..., int], start: str, piece: str
) -> None:
    def read(document: str) -> None:
        with contextlib.suppress(NotAFeed):
            parse(document)

    once, twice = (lines_run(read, start + piece * n) for n in (400, 800))
    assert twice < 2.2 * once + 1000


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>World</title>
<item><title>Réunion &amp; talks</title><link>https://news.example/1</link><guid>n-1</guid>
<dc:creator>Ana</dc:creator><pubDate>Tue, 14 May 2024 08:00:00 EDT</pubDate>
<content:encoded><![CDATA[<p>Text</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="{ATOM_NS}" xml:base="/b/"><title>World</title><entry><id>tag:1</id>
<link href="1"/><author><name>Ana</name></author><updated>2024-05-14T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Text</div></content></entry></feed>"""
CDF = """<CHANNEL HREF="https://news.example/"><ITEM LASTMOD="2024-05-14T08:00" HREF="/1">
<TITLE>Talks</TITLE><ABSTRACT>Short.</ABSTRACT></ITEM></CHANNEL>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1",
"authors": [{"name": "Ana"}], "date_published": "2024", "content_html": "<p>Text</p>"}]}"""
CONTENT_TYPES = st.none() | st.text(max_size=20) | st.just("text/xml; charset=utf-16")


@settings(max_examples=100)
@given(st.binary(max_size=300), CONTENT_TYPES)
def test_arbitrary_bytes_are_a_feed_or_not(body: bytes, content_type: str | None) -> None:
    with contextlib.suppress(NotAFeed):  # and nothing else
        parse(body, content_type)


@settings(max_examples=150)
@given(
    st.sampled_from([RSS, ATOM, CDF, JSON]),
    st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "latin-1"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=6)), max_size=4),
    CONTENT_TYPES,
)
def test_damaged_feeds_are_feeds_or_not(
    document: str,
    encoding: str,
    damages: list[tuple[float, int, bytes]],
    content_type: str | None,
) -> None:
    body = document.encode(encoding)
    for where, length, instead in damages:
        at = int(where * len(body))
        body = body[:at] + instead + body[at + length :]
    with contextlib.suppress(NotAFeed):
        for entry in parse(body, content_type).entries:
            assert entry.link is None or entry.link.startswith(("http:", "https:"))


NAMES = ["item", "entry", "title", "link", "guid", "id", "author", "name", "pubDate", "updated"]
NAMES += ["dc:date", "content:encoded", "description", "channel", "source", "image", "content"]
TEXTS = st.sampled_from(["", "x", "2024-13-45T99:99:99Z", "0", "http://[", "&#0;", "a@b.c", "&lt;"])
XML = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        "<{0} href='{2}' type='{3}' isPermaLink='{2}' xml:base='{2}'>{1}</{0}>".format,
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4).map("".join),
        TEXTS,
        st.sampled_from(["xhtml", "html", "text", "x/y", ""]),
    ),
    max_leaves=15,
)


@settings(max_examples=150)
@given(st.sampled_from(["rss", "feed", f"feed xmlns='{ATOM_NS}'", "channel", "rdf"]), XML)
def test_any_arrangement_of_elements_is_read(root: str, inner: str) -> None:
    try:
        parse(f"<{root}>{inner}</{root.partition(' ')[0]}>")
    except NotAFeed as error:
        if "the parser failed" in str(error):  # hides an error of ours
            raise

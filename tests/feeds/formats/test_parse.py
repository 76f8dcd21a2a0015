from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed, RawEntry

URL = "https://news.example/feeds/world.xml"
ATOM = "http://www.w3.org/2005/Atom"
Rss = Callable[..., str]


def parse(document: str | bytes, content_type: str | None = None) -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse_feed(body, {"content-type": content_type} if content_type else {}, URL)


def only(document: str) -> RawEntry:
    (entry,) = parse(document).entries
    return entry


def atom(entry: str, feed: str = "") -> str:
    return f'<feed xmlns="{ATOM}">{feed}<entry>{entry}</entry></feed>'


RSS20 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>World &amp; news</title><link>https://news.example/</link>
<item><title>Talks <![CDATA[&amp; more]]></title><link> https://news.example/1
</link><guid isPermaLink="false">n-1</guid><dc:creator>Ana Ruiz</dc:creator>
<dc:creator>Bo Li</dc:creator><pubDate>Tue, 14 May 2024 08:00:00 EDT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The full text.</p>]]></content:encoded></item></channel></rss>"""

RSS10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>World</title><link>https://news.example/</link>
<items><rdf:Seq><rdf:li resource="https://news.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://news.example/1"><title>Talks</title><link>https://news.example/1</link>
<dc:date>2024-05-14T08:00:00Z</dc:date><description>Short.</description></item></rdf:RDF>"""

ATOM10 = f"""<feed xmlns="{ATOM}" xml:lang="en"><title>World</title>
<link href="https://news.example/"/><link rel="self" href="{URL}"/>
<author><name>Desk</name></author>
<entry><id>tag:news.example,2024:1</id><link rel="enclosure" href="https://news.example/1.mp3"/>
<link href="https://news.example/1"/><title type="html">Talks &amp;amp; &lt;b>more&lt;/b></title>
<author><name>Ana Ruiz</name><email>ana@news.example</email></author>
<updated>2024-05-14T09:00:00Z</updated><published>2024-05-14T08:00:00Z</published>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>5 &lt; 6
</p></div></content></entry></feed>"""

ATOM03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>World</title><entry>
<title>Talks</title><link rel="alternate" type="text/html" href="https://news.example/1"/>
<issued>2024-05-14T08:00:00</issued><modified>2024-05-15</modified>
<content type="text/html" mode="escaped">&lt;p>Text&lt;/p></content></entry></feed>"""

CDF = """<CHANNEL HREF="https://news.example/"><TITLE>World</TITLE><ITEM LASTMOD="2024-05-14T08:00"
 HREF="https://news.example/1"><TITLE>Talks</TITLE><ABSTRACT>Short.</ABSTRACT></ITEM></CHANNEL>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": [{"id": "1",
"url": "https://news.example/1", "title": "Talks", "date_published": "2024-05-14T08:00:00Z",
"content_text": "Short."}]}"""

RSS090 = RSS10.replace("purl.org/rss/1.0/", "my.netscape.com/rdf/simple/0.9/")
ATOM_ENTRY = ATOM10[ATOM10.index("<entry>") : -7].replace("<entry>", f'<entry xmlns="{ATOM}">')


def test_rss20() -> None:
    assert parse(RSS20) == ParsedFeed(
        title="World & news",
        format="rss20",
        entries=(
            RawEntry(
                link="https://news.example/1",
                guid="n-1",
                title="Talks & more",
                authors=("Ana Ruiz", "Bo Li"),
                dates=("Tue, 14 May 2024 08:00:00 EDT",),
                content="<p>The full text.</p>",
                content_is_html=True,
            ),
        ),
    )


def test_atom10() -> None:
    feed = parse(ATOM10)
    entry = feed.entries[0]
    assert (feed.title, feed.format, len(feed.entries)) == ("World", "atom10", 1)
    assert (entry.link, entry.guid) == ("https://news.example/1", "tag:news.example,2024:1")
    assert (entry.title, entry.authors) == ("Talks & more", ("Ana Ruiz",))
    assert entry.dates == ("2024-05-14T08:00:00Z", "2024-05-14T09:00:00Z")
    assert "5 &lt; 6" in entry.content
    assert entry.content_is_html


@pytest.mark.parametrize(
    ("document", "kind", "date", "content"),
    [
        (RSS20, "rss20", "Tue, 14 May 2024 08:00:00 EDT", "<p>The full text.</p>"),
        (RSS10, "rss10", "2024-05-14T08:00:00Z", "Short."),
        (ATOM03, "atom03", "2024-05-14T08:00:00", "<p>Text</p>"),
        (CDF, "cdf", "2024-05-14T08:00", "Short."),
        (JSON, "json11", "2024-05-14T08:00:00Z", "Short."),
        (RSS20.replace('"2.0"', '"0.91"'), "rss091u", None, None),
        (RSS20.replace('"2.0"', '"0.92"'), "rss092", None, None),
        (RSS20.replace(' version="2.0"', ""), "rss", None, None),
        (RSS090, "rss090", None, None),
        (CDF.replace("CHANNEL", "channel"), "cdf", None, None),
        (ATOM_ENTRY, "atom10", None, None),
    ],
)
def test_formats(document: str, kind: str, date: str | None, content: str | None) -> None:
    feed = parse(document)
    (entry,) = feed.entries
    assert (feed.format, entry.link) == (kind, "https://news.example/1")
    assert (entry.title or "").startswith("Talks")
    if date:
        assert (entry.dates[0], entry.content.strip()) == (date, content)


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>a?x=1&amp;y=2</link>", "https://news.example/site/a?x=1&y=2"),
        ("<link>//b.example/a</link>", "https://b.example/a"),
        ("<link>ftp://a.example/</link>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[</link>", None),
        ("<link/>", None),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", None),
        ("<guid>n-1</guid>", None),
        ("<guid>n-1</guid><link/>", None),
        ("<guid>n-1</guid><link>/a</link>", "https://news.example/a"),
        ("<link>/a</link><guid>n-1</guid>", "https://news.example/a"),
        ("<link>/a</link><guid>https://a.example/1</guid>", "https://news.example/a"),
        ("<link>/a</link><media:link>/no</media:link><comments>/c</comments>", "https://news.example/a"),
        (
            "<link>/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
        ("<link>/a</link><feedburner:origLink>nonsense</feedburner:origLink>", "https://news.example/a"),
        (f"<atom:link xmlns:atom='{ATOM}' rel='self' href='/s'/><link>/a</link>", "https://news.example/a"),
    ],
)  # fmt: skip
def test_links_of_rss(rss: Rss, item: str, link: str | None) -> None:
    channel = "<title>World</title><link>https://news.example/site/</link>"
    assert only(rss(item, channel=channel)).link == link


@pytest.mark.parametrize(
    ("entry", "link"),
    [
        ('<link href="a"/>', "https://news.example/feeds/a"),
        ('<id>urn:x:1</id><link href="/a"/>', "https://news.example/a"),
        ('<link rel="alternate" type="application/pdf" href="/a"/>', "https://news.example/a"),
        ('<link rel="self" href="/a"/><link rel="edit" href="/b"/>', "https://news.example/a"),
        ('<link rel="edit" href="/b"/>', None),
        ('<link href="c" xml:base="/b/"/>', "https://news.example/b/c"),
        ("<id>urn:x:1</id>", None),
    ],
)
def test_links_of_atom(entry: str, link: str | None) -> None:
    assert only(atom(entry, feed='<link href="https://other.example/site/"/>')).link == link


def test_xml_base_of_an_atom_feed() -> None:
    document = atom('<link href="a"/>').replace("<feed", '<feed xml:base="https://b.example/c/"')
    assert only(document).link == "https://b.example/c/a"


@pytest.mark.parametrize(
    ("item", "content", "is_html"),
    [
        ("<description>d</description>", "d", True),
        (
            "<description>&lt;img src='x'> Hello&lt;br></description>",
            "<img src='x'> Hello<br>",
            True,
        ),
        ("<description>d</description><content:encoded>full</content:encoded>", "full", True),
        ("<content:encoded>f</content:encoded><description>longer</description>", "f", True),
        ("<content:encoded> </content:encoded><description>d</description>", "d", True),
        ("<title>t</title>", "", False),
    ],
)
def test_content_of_rss(rss: Rss, item: str, content: str, is_html: bool) -> None:
    entry = only(rss(item))
    assert (entry.content, entry.content_is_html) == (content, is_html)


@pytest.mark.parametrize(
    ("entry", "content", "is_html"),
    [
        ('<content type="text">a &lt;b> c</content>', "a <b> c", False),
        ('<content type="html">a &lt;b>c&lt;/b></content>', "a <b>c</b>", True),
        ("<summary>s</summary>", "s", False),
        ('<content type="image/png">QUJD</content><summary>s</summary>', "s", False),
        ('<content type="html" src="/a"/><summary>s</summary>', "s", False),
        ('<content type="text">a</content><content type="html">longer</content>', "longer", True),
    ],
)
def test_content_of_atom(entry: str, content: str, is_html: bool) -> None:
    found = only(atom(entry))
    assert (found.content, found.content_is_html) == (content, is_html)


@pytest.mark.parametrize(
    ("item", "authors"),
    [
        ("<author>bob@news.agency (Bob Roe)</author>", ("Bob Roe",)),
        ("<author>Bob Roe &lt;bob@news.agency></author>", ("Bob Roe",)),
        ("<author>Bob Roe (bob@news.agency)</author>", ("Bob Roe",)),
        ("<author>bob@news.agency</author>", ("bob@news.agency",)),
        ("<author>Bob Roe (in Oslo)</author>", ("Bob Roe (in Oslo)",)),
        ("<dc:creator><![CDATA[ Jos&eacute;\nRoe ]]></dc:creator>", ("José Roe",)),
        ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator><author>A</author>", ("A", "B")),
        ("<author/>", ()),
        ("<title>t</title>", ()),
        ("<media:credit>no</media:credit>", ()),
    ],
)
def test_authors(rss: Rss, item: str, authors: tuple[str, ...]) -> None:
    assert only(rss(item)).authors == authors


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        ("<pubDate> Tue, 14 May 2024 </pubDate>", "Tue, 14 May 2024"),
        ("<pubDate>yesterday, 25:61</pubDate>", "yesterday, 25:61"),
        ("<dc:date>2024-05-14</dc:date>", "2024-05-14"),
        ("<dc:date>2024</dc:date><pubDate>14 May 2024</pubDate>", "14 May 2024"),
        (f"<a10:updated xmlns:a10='{ATOM}'>2024-05-14Z</a10:updated>", "2024-05-14Z"),
        ("<pubDate/>", None),
        ("<title>t</title>", None),
    ],
)
def test_dates_stay_as_they_are_written(rss: Rss, item: str, raw: str | None) -> None:
    assert next(iter(only(rss(item)).dates), None) == raw


def test_unescaped_html_does_not_mix_up_entries(rss: Rss) -> None:
    feed = parse(
        rss(
            "<title>A</title><description><p>x<br>y</description><link>https://a.example/1</link>",
            "<title>B</title><description>x</p>y</description><link>https://a.example/2</link>",
            "<title>C & D</title><description>5 < 6</description><link>https://a.example/3</link>",
        )
    )
    assert [(each.title, each.link, each.content) for each in feed.entries] == [
        ("A", "https://a.example/1", "<p>x<br>y"),
        ("B", "https://a.example/2", "x</p>y"),
        ("C & D", "https://a.example/3", "5 < 6"),
    ]
    assert feed.problems[0].startswith("malformed XML")


SY = "<sy:updatePeriod>{}</sy:updatePeriod><sy:updateFrequency>{}</sy:updateFrequency>"


@pytest.mark.parametrize(
    ("channel", "hints"),
    [
        ("<ttl>90</ttl>", [timedelta(minutes=90)]),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", [timedelta(days=1)]),
        (SY.format(" Hourly ", "4"), [timedelta(minutes=15)]),
        (SY.format("yearly", "0"), [timedelta(days=365)]),
        ("<ttl>5</ttl>" + SY.format("hourly", "x"), [timedelta(minutes=5), timedelta(hours=1)]),
        ("<ttl>soon</ttl>" + SY.format("often", "1"), []),
        ("<ttl>-1</ttl>", []),
        ("<ttl>1e9</ttl>", []),
        ("<ttl>0</ttl>", []),
    ],
)
def test_hints(rss: Rss, channel: str, hints: list[timedelta]) -> None:
    assert list(parse(rss(channel=channel)).hints) == hints


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_charsets(rss: Rss, encoding: str) -> None:
    assert only_title(rss("<title>Réunion</title>").encode(encoding)) == "Réunion"


def test_the_headers_name_the_charset(rss: Rss) -> None:
    body = rss("<title>Переговоры</title>").encode("windows-1251")
    assert only_title(body, "text/xml; charset=windows-1251") == "Переговоры"


def only_title(body: bytes, content_type: str | None = None) -> str | None:
    return parse(body, content_type).entries[0].title


def test_an_empty_feed_is_a_feed(rss: Rss) -> None:
    assert parse(rss()) == ParsedFeed(title="World", format="rss20", entries=())


def test_entries_are_capped(rss: Rss) -> None:
    feed = parse(rss(*(f"<guid>{n}</guid>" for n in range(2_001))))
    assert (len(feed.entries), feed.left_out) == (2_000, 1)
    assert [feed.entries[0].guid, feed.entries[-1].guid] == ["0", "2000"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"\x00" * 1000, "empty"),
        (b"<!DOCTYPE html><html><head><title>rss</title>", "web page"),
        (b"<opml><body/></opml>", "no element of a feed"),
        (b"%PDF-1.7\n\xff\xfe", "no element of a feed"),
        (b"\x1f\x8b\x08\x00\x00", "no element of a feed"),
        (b'{"error": "not found"}', "not a JSON Feed"),
        (b"<rdf:RDF xmlns:rdf='urn:x'/>", "no known feed format"),
        (b"/etc/hostname", "no element of a feed"),
        (b"https://news.example/", "no element of a feed"),
    ],
)
def test_what_is_no_feed(body: bytes, says: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        parse(body)


def test_files_of_the_machine_are_not_read(rss: Rss, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<title>secret</title>")
    document = rss("<title>&x;</title>").replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss'
    )
    assert "secret</title>" not in repr(parse(document))
    with pytest.raises(NotAFeed):
        parse(str(secret))


def test_an_ampersand_in_a_link_survives_an_unclosed_element_before_it() -> None:
    feed = parse(
        '<rss version="2.0"><channel><title>A & B</title><item><category>x</item>'
        "<item><link>http://a.example/x?edition=web&issue=45</link></item></channel></rss>"
    )
    assert feed.entries[-1].link == "http://a.example/x?edition=web&issue=45"


def test_undeclared_prefixes_get_their_usual_meaning(rss: Rss) -> None:
    entry = only(
        rss("<dc:creator>A</dc:creator><content:encoded>B</content:encoded><media:title>C"
            "</media:title><title x:y='z'>D</title>")
    )  # fmt: skip
    assert (entry.authors, entry.content, entry.title) == (("A",), "B", "D")


def test_elements_of_other_vocabularies_and_parents_are_not_read() -> None:
    document = (
        '<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:x="urn:x"><channel><image><title>'
        "no</title></image><title>T</title><item><x:title>no</x:title><media:title>no</media:title>"
        "<title>a</title><x:author>no</x:author><author><name>N</name><id>no</id></author></item>"
        "</channel></rss>"
    )
    entry = only(document)
    assert (parse(document).title, entry.title, entry.authors) == ("T", "a", ("N",))
    assert entry.guid is None


def test_entries_of_another_feed_are_none_of_this_one() -> None:
    document = "<feed><entry><source><entry><id>no</id></entry></source><id>a</id></entry></feed>"
    assert only(document).guid == "a"


def test_fields_are_shortened_and_contents_are_not(rss: Rss) -> None:
    long = "x" * 10_000
    entry = only(
        rss(f"<title>{long}</title><author>{long}</author><description>{long}</description>")
    )
    assert len(entry.title or "") == len(entry.authors[0]) == 4096
    assert len(entry.content) == 10_000


@pytest.mark.parametrize(
    ("content", "text", "is_html"),
    [
        ("<content type='xhtml'>5 &lt; 6<br/>A&amp;B</content>", "5 &lt; 6<br>A&amp;B", True),
        ("<content type='xhtml'>A &amp; B</content>", "A &amp; B", True),
        ("<content type='html'>&lt;p>A <i>b</i></content>", "<p>A <i>b</i>", True),
        ("<content type='TEXT/HTML; charset=utf-8'>A</content>", "A", True),
        ("<content type='text/html' mode='base64'>PHA+QTwvcD4=</content>", "<p>A</p>", True),
        ("<content type='text/html' mode='xml'>&lt;p></content>", "&lt;p&gt;", True),
        ("<description>A <i>b</i> c</description>", "A <i>b</i> c", True),
        ("<description>]]&gt; &lt;i></description>", "]]> <i>", True),
        ("<content type='a/svg+xml'><text>A</text></content>", "", False),
        ("<summary>R&amp;D in 5 &lt;weeks></summary>", "R&D in 5 <weeks>", False),
        ("<summary>&lt;b>R&amp;amp;D&lt;/b></summary>", "<b>R&amp;D</b>", True),
    ],
)
def test_markup_in_a_text(rss: Rss, content: str, text: str, is_html: bool) -> None:
    entry = only(rss(content))
    assert (entry.content, entry.content_is_html) == (text, is_html)


def test_prefixes_of_markup_are_left_out(rss: Rss) -> None:
    markup = "<x:p>A</x:p>"
    entry = only(rss(f"<description xmlns:x='http://www.w3.org/1999/xhtml'>{markup}</description>"))
    assert "<p" in entry.content
    assert "x:p" not in entry.content


def test_xml_base_is_applied_from_the_outside_in() -> None:
    feed = parse(
        f'<feed xmlns="{ATOM}" xml:base="https://b.example/x/">'
        '<entry xml:base="y/"><link href="z"/></entry>'
        '<entry><link href="z" xml:base="/w/"/></entry><entry><link>v</link></entry>'
        '<entry xml:base="mailto:x"><link href="mailto:a@b"/></entry></feed>'
    )
    assert [entry.link for entry in feed.entries] == [
        "https://b.example/x/y/z",
        "https://b.example/w/z",
        "https://b.example/x/v",
        None,
    ]


def test_the_newest_entries_of_a_long_feed_are_read(rss: Rss) -> None:
    days = [f"<guid>{n}</guid><pubDate>{n % 28 + 1} May {1991 + n // 28}</pubDate>"
            for n in range(2_001)]  # fmt: skip
    feed = parse(rss(*days))
    assert (len(feed.entries), feed.left_out) == (2_000, 1)
    assert [feed.entries[0].guid, feed.entries[-1].guid] == ["1", "2000"]

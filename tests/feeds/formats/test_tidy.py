from itertools import pairwise

import feedparser
import pytest
from lxml import etree

from claimwire.feeds.formats import tidy as module
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.feeds.formats.tidy import tidy

URL = "https://news.example/feed"


def tree(text: str) -> etree._Element:
    return etree.fromstring(tidy(text, URL)[0])


def item(inner: str) -> etree._Element:
    return tree(f"<rss><channel><item>{inner}</item></channel></rss>").find(".//item")


def test_everything_before_the_root_goes() -> None:
    text = (
        "\n\nWarning: include() failed<br/>\n<!-- <rss> of old -->"
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'
    )
    data, root, problems = tidy(text, URL)
    assert data == b"<?xml version='1.0' encoding='utf-8'?>\n<rss><channel/></rss>"
    assert (root, problems) == ("rss", [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\x00\x00 \n", "empty"),
        ("<html><body>hello</body></html>", "web page"),
        ("<!DOCTYPE html><html><script>var x = '<rss>'</script>", "web page"),
        ("hello", "no element of a feed"),
        ("<opml/>", "no element of a feed"),
        ("<!-- <rss> ", "no element of a feed"),
        ("<!-- a --><html><!-- b --><rss>", "web page"),
        ("<rss>" + "<a/>" * (module.MAX_TAGS + 1), "tags"),
        ("<rss " + " ".join(f'xmlns:p{n}="u"' for n in range(101)) + "/>", "namespaces"),
        ("<rss>" + ("<item>" + "<link/>" * 20 + "</item>") * 2_000, "elements"),
    ],
)
def test_what_is_no_feed(text: str, says: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        tidy(text, URL)


def test_references_are_mended() -> None:
    mended = item(
        "<title>R&D &eacute;t&eacute; &nbsp;&foo; &#1; &#X41; &amp;</title>"
        "<link>https://a.example/?a=1&b=2&copy=3</link>"
        "<description><![CDATA[a & b &nbsp;]]></description>"
    )
    assert mended.findtext("title") == "R&D été \xa0&foo;  A &"
    assert mended.findtext("link") == "https://a.example/?a=1&b=2&copy=3"
    assert mended.findtext("description") == "a & b &nbsp;"


def test_a_cut_off_document_keeps_what_was_whole() -> None:
    data, _, problems = tidy("<rss><channel><item><title>a</title></item><item><tit", URL)
    assert [each.text for each in etree.fromstring(data).iter("title")] == ["a"]
    assert "malformed XML" in problems[0]


def test_undeclared_prefixes_get_their_usual_meaning() -> None:
    found = item("<dc:creator>A</dc:creator><content:encoded>B</content:encoded><media:title>C"
                 "</media:title><title x:y='z'>D</title>")  # fmt: skip
    assert [(etree.QName(each).localname, "".join(each.itertext())) for each in found] == [
        ("creator", "A"),
        ("encoded", "B"),
        ("title", "D"),
    ]
    assert etree.QName(found[0]).namespace == "http://purl.org/dc/elements/1.1/"


def test_only_what_is_read_later_stays() -> None:
    found = tree(
        '<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><image><title>'
        "no</title></image><category>no</category><item><title>a</title><category>no</category>"
        "<media:title>no</media:title><author><name>N</name><id>no</id></author></item>"
        "</channel></rss>"
    )
    texts = [text for text in found.itertext() if text.strip()]
    assert texts == ["T", "a", "N"]


def test_a_page_inside_a_comment_does_not_make_a_feed_a_page() -> None:
    assert tree("<!-- <html> --><rss/><!-- <html> -->").tag == "rss"


def test_entries_of_another_feed_are_none_of_this_one() -> None:
    found = tree(
        "<feed><entry><source><entry><id>no</id></entry></source><id>a</id></entry></feed>"
    )
    assert [each.text for each in found.iter("id")] == ["a"]


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("<author>bob@news.example (Bob)</author>", "bob@news.example (Bob)"),
        ("<author><email>bob@news.example</email><name>Bob</name></author>", "Bob"),
        ("<author> <uri>x</uri> <email>bob@news.example</email> </author>", "bob@news.example"),
        ("<dc:creator>A <b>Bob</b></dc:creator>", "A Bob"),
    ],
)
def test_a_person_is_a_name_only(person: str, name: str) -> None:
    (found,) = item(person)
    assert [(each.tag, each.text) for each in found] == [("name", name)]
    assert not found.text


def test_only_attributes_that_are_read_later_stay() -> None:
    found = item("<link HREF='a' rel='self' onclick='x' xml:lang='en'/>").find("link")
    assert dict(found.attrib) == {"HREF": "a", "rel": "self"}


def test_fields_are_shortened_and_contents_are_not() -> None:
    long = "x" * 10_000
    found = item(f"<title>{long}</title><author>{long}</author><description>{long}</description>")
    lengths = {each.tag: len("".join(each.itertext())) for each in found}
    assert lengths == {"title": 4096, "author": 4096, "description": 10_000}


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        ("<content type='xhtml'>5 &lt; 6<br/>A&amp;B</content>", "5 &lt; 6<br>A&amp;B", "html"),
        ("<content type='html'>&lt;p>A <i>b</i></content>", "<p>A <i>b</i>", "html"),
        ("<description>A <i>b</i> c</description>", "A <i>b</i> c", "html"),
        ("<description>]]&gt; &lt;i></description>", "]]> <i>", None),
        ("<content type='a/svg+xml'><text>A</text></content>", "<text>A</text>", "a/svg+xml"),
    ],
)
def test_markup_in_a_text_is_escaped_html(content: str, text: str, kind: str | None) -> None:
    (found,) = item(content)
    assert (found.text, found.get("type"), len(found)) == (text, kind, 0)


def test_prefixes_of_markup_are_left_out() -> None:
    found = item("<description xmlns:x='http://www.w3.org/1999/xhtml'><x:p>A</x:p></description>")
    assert "<p" in found[0].text
    assert "x:p" not in found[0].text


def test_entries_beyond_the_cap_are_left_out() -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(2_500))
    data, _, problems = tidy(f"<rss><channel>{items}</channel></rss>", URL)
    titles = [each.text for each in etree.fromstring(data).iter("title")]
    assert (len(titles), titles[-1]) == (2000, "1999")
    assert problems == ["2,500 entries, of which the first 2,000 are read"]


def test_xml_base_is_applied_from_the_outside_in() -> None:
    found = tree(
        '<feed xml:base="https://b.example/x/"><entry xml:base="y/"><link href="z"/></entry>'
        '<entry><link href="z" xml:base="/w/"/><link>v</link></entry>'
        '<entry xml:base="mailto:x"><link href="mailto:a@b"/></entry></feed>'
    )
    assert [link.get("href") or link.text for link in found.iter("link")] == [
        "https://b.example/x/y/z",
        "https://b.example/w/z",
        "https://b.example/x/v",
        "mailto:a@b",
    ]
    assert b"base" not in etree.tostring(found)


P = "<rss><channel>"
LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE r [<!ENTITY a "ha">{LAUGHS}]>{P}<item><title>&j;</title></item>',
    "blank lines": "\n" * 300_000 + P,
    "long author": P + "<item><author>" + "a" * 300_000,
    "categories": P + "<item>" + "<category>a</category>" * 20_000,
    "comments": "<!-- --" * 100_000,
    "open comments": P + "<!--" * 100_000,
    "processing instruction": "<?" + 'encoding="x" ' * 20_000 + "\n" + P,
    "deep": P + "<a>" * 200_000,
    "nested items": P + "<item>" * 100_000,
    "attributes": P + "<item " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>",
    "tag soup": P + "<a " * 100_000,
    "quotes": P + "<a \"'" * 100_000,
    "open fields": P + "<title>" * 100_000 + "</title>",
    "fields in turn": P + "<title><description>" * 100_000,
    "field of nothing": P + "<title " + "x " * 200_000,
    "ampersands": P + "&" * 300_000,
    "CDATA": P + "<![CDATA[" * 100_000,
    "namespaces": P + "".join(f'<item xmlns="u{n}">' for n in range(20_000)),
    "bases": P + '<item xml:base="http://a/">' * 200 + "<link>a</link>" * 20_000,
    "many links": P + "<item>" + "<link>a</link>" * 50_000,
    "many children": P + "<item>" + "<content>a</content>" * 50_000,
}


@pytest.mark.timeout(120)  # quadratic work on these would take far longer
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_do_not_hang_and_cannot_upset_the_parser(name: str) -> None:
    try:
        data, _, _ = tidy(HOSTILE[name], URL)
    except NotAFeed:
        pass
    else:
        assert len(data) < 6 * len(HOSTILE[name])  # as many as an escaped ampersand has
        assert not feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False).bozo

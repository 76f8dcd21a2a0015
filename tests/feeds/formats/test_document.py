from itertools import pairwise

import pytest
from lxml import etree

from claimwire.feeds.formats import document as module
from claimwire.feeds.formats.document import parse_document
from claimwire.feeds.formats.parsed_feed import NotAFeed


def item(inner: str) -> etree._Element:
    root, _ = parse_document(f"<rss><channel><item>{inner}</item></channel></rss>")
    return root.find(".//item")


def test_everything_before_the_root_goes() -> None:
    root, problems = parse_document(
        "\n\nWarning: include() failed<br/>\n<!-- <rss> of old -->"
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'
    )
    assert etree.tostring(root) == b"<rss><channel/></rss>"
    assert problems == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\x00\x00 \n", "empty"),
        ("<html><body>hello</body></html>", "web page"),
        ("<!DOCTYPE html><html><script>var x = '<rss>'</script>", "web page"),
        ("<!DOCTYPE html><head><title>x</title></head><rss>", "web page"),
        ("hello", "no element of a feed"),
        ("<opml/>", "no element of a feed"),
        ("<!-- <rss> ", "no element of a feed"),
        ("<!-- a --><html><!-- b --><rss>", "web page"),
        ("<rss>" + "<a/>" * (module.MAX_TAGS + 1), "tags"),
        ("<rss " + " ".join(f'xmlns:p{n}="u"' for n in range(101)) + "/>", "namespaces"),
    ],
)
def test_what_is_no_feed(text: str, says: str) -> None:
    with pytest.raises(NotAFeed, match=says):
        parse_document(text)


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
    root, problems = parse_document("<rss><channel><item><title>a</title></item><item><tit")
    assert [each.text for each in root.iter("title")] == ["a"]
    assert "malformed XML" in problems[0]


def test_a_page_inside_a_comment_does_not_make_a_feed_a_page() -> None:
    assert parse_document("<!-- <html> --><rss/><!-- <html> -->")[0].tag == "rss"


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
def test_hostile_documents_do_not_hang(name: str) -> None:
    try:
        root, _ = parse_document(HOSTILE[name])
    except NotAFeed:
        pass
    else:
        assert len(etree.tostring(root)) < 6 * len(HOSTILE[name])  # an escaped ampersand's growth

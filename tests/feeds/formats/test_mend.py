from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from claimwire.feeds.formats.mend import mend

BY_NUMBER = {
    "&amp;": "&#38;",
    "&lt;": "&#60;",
    "&gt;": "&#62;",
    "&quot;": "&#34;",
    "&apos;": "&#39;",
}


def by_number(text: str) -> str:
    """Write references outside CDATA sections by number, as mended text has them."""
    for name, number in BY_NUMBER.items():
        text = text.replace(name, number)
    return text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("<title>a<br>b</title>", "<title>a&lt;br>b</title>"),
        ("<title>a</p>b</title>", "<title>a&lt;/p>b</title>"),
        ("<title a='b'>1 < 2</title >", "<title a='b'>1 &lt; 2</title >"),
        ("<content:encoded><p></content:encoded>", "<content:encoded>&lt;p></content:encoded>"),
        ("<content xml:lang='en'><p></content>", "<content xml:lang='en'>&lt;p></content>"),
        ("<summary>&lt;p></p></summary>", "<summary>&lt;p>&lt;/p></summary>"),
    ],
)
def test_markup_in_a_field_is_escaped(text: str, mended: str) -> None:
    assert mend(text) == by_number(mended)


@pytest.mark.parametrize(
    "text",
    [
        "<content type='xhtml'><div><b>x</b></div></content>",
        "<summary type = 'application/xml' xml:lang='en'><div/></summary>",
        "<description><![CDATA[<p>a & b</description>]]></description>",
        "<title/><a><b></b></a><title/>",
        "<item><title>a<item><b/></item></title></item>",
        "<titles><b/></titles>",
        "<link><b/></link>",
    ],
)
def test_what_is_no_escaped_markup_stays(text: str) -> None:
    assert mend(text) == text


def test_an_unclosed_field_does_not_swallow_the_next() -> None:
    text = "<title>a<title>b</title><description>c<item><description><b></description>"
    assert mend(text) == text.replace("<b>", "&#60;b>")


def test_a_field_inside_a_field_belongs_to_its_text() -> None:
    text = "<description><title>a</title></description>"
    assert mend(text) == "<description>&#60;title>a&#60;/title></description>"


@pytest.mark.parametrize(
    ("reference", "mended"),
    [
        ("&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;"),
        ("&", "&amp;"),
        ("&&amp", "&amp;&amp;amp"),
        ("&eacute;", "&#233;"),
        ("&NotEqualTilde;", "&#8770;&#824;"),
        ("&nothing;", "&amp;nothing;"),
        ("&#65;&#x41;&#X41;", "&#65;&#65;&#65;"),
        ("&#0;&#xB;&#xD800;&#1114112;&#xFFFFFF;", ""),
        ("<![CDATA[&x;]]>&x;<![CDATA[&x;", "<![CDATA[&x;]]>&amp;x;<![CDATA[&amp;x;"),
    ],
)
def test_every_reference_becomes_one_that_xml_knows(reference: str, mended: str) -> None:
    assert mend(reference) == by_number(mended)


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab<>&;#x0/![]'\" é")))
def test_text_in_a_field_is_well_formed_afterwards(text: str) -> None:
    document = f"<rss><title>{text}</title></rss>"
    if "<![" not in text and "]]>" not in text:
        etree.fromstring(mend(document))


HOSTILE = ["<![CDATA[", "<title>", "<title ", "</title>", "<title><b/></title>", "&#", "&a;"]


@pytest.mark.parametrize("text", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(lines_run: Callable[..., int], text: str) -> None:
    once, twice = (lines_run(mend, text * n) for n in (1000, 2000))
    assert twice < 2.2 * once + 100


@pytest.mark.timeout(120)  # expressions are not counted above
@pytest.mark.parametrize("text", HOSTILE)
def test_long_texts_do_not_hang(text: str) -> None:
    many = text * (2_000_000 // len(text))
    assert len(mend(many)) >= len(many)

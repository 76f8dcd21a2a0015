from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.formats.markup import MAX_MARKUP, one_line, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One  two.</p>\n\n<p>Three<br/>four</p>", "One two.\nThree\nfour"),
        ("One\ntwo <b>three</b>,\r\nfour.", "One two three, four."),
        ("a<script>b</script>c<style>d</style>e<iframe>f</iframe>g", "aceg"),
        ("<svg><text>a</text></svg>b<!-- c --><?d?>", "b"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>5 &lt; 6 &amp;amp; R&eacute;union&nbsp;&#8212; x", "5 < 6 &amp; Réunion — x"),
        ("R&eacute;union &amp; others", "Réunion & others"),
        ("AT&T; 5 < 6", "AT&T; 5 < 6"),
        ("a<title>b", "ab"),
        ("<b>a</b></body></html><p>b", "a\nb"),
        ("<img src='x' alt='y'>", ""),
        ("", ""),
    ],
)
def test_markup_goes_and_paragraphs_stay(html: str, text: str) -> None:
    assert plain_text(html, is_html=True) == text


def test_text_without_markup_keeps_its_lines() -> None:
    lines = "First line.\n\nSecond  line: 5 < 6."
    assert plain_text(f" {lines}\n", is_html=True) == lines


def test_plain_text_is_left_alone() -> None:
    text = "a <b> &amp; c\n  d"
    assert plain_text(f"\n{text} ", is_html=False) == text


@pytest.mark.parametrize("html", ["a\x00&#1;&#xFFFF;\ufffeb", "<b>a\x00&#1;&#xFFFF;\ufffeb</b>"])
def test_characters_of_no_use_go(html: str) -> None:
    assert plain_text(html, is_html=True) == "ab"


def test_one_line() -> None:
    assert one_line(" <b>Talks</b>\n<br>in &amp; out ", is_html=True) == "Talks in & out"
    assert one_line("5 <b> 6\n7", is_html=False) == "5 <b> 6 7"
    assert one_line("<img src='x'>", is_html=True) is None
    assert one_line(" ", is_html=False) is None
    assert one_line(None, is_html=True) is None


def test_markup_beyond_the_limit_is_not_read() -> None:
    assert len(plain_text("<p>" + "a" * 2 * MAX_MARKUP, is_html=True)) == MAX_MARKUP - 3


PIECES = ["<p>", "</p>", "<table>", "<tr>", "<script>", "</", "<!--", "-->", "<![CDATA[", "<svg>"]
PIECES += ["<title>", "<textarea>", "<plaintext>", "&#0;", "&#xD800;", "&lt;", "&", "a"]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join), st.booleans())
def test_any_text_is_read(content: str, is_html: bool) -> None:
    text = plain_text(content, is_html=is_html)
    assert text == text.strip()
    assert text.encode().decode() == text
    assert not set(text) & set("\x00\x01\x0b\ufffe\uffff")


HOSTILE = (
    "<b>",
    "<a ",
    "<a href='",
    "<p>",
    "<table>",
    "<table><tr><td>",
    "<!--",
    "&",
    "&amp;",
    "<",
)
HOSTILE += (
    "<li>",
    "</b>",
    "<b></p>",
    "<svg>",
    "<font><p>",
    "<script>",
    "\n ",
    "<br>\n",
    "<?",
    "<![",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(lines_run: Callable[..., int], piece: str) -> None:
    once, twice = (lines_run(plain_text, "<i>" + piece * n, is_html=True) for n in (1000, 2000))
    assert twice < 2.2 * once + 100


@pytest.mark.timeout(60)  # work in C is not counted above; quadratic, it would take far longer
@pytest.mark.parametrize("piece", HOSTILE)
def test_more_than_is_read_of_a_text_does_not_hang(piece: str) -> None:
    text = plain_text("<i>" + piece * (2 * MAX_MARKUP // len(piece)), is_html=True)
    assert len(text) <= 2 * MAX_MARKUP

"""Removal of markup from the text of entries."""

import html
import re

from lxml import etree

from claimwire.feeds.formats.mend import ILLEGAL

MAX_MARKUP = 500_000
"""Maximum code points of HTML read from one entry, several times the longest article."""

_MARKUP = re.compile(r"<[A-Za-z!/?]")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});")
_END = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")

_DROPPED = frozenset(
    (  # noqa: SIM905 - as a list it would take a line for each name
        "button canvas iframe input math noscript object script select style svg template textarea"
    ).split()
)
_BLOCKS = frozenset(
    (  # noqa: SIM905
        "address article aside blockquote body br caption center dd details div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section"
        " summary table td th tr ul"
    ).split()
)


def plain_text(content: str, *, is_html: bool) -> str:
    """Remove the markup from a text.

    Args:
        content: HTML or plain text.
        is_html: whether the feed declares it as HTML.

    Returns:
        Paragraphs separated by one newline, with white space within them collapsed, without
        scripts, styles and other content that readers do not see. Text without markup keeps its
        lines.
    """
    text = ILLEGAL.sub("", content)
    if is_html:
        text = text[:MAX_MARKUP]
        if _MARKUP.search(text):
            text = _BREAKS.sub("\n", _SPACES.sub(" ", _text_of(text)))
        elif _REFERENCE.search(text):
            text = html.unescape(text)
        text = ILLEGAL.sub("", text)  # characters that references stood for
    return text.strip()


def one_line(text: str | None, *, is_html: bool) -> str | None:
    """Remove markup and line breaks from a title or a name; return None if nothing is left."""
    return " ".join(plain_text(text or "", is_html=is_html).split()) or None


def _text_of(content: str) -> str:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    # The parser stops at the end tag of a page, which the content may quote.
    root = etree.fromstring(f"<html><body>{_END.sub('', content)}".encode(), parser)
    if root is None:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        block = element.tag in _BLOCKS
        if event == "start":
            if element.tag in _DROPPED:
                walk.skip_subtree()
            else:
                pieces += ["\n" if block else "", _flat(element.text)]
        else:
            pieces += ["\n" if block else "", _flat(element.tail)]
    return "".join(pieces)


def _flat(text: str | None) -> str:
    """Replace line breaks of the source, which mean nothing in HTML, by spaces."""
    return (text or "").replace("\n", " ").replace("\r", " ")

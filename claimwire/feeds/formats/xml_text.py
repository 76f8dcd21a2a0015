"""The texts of an XML feed mended so that feedparser reads them right."""

import contextlib
import html
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from claimwire.feeds.formats.parsed_feed import MAX_FIELD
from claimwire.feeds.formats.vocabulary import attribute, local_name

# RFC 4287, section 3.1.1, and the media types; "plain" is Media RSS's, "" to be told by the text.
_TYPES = {
    "": "",
    "text": "text",
    "plain": "text",
    "text/plain": "text",
    "html": "html",
    "text/html": "html",
    "xhtml": "xhtml",
    "application/xhtml+xml": "xhtml",
}

_WINDOWS = {
    code: letter for code in range(128, 160) for letter in bytes([code]).decode("cp1252", "ignore")
}
"""Letters of Windows-1252, by the control character that Unicode has in their places."""


def written(name: str, text: str, **attributes: str) -> str:
    """Return an element as XML; attributes of no value are left out."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>{escape(text)}</{name}>"


def field(element: etree._Element) -> str:
    """Return the text of an element and all within it, shortened, without white space around it."""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return text[:MAX_FIELD].strip()


def mended_letters(text: str) -> str:
    """Mend a text that was taken to be in another encoding, as feedparser mends all others."""
    if text.isascii():
        return text
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_WINDOWS)


def written_text(name: str, element: etree._Element, usual: str, limit: int | None = None) -> str:
    """Return a text that may have markup as an element without child elements.

    feedparser passes child elements on one by one, with prefixes of the feed, and takes a text for
    base64 if its media type has parameters.

    Args:
        name: name of the element returned.
        element: the element; its descendants lose their namespaces.
        usual: the type if none is declared: "html", or "" if feedparser is to tell by the text.
        limit: maximum code points of the text.

    Returns:
        The element as XML; "" if it is blank, or declared as something else than text or HTML.
    """
    declared = (attribute(element, "type") or "").partition(";")[0].strip().lower()
    mode = (attribute(element, "mode") or "").lower()  # Atom 0.3
    kind = _TYPES.get(declared)
    is_xhtml = kind == "xhtml" or mode == "xml"
    text = element.text or ""
    if is_xhtml or (len(element) and not declared.endswith("xml")):
        kind, mode, text = "html", "", _markup(element, is_xhtml=is_xhtml)
    if kind is None or not text.strip():
        return ""
    mode = mode if mode == "base64" else ""
    return written(name, text[:limit].strip(), type=kind or usual, mode=mode)


def _markup(element: etree._Element, *, is_xhtml: bool) -> str:
    for inner in element.iterdescendants(etree.Element):
        inner.tag = local_name(inner) or "_"
    text = element.text or ""
    text = html.escape(text, quote=False) if is_xhtml else text
    return text + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in element
    )

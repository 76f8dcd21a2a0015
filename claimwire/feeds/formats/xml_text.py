"""The texts of an XML feed: fields in plain text, and contents in plain text or HTML."""

import base64
import html
import re

from lxml import etree
from lxml.html import defs

from claimwire.feeds.formats.parsed_feed import MAX_FIELD
from claimwire.feeds.formats.vocabulary import attribute, local_name

PLAIN, HTML = "text/plain", "text/html"
_XHTML = "application/xhtml+xml"

# RFC 4287, section 3.1.1; "plain" is Media RSS's.
_TYPES = {"text": PLAIN, "plain": PLAIN, "html": HTML, "xhtml": _XHTML}

_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_END_TAG_OR_REFERENCE = re.compile(r"</[a-zA-Z]\w*\s*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def field(element: etree._Element) -> str:
    """Return the text of an element and all within it, on one line and shortened."""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return text[:MAX_FIELD].strip()


def content(element: etree._Element, usual: str | None) -> tuple[str, bool] | None:
    """Return a text and whether it is HTML.

    Child elements become HTML. XML other than XHTML, such as a drawing, is no text; neither is
    what is declared as another media type.

    Args:
        element: the element; its descendants lose their namespaces.
        usual: the media type if none is declared; None if it is to be told by the text, as in RSS
            titles.
    """
    declared = (attribute(element, "type") or "").partition(";")[0].strip().lower()
    media_type = _TYPES.get(declared, declared) or usual
    mode = (attribute(element, "mode") or "").lower()  # Atom 0.3
    is_xhtml = media_type == _XHTML or mode == "xml"
    text = element.text or ""
    if len(element) or is_xhtml:
        if not is_xhtml and declared.endswith("xml"):
            return None
        text = _markup(element, is_xhtml=is_xhtml)
        media_type = HTML
    elif mode == "base64":
        text = _from_base64(text)
    text = text.strip()
    if media_type is None:
        return text, _looks_like_html(text)
    return (text, media_type != PLAIN) if media_type in {PLAIN, HTML, _XHTML} else None


def _markup(element: etree._Element, *, is_xhtml: bool) -> str:
    for inner in element.iterdescendants(etree.Element):
        inner.tag = local_name(inner) or "_"
    text = element.text or ""
    text = html.escape(text, quote=False) if is_xhtml else text
    return text + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in element
    )


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return ""


def _looks_like_html(text: str) -> bool:
    """Return whether a text is HTML, though the format says that it is plain.

    The rule is feedparser's: it has an end tag or a reference, and no tag that HTML lacks.
    """
    if not _END_TAG_OR_REFERENCE.search(text):
        return False
    return all(name.lower() in defs.tags for name in _TAG_NAME.findall(text))

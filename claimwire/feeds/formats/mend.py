"""Repair of documents that are no well-formed XML, before a lenient parser reads them.

A lenient parser closes tags where XML says so, not where the author meant: an unclosed ``<br>`` in
a description would swallow the entry's link and the entry after it. So markup that stands in a
field as it should only stand escaped is escaped, and every reference is made one that XML knows.
"""

import html.entities
import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids (section 2.2), which are of no use in text either."""

_AMPERSAND = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w{1,32});)?")

# A CDATA section, an entry's tag, or the tag of a field that may hold text with markup.
_TOKEN = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|</?(?:\w{1,32}:)?(?:item|entry)(?=[\s/>])"
    r"|<(?P<close>/?)(?P<name>(?:\w{1,32}:)?(?:description|encoded|summary|content|title))"
    r"(?P<attributes>(?:\s[^<>]*)?)>",
    re.DOTALL,
)
_XML_TYPE = re.compile(r"""\stype\s*=\s*["'][^"']{0,40}(?:xhtml|xml)""", re.IGNORECASE)


def mend(text: str) -> str:
    """Make a document well-formed as far as its fields and references go.

    Args:
        text: the document, from its root element on.

    Returns:
        The same with markup in fields of text escaped and references mended, outside of CDATA
        sections. Takes time linear in the text's length.
    """
    return _mend_references(_escape_markup(text))


def _escape_markup(text: str) -> str:
    """Escape what stands between the tags of a field, unless it is XHTML by its own account."""
    pieces, position = [], 0
    name, start = "", 0
    for token in _TOKEN.finditer(text):
        if token["name"] is None:
            name = ""
        elif not token["close"]:
            has_tags = _XML_TYPE.search(token["attributes"]) or token["attributes"].endswith("/")
            if not has_tags and name in ("", token["name"]):
                name, start = token["name"], token.end()
        elif token["name"] == name:
            pieces += [text[position:start], text[start : token.start()].replace("<", "&lt;")]
            position, name = token.start(), ""
    return "".join([*pieces, text[position:]])


def _mend_references(text: str) -> str:
    """Make every reference outside CDATA sections one that XML knows."""
    pieces, position = [], 0
    while (start := text.find("<![CDATA[", position)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        pieces += [_AMPERSAND.sub(_mended, text[position:start]), text[start : end + 3]]
        position = end + 3
    return "".join([*pieces, _AMPERSAND.sub(_mended, text[position:])])


def _mended(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return f"&#{code};" if _is_legal(code) else ""
    # By number, also where XML has a name: past an error, libxml2's recovery loses "&amp;".
    character = html.entities.html5.get(f"{name};", "") if name else ""
    return "".join(f"&#{ord(each)};" for each in character) or "&#38;" + match[0][1:]


def _is_legal(code: int) -> bool:
    return code <= 0x10FFFF and not ILLEGAL.match(chr(code))

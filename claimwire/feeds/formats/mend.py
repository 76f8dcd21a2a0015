"""Repair of malformed XML before a lenient parser reads it.

A lenient parser closes tags where XML says so, not where the author meant: an unclosed ``<br>`` in
a description would swallow the entry's link and the entry after it. So unescaped markup in text
fields is escaped, and every reference is replaced by one that XML defines.
"""

import html.entities
import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids (section 2.2); they are of no use in text either."""

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
    """Escape markup in text fields and repair references, in linear time.

    Args:
        text: the document, from its root element on.

    Returns:
        The document with markup in text fields escaped and references repaired, except in CDATA
        sections.
    """
    return _mend_references(_escape_markup(text))


def _escape_markup(text: str) -> str:
    """Escape the content of each text field, unless the field is declared as XHTML."""
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
    """Replace every reference outside CDATA sections by one that XML defines."""
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
    # Numeric, even where XML defines a name: after an error, libxml2's recovery loses "&amp;".
    character = html.entities.html5.get(f"{name};", "") if name else ""
    return "".join(f"&#{ord(each)};" for each in character) or "&#38;" + match[0][1:]


def _is_legal(code: int) -> bool:
    return code <= 0x10FFFF and not ILLEGAL.match(chr(code))

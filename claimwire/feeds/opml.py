"""Feed lists in OPML, as feed readers export them."""

import dataclasses
import html
import re

import listparser

from claimwire.web.decoding import decode_body

MAX_OUTLINES = 10_000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ADDRESS = re.compile(r"""\sxmlurl\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# Each category is compared with all others, which takes quadratic time for a long list.
_LONG_VALUE = re.compile(r"\"[^\"]{5000}|'[^']{5000}")


@dataclasses.dataclass(frozen=True)
class Outline:
    """One feed of an OPML document.

    Attributes:
        url: its ``xmlUrl``.
        title: its title or text, or None.
        tags: its categories and enclosing outlines, from the outermost, each once.
        line: line number of its address, counted from 1.
    """

    url: str
    title: str | None
    tags: list[str]
    line: int


def read_outlines(data: bytes) -> list[Outline]:
    """Return the feeds of an OPML document, in document order.

    Malformed XML is read as far as possible, because feed readers often export it. A feed that
    occurs in several places is one outline with the tags of all of them.

    Args:
        data: the document.

    Raises:
        ValueError: if it is not OPML, or looks like an attack.
    """
    text = decode_body(data)
    lowered = text.lower()
    if "<opml" not in lowered:
        raise ValueError("the file is neither TOML nor OPML; it has no <opml> element")
    if "<!entity" in lowered:
        raise ValueError("the OPML declares entities, which feed lists do not need; remove them")
    if lowered.count("<outline") > MAX_OUTLINES or _LONG_VALUE.search(text):
        raise ValueError(
            f"the OPML is beyond a feed list; split it: at most {MAX_OUTLINES:,} outlines, and "
            "values of at most 5,000 characters"
        )
    # listparser reads bytes without a byte order mark as windows-1252, whatever they declare.
    body = "\ufeff" + _DECLARATION.sub("", text)
    try:
        parsed = listparser.parse(body.encode("utf-8", "replace"))
    except Exception as error:  # listparser and lxml raise exceptions of any type
        raise ValueError(f"the OPML cannot be read: {type(error).__name__}: {error}") from error
    lines = _lines_of_addresses(text)
    return [
        Outline(
            url=feed.url,
            title=feed.title or None,
            tags=list(dict.fromkeys(tag for path in feed.categories for tag in path if tag)),
            line=lines.get(feed.url, 1),
        )
        for feed in parsed.feeds
    ]


def _lines_of_addresses(text: str) -> dict[str, int]:
    """Return the line of each address's first occurrence, which ``listparser`` does not report."""
    lines: dict[str, int] = {}
    line, counted = 1, 0
    for match in _ADDRESS.finditer(text):
        line += text.count("\n", counted, match.start(match.lastindex or 0))
        counted = match.start(match.lastindex or 0)
        url = html.unescape(match[1] or match[2] or match[3] or "").strip()
        lines.setdefault(url, line)
    return lines

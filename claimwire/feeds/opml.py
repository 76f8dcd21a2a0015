"""Feed lists in OPML, as feed readers export them."""

import dataclasses
import html
import re

import listparser

from claimwire.feeds.formats.encoding import decode

MAX_OUTLINES = 10_000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ADDRESS = re.compile(r"""\sxmlurl\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# Of a long list of categories each is compared with all others.
_LONG_VALUE = re.compile(r"\"[^\"]{5000}|'[^']{5000}")


@dataclasses.dataclass(frozen=True)
class Outline:
    """One feed of an OPML document.

    Attributes:
        url: its ``xmlUrl``.
        title: its title or text, or None.
        tags: its categories and the outlines it stands in, from the outermost, each once.
        line: where its address stands, counted from 1.
    """

    url: str
    title: str | None
    tags: list[str]
    line: int


def read_outlines(data: bytes) -> list[Outline]:
    """Read the feeds of an OPML document, in its order.

    Malformed XML is read as far as it goes, for feed readers export a lot of it. A feed that stands
    in several places is one outline with the tags of all.

    Args:
        data: the document.

    Raises:
        ValueError: if it is no OPML, or made to do harm.
    """
    text = decode(data)
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
    # listparser takes bytes without a byte order mark for windows-1252, whatever they declare.
    body = "\ufeff" + _DECLARATION.sub("", text)
    try:
        parsed = listparser.parse(body.encode("utf-8", "replace"))
    except Exception as error:  # listparser and lxml raise whatever comes along
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
    """Find the line on which each address first stands, which ``listparser`` does not tell."""
    lines: dict[str, int] = {}
    line, counted = 1, 0
    for match in _ADDRESS.finditer(text):
        line += text.count("\n", counted, match.start(match.lastindex or 0))
        counted = match.start(match.lastindex or 0)
        url = html.unescape(match[1] or match[2] or match[3] or "").strip()
        lines.setdefault(url, line)
    return lines

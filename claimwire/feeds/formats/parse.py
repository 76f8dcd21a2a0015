"""From the bytes of an answer to a feed: each kind of format has a module that reads it."""

from collections.abc import Mapping

from claimwire.feeds.formats.encoding import decode
from claimwire.feeds.formats.json_feed import looks_like_json, parse_json_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed
from claimwire.feeds.formats.xml_feed import parse_xml_feed


def parse_feed(body: bytes, headers: Mapping[str, str], url: str) -> ParsedFeed:
    """Read a feed.

    Args:
        body: decompressed bytes of the answer.
        headers: of the answer, names in lower case; only the content type counts.
        url: absolute address the answer came from, against which links are resolved.

    Raises:
        NotAFeed: if it is none, whatever else it is.
    """
    try:
        text = decode(body, headers.get("content-type"))
        parse = parse_json_feed if looks_like_json(text) else parse_xml_feed
        return parse(text, url)
    except NotAFeed:
        raise
    except Exception as error:  # feedparser and lxml raise whatever comes along
        raise NotAFeed(f"the parser failed: {type(error).__name__}: {error}"[:300]) from error

"""The parser of feeds: detects the format and calls its module."""

from collections.abc import Mapping

from claimwire.feeds.formats.json_feed import looks_like_json, parse_json_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed, ParsedFeed
from claimwire.feeds.formats.xml_feed import parse_xml_feed
from claimwire.web.decoding import decode_body


def parse_feed(body: bytes, headers: Mapping[str, str], url: str) -> ParsedFeed:
    """Parse a feed.

    Args:
        body: decompressed bytes of the response.
        headers: headers of the response, names in lower case; only the content type is used.
        url: absolute address of the response, against which links are resolved.

    Raises:
        NotAFeed: if the body is not a feed.
    """
    try:
        text = decode_body(body, headers.get("content-type"))
        parse = parse_json_feed if looks_like_json(text) else parse_xml_feed
        return parse(text, url)
    except NotAFeed:
        raise
    except Exception as error:  # feedparser and lxml raise exceptions of any type
        raise NotAFeed(f"the parser failed: {type(error).__name__}: {error}"[:300]) from error

"""The search for a site's feeds, where a feed list has the site's address."""

import functools
import tomllib
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.web.decoding import decode_body
from claimwire.web.interface import Answer, Fetch, FetchError
from claimwire.web.urls import BadUrl, absolute, origin, without_userinfo

MAX_PROPOSED = 5
"""Maximum number of feeds that are named for one site."""

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_MAX_BYTES = 5_000_000


def declared_feeds(answer: Answer) -> list[str]:
    """Return the addresses of feeds that a web page declares, in its order.

    They are in ``link`` elements with the relation ``alternate`` and the type of a feed
    (https://html.spec.whatwg.org/multipage/links.html#rel-alternate).
    """
    text = decode_body(answer.body, answer.headers.get("content-type"))
    try:
        tree = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    found = []
    for link in tree.iter("link"):
        relations = link.get("rel", "").lower().split()
        media_type = link.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in relations and media_type in _TYPES and link.get("href"):
            try:
                found.append(without_userinfo(absolute(answer.final_url, link.get("href"))))
            except BadUrl:
                continue
    return list(dict.fromkeys(found))[:MAX_PROPOSED]


async def find_feeds(fetch: Fetch, url: str) -> list[str]:
    """Return the addresses of a site's feeds that can be read.

    Those that the page declares are tried first, and if there is none, the usual paths.

    Args:
        fetch: sends requests.
        url: the site's address.
    """
    try:
        page = await fetch(url, max_bytes=_MAX_BYTES)
        declared = declared_feeds(page)
    except FetchError:
        declared = []
    found = [each for each in declared if await _is_feed(fetch, each)]
    if found:
        return found
    for path in _usual_paths():
        if await _is_feed(fetch, origin(url) + path):
            return [origin(url) + path]
    return []


async def _is_feed(fetch: Fetch, url: str) -> bool:
    try:
        answer = await fetch(url, max_bytes=_MAX_BYTES)
        parse_feed(answer.body, answer.headers, answer.final_url)
    except (FetchError, NotAFeed):
        return False
    return 200 <= answer.status < 300


@functools.cache
def _usual_paths() -> tuple[str, ...]:
    path = Path(__file__).with_name("usual_paths.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["paths"])

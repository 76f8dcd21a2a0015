"""The test feeds of the W3C feed validator, many of them broken on purpose."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from claimwire.feeds.entries import entries_of
from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.schemas.flow import Feed, Tick

URL = "https://validator.example/feed.xml"

DEFAULT = Path(__file__).parents[3] / "shared" / "corpora"
CORPUS = Path(os.environ.get("CLAIMWIRE_CORPORA", DEFAULT)) / "w3c-feedvalidator" / "testcases"

# Declares the unusual namespace of RSS 1.1 with two prefixes, as an error to be found.
WITHOUT_LINKS = {"rss11/must/neg-anyarss.xml"}

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason=f"no test feeds in {CORPUS}; set CLAIMWIRE_CORPORA to the folder of w3c-feedvalidator",
)


@pytest.fixture(scope="module")
def feeds() -> dict[str, bytes]:
    return {
        path.relative_to(CORPUS).as_posix(): path.read_bytes()
        for path in sorted(CORPUS.rglob("*.xml"))
    }


def links_of(body: bytes) -> Iterator[set[str]]:
    """Find each entry's links without the parser under test; nothing if it is not well-formed."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for entry in root.iter("{*}item", "{*}entry"):
        namespace = (
            etree.QName(entry).namespace or "",
            "http://rssnamespace.org/feedburner/ext/1.0",
        )
        links = {
            (child.get("href") or child.text or "").strip()
            for child in entry.iterchildren("{*}link", "{*}origLink")
            if (etree.QName(child).namespace or "") in namespace
            and child.get("rel", "alternate") == "alternate"
        }
        if found := {link for link in links if re.match(r"https?://[\w-]+(\.\w+)+[^\s]*$", link)}:
            yield found


def test_there_are_as_many_as_published(feeds: dict[str, bytes]) -> None:
    assert len(feeds) == 2_156


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", ["whole", "cut off", "UTF-16"])
def test_none_crashes_or_hangs(feeds: dict[str, bytes], tick: Tick, part: str) -> None:
    failures = []
    for name, whole in feeds.items():
        body = {
            "whole": whole,
            "cut off": whole[: len(whole) * 3 // 4],
            "UTF-16": whole.decode("utf-8", "replace").encode("utf-16-le"),
        }[part]
        try:
            entries_of(parse_feed(body, {"content-type": "text/xml"}, URL), Feed(url=URL), tick)
        except NotAFeed as error:
            if "the parser failed" in str(error):
                failures.append(f"{name}: {error}")
        except Exception as error:  # any at all is a failure, to be told with its file
            failures.append(f"{name}: {error!r}")
    assert failures == []


def test_every_entry_with_a_link_is_found(feeds: dict[str, bytes]) -> None:
    failures, valid, checked = [], 0, 0
    for name, body in feeds.items():
        expected = list(links_of(body))
        if not expected or name in WITHOUT_LINKS:
            continue
        checked += 1
        valid += bool(re.search(rb"Expect:\s*(!|Valid)", body))
        try:
            found = {entry.link for entry in parse_feed(body, {}, URL).entries}
        except NotAFeed as error:
            failures.append(f"{name}: {error}")
            continue
        failures += [f"{name}: {links} is missing" for links in expected if not links & found]
    assert failures == []
    assert (checked, valid) > (800, 250)


def test_other_documents_are_no_feeds() -> None:
    paths = [path for suffix in ("html", "opml") for path in sorted(CORPUS.rglob(f"*.{suffix}"))]
    accepted = []
    for path in paths:
        try:
            parse_feed(path.read_bytes(), {}, URL)
        except NotAFeed:
            continue
        accepted.append(path.name)
    assert paths
    assert accepted == []

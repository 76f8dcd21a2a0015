import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from claimwire.feeds.feed_list import read_feed_list
from claimwire.feeds.identity import is_unresolvable
from claimwire.language.parsing.models import DEFAULT_MODELS
from claimwire.schemas.flow import Access, Feed
from claimwire.web.urls import canonical_url

FILE = Path(__file__).parents[2] / "feeds.toml"


@pytest.fixture(scope="module")
def feeds() -> list[Feed]:
    return read_feed_list(FILE.read_bytes(), FILE.name)


def test_the_default_list_holds_feeds_of_many_countries(feeds: list[Feed]) -> None:
    assert len(feeds) >= 30
    assert len({feed.country for feed in feeds if feed.country}) >= 20


def test_each_feed_is_named_and_tagged_and_listed_once(feeds: list[Feed]) -> None:
    assert all(feed.name and feed.tags and feed.language for feed in feeds)
    languages = Counter(feed.language for feed in feeds)
    assert set(languages) >= set(DEFAULT_MODELS)
    assert all(languages[language] >= 15 for language in ("en", "es", "fr"))
    for language in ("es", "fr"):
        assert len({feed.country for feed in feeds if feed.language == language}) >= 20
    names = Counter(feed.name for feed in feeds)
    assert [name for name, count in names.items() if count > 1] == []
    assert len({canonical_url(feed.url) for feed in feeds}) == len(feeds)


def test_no_feed_hides_where_its_articles_are(feeds: list[Feed]) -> None:
    assert not [feed.url for feed in feeds if is_unresolvable(feed.url)]


def test_the_head_of_the_list_explains_every_key() -> None:
    head = FILE.read_text(encoding="utf-8").split("[defaults]\n", maxsplit=1)[0]
    explained = re.findall(r"^#   (\w+) ", head, re.MULTILINE)
    listed = [field.name for field in dataclasses.fields(Feed) if field.name != "access"]
    secrets = [field.name for field in dataclasses.fields(Access) if field.name != "password"]
    assert explained == listed + secrets

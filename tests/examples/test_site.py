import hashlib
import json
import re
import tomllib
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from protego import Protego

from examples.serve import SITE, read_outlets, render_feed_list

FILES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.glob("*/**/*")
    if path.is_file() and not path.name.startswith(".")
)
PAGES = [path for path in FILES if path.endswith((".html", ".htm"))]

# Feed: version as feedparser calls it, well-formed, entries.
FEEDS = {
    "meridian-wire/feed.xml": ("rss20", True, 10),
    "meridian-wire/desk.json": ("json", True, 2),
    "harbour-post/rdf.xml": ("rss10", True, 10),
    "lakeside-monitor/atom.xml": ("atom10", True, 8),
    "pacific-courier/news.rss": ("rss20", False, 5),
    "horn-ledger/old-feed.xml": ("rss20", True, 4),
    "horn-ledger/bulletin.xml": ("rss20", True, 4),
}
MISSING_PAGES = {
    "meridian-wire/world/armenia-azerbaijan-commission.html",
    "horn-ledger/bulletin/213/",
    "horn-ledger/bulletin/214/",
}
REFERENCE_TEXT = "9691ba1a4f6fda5309e8d791382a651f430cd0ab5940e433c14bcb8b5ce06102"


def follow(ask, site, path):
    answer = ask(site.url(path))
    return ask(answer.headers["Location"]) if answer.status == 301 else answer


def entry_links(ask, site, path):
    """What a feed links to, as ``outlet/path?query``."""
    body = follow(ask, site, path).body
    if path.endswith(".json"):
        links = [item["url"] for item in json.loads(body)["items"]]
    else:
        links = [entry.get("link") for entry in feedparser.parse(body).entries]
    names = {base: outlet for outlet, base in site.bases.items()}
    found = []
    for link in filter(None, links):
        parts = urlsplit(link)
        outlet = names[f"{parts.scheme}://{parts.netloc}"]
        found.append(outlet + parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


class TestFiles:
    @pytest.mark.parametrize("path", FILES)
    def test_every_file_is_served_with_its_tokens_filled_in(self, ask, site, path):
        answer = ask(site.url(path))
        assert answer.status == 200
        assert "charset=" in answer.headers["Content-Type"]
        assert answer.body
        assert b"{{" not in answer.body

    @pytest.mark.parametrize("path", PAGES)
    def test_every_page_has_a_title_and_links_that_lead_somewhere(self, path):
        content = (SITE / path).read_bytes()
        charset = "windows-1252" if path.startswith("pacific-courier") else "utf-8"
        page = lxml.html.fromstring(content.decode(charset))
        assert page.findtext(".//title")
        for link in page.xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            if link != "#" and "{{" not in link:
                assert ((SITE / path).parent / link).is_file(), link

    def test_there_are_many_pages_of_several_makes(self):
        assert len(PAGES) >= 28
        assert len({path.split("/")[0] for path in PAGES}) == 5

    def test_the_tokens_name_outlets_only(self):
        tokens = {
            token.decode()
            for path in FILES
            for token in re.findall(rb"\{\{(.*?)\}\}", (SITE / path).read_bytes())
        }
        assert tokens == {outlet.name for outlet in read_outlets(SITE)}


class TestFeeds:
    @pytest.mark.parametrize("path", FEEDS)
    def test_each_feed_parses_to_its_entries(self, ask, site, path):
        version, well_formed, entries = FEEDS[path]
        answer = follow(ask, site, path)
        if version == "json":
            feed = json.loads(answer.body)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert len(feed["items"]) == entries
            return
        headers = {name.lower(): value for name, value in answer.headers.items()}
        feed = feedparser.parse(answer.body, response_headers=headers)
        assert feed.version == version
        assert feed.bozo != well_formed
        assert len(feed.entries) == entries
        assert all(entry.title for entry in feed.entries)

    def test_the_feed_list_is_of_these_feeds(self, site):
        listed = tomllib.loads(render_feed_list(site.bases))["feed"]
        assert {feed["url"] for feed in listed} == {site.url(path) for path in FEEDS}
        assert all(feed["poll_minutes"] == 0 for feed in listed)
        assert [feed["url"] for feed in listed if not feed.get("fetch_pages", True)] == [
            site.url("horn-ledger/bulletin.xml")
        ]

    @pytest.mark.parametrize("path", FEEDS)
    def test_each_link_answers_as_it_should(self, ask, site, path):
        for link in entry_links(ask, site, path):
            expected = 404 if link in MISSING_PAGES else 200
            assert ask(site.url(link)).status == expected, link

    def test_entries_of_the_bulletin_have_their_text_in_the_feed(self, ask, site):
        entries = feedparser.parse(ask(site.url("horn-ledger/bulletin.xml")).body).entries
        assert all(len(entry.content[0].value.split()) > 200 for entry in entries)
        assert [bool(entry.get("link")) for entry in entries] == [True, True, False, False]

    def test_a_story_is_in_two_feeds_with_tracking_parameters_in_one(self, ask, site):
        story = "meridian-wire/world/sudan-aid-corridor.html"
        assert story in entry_links(ask, site, "meridian-wire/feed.xml")
        elsewhere = entry_links(ask, site, "harbour-post/rdf.xml")
        assert [link.partition("?")[2] for link in elsewhere if link.startswith(story)] == [
            "utm_source=harbour-post&utm_medium=rss&utm_campaign=partners"
        ]

    def test_the_moved_feed_answers_a_permanent_redirect(self, ask, site):
        answer = ask(site.url("horn-ledger/old-feed.xml"))
        assert answer.status == 301
        assert answer.headers["Location"] == site.url("horn-ledger/feed.xml")


class TestSpecialPages:
    def paragraphs(self, path, within):
        page = lxml.html.fromstring((SITE / path).read_bytes().decode())
        return ["".join(found.itertext()) for found in page.xpath(within)]

    def test_the_reference_article_is_there_to_the_letter(self, ask, site):
        page = "meridian-wire/world/taliban-written-peace-plan.html"
        text = "\n".join(self.paragraphs(page, "//article/p"))
        assert hashlib.sha256(text.encode()).hexdigest() == REFERENCE_TEXT
        content = (SITE / page).read_text(encoding="utf-8")
        assert '<meta property="article:published_time" content="2021-07-06T09:00:00Z">' in content
        feed = feedparser.parse(ask(site.url("meridian-wire/feed.xml")).body)
        dates = {entry.link: entry.published for entry in feed.entries}
        assert dates[site.url(page)] == "Tue, 06 Jul 2021 09:00:00 GMT"

    def test_the_reprint_has_the_agency_s_words_under_another_headline(self):
        original = "meridian-wire/world/black-sea-grain.html"
        reprint = "harbour-post/news/one-check-at-sea.html"
        ours = self.paragraphs(original, "//article/p")[1:]
        theirs = self.paragraphs(reprint, "//p[@class='par']")[1:]
        words = [re.findall(r"\w+", " ".join(text)) for text in (ours, theirs)]
        assert words[0] == words[1]
        assert self.paragraphs(original, "//h1") != self.paragraphs(reprint, "//h1")

    def test_the_update_has_one_paragraph_more(self):
        first, update = (
            self.paragraphs(f"meridian-wire/world/kosovo-crossings{which}.html", "//article/p")
            for which in ("", "-update-1")
        )
        assert len(update) == len(first) + 1
        assert [text for text in update if text in first] == first

    def test_the_print_version_names_the_story_that_the_feed_lists_too(self, ask, site):
        page = lxml.html.fromstring(ask(site.url("harbour-post/print/shoal-collision.html")).body)
        assert page.xpath("//link[@rel='canonical']/@href") == [
            site.url("harbour-post/news/shoal-collision.html")
        ]
        links = entry_links(ask, site, "harbour-post/rdf.xml")
        assert "harbour-post/print/shoal-collision.html" in links
        assert "harbour-post/news/shoal-collision.html" in links

    def test_one_page_has_no_date_and_neither_has_its_entry(self, ask, site):
        feed = feedparser.parse(ask(site.url("pacific-courier/news.rss")).body)
        undated = [entry.link for entry in feed.entries if "published" not in entry]
        assert undated == [site.url("pacific-courier/story/squid.htm")]
        page = (SITE / "pacific-courier/story/squid.htm").read_bytes()
        assert not re.search(rb"\b2026\b|NAME=.date", page)

    def test_one_entry_is_forbidden_by_robots_txt(self, ask, site):
        links = entry_links(ask, site, "harbour-post/rdf.xml")
        rules = {
            outlet: Protego.parse(ask(f"{base}/robots.txt").body.decode())
            for outlet, base in site.bases.items()
        }
        forbidden = [
            link
            for link in links
            if not rules[link.split("/")[0]].can_fetch(site.url(link), "claimwire")
        ]
        assert forbidden == ["harbour-post/private/envoy-notes.html"]
        assert all(rule.crawl_delay("claimwire") == 0 for rule in rules.values())

"""Three runs over the example site: all is read, then nothing is new, then one story is."""

import email.utils
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from claimwire.language.parsing.models import DEFAULT_MODELS, how_to_install, is_installed
from claimwire.pipeline.command_line import DONE, main
from examples.serve import SITE
from tests.fakes.reference_articles import NAMES, OWN, reference_article
from tests.fakes.site_runs import Runs

ADDED = reference_article(OWN)
"""An article that the site does not have at first."""

NEW_ENTRY = f"""
    <item>
      <title>{ADDED["title"]}</title>
      <link>{{{{horn-ledger}}}}/2026/11/prisoner-lists/</link>
      <guid>prisoner-lists</guid>
      <pubDate>{email.utils.format_datetime(datetime.fromisoformat(ADDED["published_at"]))}</pubDate>
    </item>
"""
PARAGRAPHS = "\n".join(f"<p>{paragraph}</p>" for paragraph in ADDED["text"].split("\n"))
NEW_PAGE = f"""<!doctype html><html lang="en"><head><title>{ADDED["title"]}</title></head>
<body><article><h1>{ADDED["title"]}</h1>
{PARAGRAPHS}
</article></body></html>"""


@pytest.fixture(scope="module")
def first(after_first_run: Callable[[], Runs]) -> Runs:
    return after_first_run()


@pytest.fixture(scope="module")
def second(first: Any) -> Any:
    first.site.requests.clear()
    first.run()
    return first


@pytest.fixture(scope="module")
def third(second: Any) -> Iterator[Any]:
    site = second.site
    feed = (SITE / "horn-ledger" / "feed.xml").read_text(encoding="utf-8")
    site.replace("horn-ledger/feed.xml", feed.replace("<item>", f"{NEW_ENTRY}<item>", 1))
    site.replace("horn-ledger/2026/11/prisoner-lists/index.html", NEW_PAGE)
    site.requests.clear()
    second.run()
    yield second
    site.restore()


def test_every_feed_is_read(first: Any) -> None:
    polls = first.rows("feeds", 0)
    assert {poll["outcome"] for poll in polls} == {"read"}
    assert len(polls) == 7
    assert all(poll["entries"] >= poll["new_entries"] > 0 for poll in polls)


def test_the_feed_that_moved_is_followed_and_noted(first: Any) -> None:
    moved = {poll["feed_url"]: poll["moved_to"] for poll in first.rows("feeds", 0)}
    old = first.site.url("horn-ledger/old-feed.xml")
    assert moved.pop(old) == first.site.url("horn-ledger/feed.xml")
    assert set(moved.values()) == {None}


def test_many_articles_are_made_each_once(first: Any) -> None:
    articles = first.rows("articles", 0)
    assert len(articles) >= 25
    assert len({article["article_id"] for article in articles}) == len(articles)
    assert all(article["word_count"] >= 40 for article in articles)
    assert not [article["url"] for article in articles if "|" in article["text"]]


def test_a_story_in_two_feeds_is_one_article_with_two_sightings(first: Any) -> None:
    appearances = Counter(row["article_id"] for row in first.rows("sightings", 0))
    twice = {article_id for article_id, count in appearances.items() if count > 1}
    assert twice
    assert twice <= {article["article_id"] for article in first.rows("articles", 0)}


def test_a_re_headlined_wire_story_is_a_copy_and_is_not_read_again(first: Any) -> None:
    articles = {article["article_id"]: article for article in first.rows("articles", 0)}
    copies = [article for article in articles.values() if article["copy_of"]]
    assert copies
    for copy in copies:
        original = articles[copy["copy_of"]]
        assert copy["story_id"] == original["story_id"] == original["article_id"]
        assert 0 < copy["copy_score"] <= 1
    titles = {(copy["title"], articles[copy["copy_of"]]["title"]) for copy in copies}
    assert any(title != original for title, original in titles)
    read = {claim["article_id"] for claim in first.rows("claims", 0)}
    assert not read & {copy["article_id"] for copy in copies}


def test_what_goes_no_further_says_why(first: Any) -> None:
    reasons = {row["reason"]: row for row in first.rows("rejections", 0)}
    assert {"http_4xx", "robots", "consent_page", "index_page", "language"} <= set(reasons)


def languages_of(runs: Any) -> dict[str, str]:
    return {row["article_id"]: row["language"] for row in runs.rows("articles", 0)}


def test_a_language_without_a_model_is_named_in_the_rejection(first: Any) -> None:
    rejected = [row for row in first.rows("rejections", 0) if row["reason"] == "language"]
    languages = languages_of(first)
    told = {languages[row["article_id"]]: row["detail"] for row in rejected}
    assert "there is no language model" in told["sw"]
    not_installed = {code for code in ("es", "fr") if not is_installed(DEFAULT_MODELS[code])}
    assert set(told) == {"sw"} | not_installed
    for code in not_installed:
        assert how_to_install(DEFAULT_MODELS[code]) in told[code]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_each_article_is_read_in_its_language(first: Any, language: str) -> None:
    if not is_installed(DEFAULT_MODELS[language]):
        pytest.skip(f"{DEFAULT_MODELS[language]} is not installed")
    languages = languages_of(first)
    read = {languages[row["article_id"]] for row in first.rows("entities", 0)}
    assert language in read


def test_claims_and_entities_point_into_their_article(first: Any) -> None:
    texts = {article["article_id"]: article["text"] for article in first.rows("articles", 0)}
    claims, entities = first.rows("claims", 0), first.rows("entities", 0)
    assert len(claims) > 100
    for claim in claims:
        text = texts[claim["article_id"]]
        assert claim["text"] == " ".join(text[s["start"] : s["end"]] for s in claim["spans"])
        if claim["cue"]:
            assert text[claim["cue_start"] : claim["cue_end"]] == claim["cue"]
    for entity in entities:
        assert texts[entity["article_id"]][entity["start"] : entity["end"]] == entity["text"]


def test_the_manifest_counts_what_the_files_hold(first: Any) -> None:
    manifest = first.manifests[0]
    for table in ("articles", "claims", "entities", "feeds", "rejections", "sightings"):
        counted = sum(file.rows for file in manifest.files if file.table == table)
        assert counted == len(first.rows(table, 0))
    reasons = Counter(row["reason"] for row in first.rows("rejections", 0))
    tallies = {name: manifest.tallies[f"rejected_{name}"] for name in reasons}
    assert tallies == dict(reasons)


def test_a_second_run_fetches_no_page_and_writes_no_article(second: Any) -> None:
    assert {poll["outcome"] for poll in second.rows("feeds", 1)} == {"not_modified"}
    pages = [request for request in second.site.requests if request.status not in (301, 304)]
    assert pages == []
    for table in ("articles", "sightings", "entities", "claims", "rejections"):
        assert second.rows(table, 1) == []


def test_a_changed_feed_yields_only_what_is_new(third: Any) -> None:
    assert [row["title"] for row in third.rows("articles", 2)] == [ADDED["title"]]
    fetched = [
        request.path
        for request in third.site.requests
        if request.status == 200 and request.path != "/robots.txt"
    ]
    assert fetched == ["/feed.xml", "/2026/11/prisoner-lists/"]
    changed = [row for row in third.rows("feeds", 2) if row["outcome"] == "read"]
    assert [row["new_entries"] for row in changed] == [1]


def assert_as_marked(expected: dict[str, Any], runs: Any, run: int) -> None:
    """Check the text, the date, and who says what in a reference article."""
    articles = {row["title"]: row for row in runs.rows("articles", run)}
    article = articles[expected["title"]]
    assert article["text"] == expected["text"]
    assert article["published_at"] == datetime.fromisoformat(expected["published_at"])
    found = {
        tuple((span["start"], span["end"]) for span in claim["spans"]): claim["speaker_name"]
        for claim in runs.rows("claims", run)
        if claim["article_id"] == article["article_id"]
    }
    # Somebody whom the text only describes has no name.
    wanted = {
        tuple(map(tuple, each["spans"])): None
        if "anonymous" in each["speaker_kind"]
        else each["speaker"]
        for each in expected["claims"]
    }
    assert found == wanted


def test_a_reference_article_gives_its_claims_with_their_speakers(third: Any) -> None:
    assert_as_marked(ADDED, third, run=2)


@pytest.mark.parametrize("name", [name for name in NAMES if name != OWN])
def test_so_does_the_one_that_the_site_has_from_the_start(first: Any, name: str) -> None:
    assert_as_marked(reference_article(name), first, run=0)


def test_known_stories_are_sighted_again_when_their_feed_is_read(third: Any) -> None:
    old = first_ids = {row["article_id"] for row in third.rows("articles", 0)}
    sighted = {row["article_id"] for row in third.rows("sightings", 2)}
    assert sighted & old
    assert not {row["article_id"] for row in third.rows("articles", 2)} & first_ids


def test_the_reprinted_story_is_the_widest_spread(
    first: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stories", "--output", first.output, "--top", "1"]) == DONE
    printed = " ".join(capsys.readouterr().out.split())
    assert "corridor" in printed
    assert "Ankara" in printed
    assert "Kosovo" not in printed

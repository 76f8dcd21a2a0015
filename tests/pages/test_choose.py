import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claimwire.pages.choose import (
    LONGEST_TEXT,
    choose_authors,
    choose_canonical,
    choose_date,
    choose_title,
    make_article,
)
from claimwire.pages.extracted import Extracted
from claimwire.pages.fetching import without_page
from claimwire.pages.quality import Problem
from claimwire.pages.text_key import text_key
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Reason, Rejection

MakeEntry = Callable[..., Entry]
MakePage = Callable[..., FetchedPage]
Prose = Callable[[int], str]


def article(page: FetchedPage, extracted: Extracted | None, **options: Any) -> Article:
    made = make_article(page, extracted, min_words=40, **options)
    assert isinstance(made, Article)
    return made


def rejection(page: FetchedPage, extracted: Extracted | None, **options: Any) -> Rejection:
    made = make_article(page, extracted, min_words=40, **options)
    assert isinstance(made, Rejection)
    return made


def test_an_article_from_its_page(
    entry: MakeEntry, fetched: MakePage, prose: Prose, now: datetime
) -> None:
    page = fetched(entry(text=prose(20)))
    made = article(page, Extracted(text=prose(200), language="en"))
    assert made == Article(
        article_id=stable_id("https://news.example/world/talks-go-on"),
        url="https://news.example/world/talks-go-on",
        canonical_url="https://news.example/world/talks-go-on",
        site="news.example",
        feed_url="https://news.example/feed.xml",
        title="Talks go on",
        authors=[],
        language="en",
        published_at=None,
        published_raw=None,
        published_source="none",
        first_seen_at=now,
        fetched_at=now,
        http_status=200,
        text=prose(200),
        text_source="page",
        text_key=text_key(prose(200)),
        word_count=200,
        near_copy_signature=None,
        story_id=None,
        copy_of=None,
        copy_score=None,
        run_id="run",
        paywalled=False,
        live_blog=None,
    )


@pytest.mark.parametrize(
    ("page_words", "feed_words", "source", "words"),
    [
        (200, 50, "page", 200),
        (60, 60, "page", 60),
        # The article and what stands below it in feeds.
        (200, 240, "page", 200),
        (200, 299, "page", 200),
        # The beginning of the article that a paywall shows, and all of it.
        (200, 300, "feed", 300),
        (50, 200, "feed", 200),
        # A page that has too little to be an article by itself.
        (39, 45, "feed", 45),
        (0, 60, "feed", 60),
    ],
)
def test_the_page_is_taken_unless_it_is_cut_short(
    page_words: int,
    feed_words: int,
    source: str,
    words: int,
    *,
    entry: MakeEntry,
    fetched: MakePage,
    prose: Prose,
) -> None:
    page = fetched(entry(text=prose(feed_words)))
    made = article(page, Extracted(text=prose(page_words) if page_words else ""))
    assert (made.text_source, made.word_count) == (source, words)


@pytest.mark.parametrize(
    ("page_words", "feed_words", "source"),
    [(200, 190, "page"), (200, 201, "feed"), (200, 240, "feed"), (60, 20, "page")],
)
def test_a_page_behind_a_paywall_is_no_full_text(
    page_words: int,
    feed_words: int,
    source: str,
    *,
    entry: MakeEntry,
    fetched: MakePage,
    prose: Prose,
) -> None:
    page = fetched(entry(text=prose(feed_words)))
    made = article(page, Extracted(text=prose(page_words), paywalled=True))
    assert (made.text_source, made.paywalled) == (source, True)


def test_nothing_is_known_of_a_paywall_without_a_page(entry: MakeEntry, prose: Prose) -> None:
    assert article(without_page(entry(text=prose(60))), None).paywalled is None


@pytest.mark.parametrize("headline", ["Talks go on", "TALKS GO ON.", "Talks to go on for weeks"])
def test_the_headline_is_no_part_of_the_text(
    headline: str, entry: MakeEntry, fetched: MakePage, prose: Prose
) -> None:
    extracted = Extracted(text=f"{headline}\n{prose(60)}", title="Talks to go on for weeks")
    assert article(fetched(entry()), extracted).text == prose(60)


def test_versions_with_and_without_a_standfirst_have_one_key(
    entry: MakeEntry, fetched: MakePage, prose: Prose
) -> None:
    lead = "Nobody expects a treaty."
    full = article(fetched(entry()), Extracted(text=f"{lead}\n{prose(60)}", standfirst=lead))
    assert full.text == f"{lead}\n{prose(60)}"
    assert full.text_key == article(fetched(entry()), Extracted(text=prose(60))).text_key


def test_a_subheading_is_part_of_the_text(
    entry: MakeEntry, fetched: MakePage, prose: Prose
) -> None:
    text = f"What we know\n{prose(60)}\nTalks go on"
    assert article(fetched(entry()), Extracted(text=text)).text == text


def test_an_article_without_a_page_or_an_address(entry: MakeEntry, prose: Prose) -> None:
    of_feed = entry(
        "", canonical_url="urn:claimwire:abc", text=f"  {prose(60)}\r\n\r\nEnd.\x00 ", language="nl"
    )
    made = article(without_page(of_feed), None)
    assert made.text == f"{prose(60)}\nEnd."
    assert made.article_id == stable_id("urn:claimwire:abc")
    assert made.site == "news.example"
    assert (made.url, made.http_status, made.fetched_at) == ("", None, None)


def test_too_little_text(entry: MakeEntry, fetched: MakePage, prose: Prose) -> None:
    made = rejection(fetched(entry(text=prose(39), attempt=2)), Extracted(text=prose(12)))
    assert made.reason == Reason.NO_TEXT
    assert made.stage == "extract"
    assert made.detail == "page and feed have 39 words; 40 make an article"
    assert (made.retryable, made.attempt) == (False, 2)
    assert made.article_id == entry().article_id


@pytest.mark.parametrize("feed_words", [10, 100])
def test_a_page_that_is_no_article_does_not_count(
    feed_words: int, entry: MakeEntry, fetched: MakePage, prose: Prose
) -> None:
    page = fetched(entry(text=prose(feed_words)), final_url="https://news.example/")
    front = Extracted(text=prose(300), title="Example News", published=(("2024-05-01", "page"),))
    made = make_article(page, front, min_words=40)
    if isinstance(made, Rejection):
        assert (feed_words, made.reason) == (10, Reason.INDEX_PAGE)
    else:
        assert (feed_words, made.word_count, made.text_source) == (100, 100, "feed")
        assert made.canonical_url == "https://news.example/world/talks-go-on"
        assert made.title == "Talks go on"
        assert made.published_at is None


def test_a_page_that_could_not_be_read(entry: MakeEntry, fetched: MakePage, prose: Prose) -> None:
    problem = Problem(Reason.EXTRACTION_TIMEOUT, "no answer within 20 seconds")
    made = rejection(fetched(entry()), None, problem=problem)
    assert (made.reason, made.detail) == ("extraction_timeout", "no answer within 20 seconds")
    assert article(fetched(entry(text=prose(80))), None, problem=problem).text_source == "feed"


@pytest.mark.parametrize(
    ("attempt", "feed_words", "outcome"),
    [
        (1, 10, (Reason.CHALLENGE_PAGE, True)),
        (1, 100, (Reason.CHALLENGE_PAGE, True)),
        (5, 100, "feed"),
        (5, 10, (Reason.CHALLENGE_PAGE, False)),
    ],
)
def test_a_bot_check_is_retried_until_the_last_attempt(
    attempt: int,
    feed_words: int,
    outcome: object,
    *,
    entry: MakeEntry,
    fetched: MakePage,
    prose: Prose,
) -> None:
    page = fetched(entry(text=prose(feed_words), attempt=attempt))
    made = make_article(page, Extracted(notice="challenge"), min_words=40, max_attempts=5)
    if isinstance(made, Rejection):
        assert (made.reason, made.retryable) == outcome
    else:
        assert made.text_source == outcome


def test_text_beyond_measure(entry: MakeEntry, fetched: MakePage) -> None:
    made = rejection(fetched(entry()), Extracted(text="word " * (LONGEST_TEXT // 5) + "!"))
    assert made.reason == Reason.TOO_LONG


@pytest.mark.parametrize(
    ("final", "links", "canonical"),
    [
        # What the page says.
        ("/world/talks-go-on", ["https://news.example/world/7"], "https://news.example/world/7"),
        (
            "/world/talks-go-on",
            ["http://news.example/7?utm_source=x"],
            "https://news.example/7",
        ),
        # Not believed: another site, the front page, no address.
        (
            "/world/talks-go-on",
            ["https://other.example/7"],
            "https://news.example/world/talks-go-on",
        ),
        ("/world/talks-go-on", ["https://news.example/"], "https://news.example/world/talks-go-on"),
        ("/world/talks-go-on", ["mailto:a@news.example"], "https://news.example/world/talks-go-on"),
        (
            "/world/talks-go-on",
            ["https://news.example/", "https://news.example/world/og"],
            "https://news.example/world/og",
        ),
        # Where redirects led.
        ("/world/moved?utm_medium=rss", [], "https://news.example/world/moved"),
    ],
)
def test_canonical_address(
    final: str, links: list[str], canonical: str, entry: MakeEntry, fetched: MakePage
) -> None:
    page = fetched(entry(), final_url="https://news.example" + final)
    assert choose_canonical(page, Extracted(canonical_links=tuple(links))) == canonical


def test_canonical_address_on_another_host_of_the_site(entry: MakeEntry, fetched: MakePage) -> None:
    page = fetched(entry("https://feeds.example.com/world/7"))
    own = Extracted(canonical_links=("https://news.example.com/world/7",))
    assert choose_canonical(page, own) == "https://news.example.com/world/7"


def test_canonical_address_behind_a_counting_service(entry: MakeEntry, fetched: MakePage) -> None:
    page = fetched(entry("https://feedproxy.example.net/~r/1"), final_url="https://news.example/7")
    own = Extracted(canonical_links=("https://news.example/seven",))
    assert choose_canonical(page, own) == "https://news.example/seven"
    assert choose_canonical(page, Extracted()) == "https://news.example/7"
    assert choose_canonical(page, None) == "https://feedproxy.example.net/~r/1"


@pytest.mark.parametrize(
    ("page_title", "feed_title", "title"),
    [
        ("Talks go on", "Talks to go on", "Talks go on"),
        ("Talks go on | Example News", "Talks resume", "Talks go on"),
        ("Talks go on - EXAMPLE NEWS", None, "Talks go on"),
        ("Example News", "Talks go on", "Talks go on"),
        ("Example News", None, "Example News"),
        ("Inside Example News", "Talks", "Inside Example News"),
        ("Talks go on in\u2026", "Talks go on in Geneva", "Talks go on in Geneva"),
        ("Talks go on \u2014 World", "Talks go on", "Talks go on"),
        ("Talks go on for weeks", "Talks go on", "Talks go on for weeks"),
        (None, " Talks\tgo on ", "Talks go on"),
        (None, "", None),
        (None, None, None),
    ],
)
def test_title(page_title: str | None, feed_title: str | None, title: str | None) -> None:
    assert choose_title(feed_title, Extracted(title=page_title, site_name="Example News")) == title


def test_title_without_a_page() -> None:
    assert choose_title("Talks", None) == "Talks"


def test_authors() -> None:
    assert choose_authors(["Desk"], Extracted(authors=("Ada", "Ben"))) == ["Ada", "Ben"]
    assert choose_authors(["Desk ", "", "Desk"], Extracted()) == ["Desk"]
    assert choose_authors([], None) == []


DAY = datetime(2024, 5, 13, tzinfo=UTC)


def test_date_of_the_feed_goes_first(entry: MakeEntry, fetched: MakePage) -> None:
    page = fetched(entry(published_at=DAY, published_raw="13 May"))
    extracted = Extracted(published=(("2024-05-01", "page"),))
    assert choose_date(page, extracted) == (DAY, "13 May", "feed")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([("2024-05-13T02:00:00+02:00", "page")], (DAY, "2024-05-13T02:00:00+02:00", "page")),
        ([("2024-05-13", "url")], (DAY, "2024-05-13", "url")),
        ([("soon", "page"), ("2024-05-13", "url")], (DAY, "2024-05-13", "url")),
        ([("1970-01-01", "page")], (None, "gibberish", "none")),
        ([], (None, "gibberish", "none")),
    ],
)
def test_date_of_the_page(
    published: list[tuple[str, str]],
    expected: tuple[datetime | None, str, str],
    entry: MakeEntry,
    fetched: MakePage,
) -> None:
    page = fetched(entry(published_raw="gibberish"))
    assert choose_date(page, Extracted(published=tuple(published))) == expected


ZONED = "2024-05-13T02:00:00+02:00"


@pytest.mark.parametrize(
    ("feed", "page", "source"),
    [
        ("2024-05-13T02:00:00", ZONED, "page"),
        ("2024-05-13", ZONED, "page"),
        ("Mon, 13 May 2024 02:00:00 GMT", ZONED, "feed"),
        ("2024-05-13T02:00:00", "2024-05-13T00:00:00", "feed"),
        # The day on which the page was first made, years ago.
        ("2024-05-13T02:00:00", "2019-05-13T02:00:00+02:00", "feed"),
    ],
)
def test_a_date_without_a_zone_gives_way_to_one_with_it(
    feed: str, page: str, source: str, *, entry: MakeEntry, fetched: MakePage
) -> None:
    at = DAY + timedelta(hours=2)
    chosen = choose_date(
        fetched(entry(published_at=at, published_raw=feed)),
        Extracted(published=((page, "page"),)),
    )
    assert chosen == ((DAY, page, "page") if source == "page" else (at, feed, "feed"))


def test_the_first_sighting_in_place_of_a_later_date_is_told_as_such(
    entry: MakeEntry, fetched: MakePage, prose: Prose, now: datetime
) -> None:
    page = fetched(entry(published_at=now, published_raw="2031-01-01"))
    made = article(page, Extracted(text=prose(200)))
    assert (made.published_at, made.published_source) == (now, "first_seen")
    assert made.published_raw == "2031-01-01"


def test_a_date_in_the_future_is_clamped(
    entry: MakeEntry, fetched: MakePage, now: datetime
) -> None:
    late = Extracted(published=(("2024-05-14T23:00:00Z", "page"),))
    assert choose_date(fetched(entry()), late)[0] == now
    future = dataclasses.replace(entry(), published_at=now + timedelta(days=1))
    assert choose_date(fetched(future), None)[0] == now

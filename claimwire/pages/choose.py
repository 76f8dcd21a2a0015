"""The choice between page and feed for each column of an article."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from claimwire.defaults import MAX_ATTEMPTS
from claimwire.feeds.dates import parse_date
from claimwire.language.detection import detect_language
from claimwire.pages.extracted import Extracted
from claimwire.pages.headline import continues_behind, cut_publisher
from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import clean_text, word_count
from claimwire.pages.quality import Problem, find_problem, is_front_page
from claimwire.pages.text_key import text_key
from claimwire.pages.written_dates import Precision, precision
from claimwire.printable import clean_line
from claimwire.rejecting import of_entry
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.urls import BadUrl, canonical_url, registrable_domain

LONGEST_TEXT = 1_000_000
"""Maximum code points of a text: spaCy's ``max_length``, beyond which it may run out of memory."""

_CUT_SHORT = 1.5
"""The page is cut short if the feed's text is more than this many times as long."""

_ZONES_APART = timedelta(hours=26)
"""Difference of the outermost time zones, UTC+14 and UTC-12."""

_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No news page is older; htmldate uses the same limit."""


def make_article(
    page: FetchedPage,
    extracted: Extracted | None,
    *,
    min_words: int,
    max_attempts: int = MAX_ATTEMPTS,
    problem: Problem | None = None,
) -> Article | Rejection:
    """Make the article of an entry from its page and its feed.

    The page's text is used unless the feed's is far longer, or is longer at all while a paywall
    cuts the page. A leading headline is removed: it has a column of its own, and copies of a text
    differ in it. A page that is not an article (front page, list of links, notice) is ignored, with
    its metadata.

    Args:
        page: the page, or an entry without one.
        extracted: the content of the page; None if it was not read.
        min_words: minimum length of an article, in words.
        max_attempts: maximum number of attempts for a page, over all runs.
        problem: why the page could not be read, if that was tried.

    Returns:
        The article; a rejection if neither text is usable. Such a rejection is final, because the
        same page would be rejected again, except for a bot check: until the last attempt, the page
        is retried rather than replaced by the feed's text.
    """
    entry = page.entry
    if extracted is not None:
        problem = find_problem(extracted, page.final_url)
    if problem and problem.passing and entry.attempt < max_attempts:
        return reject_page(page, problem, retryable=True)
    if problem:
        extracted = None
    title = choose_title(entry.title, extracted)
    titles = (title, entry.title, extracted.title if extracted else None)
    page_text = without_headline(extracted.text if extracted else "", titles)
    feed_text = without_headline(clean_text(entry.text), titles)
    from_page = _is_page_fuller(
        word_count(page_text),
        word_count(feed_text),
        min_words,
        cut_short=1 if extracted and extracted.paywalled else _CUT_SHORT,
    )
    text = page_text if from_page else feed_text
    words = word_count(text)
    if words < min_words:
        return reject_page(page, problem or _too_little(page, words, min_words))
    if len(text) > LONGEST_TEXT:
        return reject_page(page, too_long(text))
    return article_of(
        page,
        extracted,
        title=title,
        text=text,
        text_source="page" if from_page else "feed",
        canonical=choose_canonical(page, extracted),
        date=choose_date(page, extracted),
    )


def article_of(
    page: FetchedPage,
    extracted: Extracted | None,
    *,
    title: str | None,
    text: str,
    text_source: str,
    canonical: str,
    date: tuple[datetime | None, str | None, str],
    live_blog: str | None = None,
) -> Article:
    """Return the article with a text, and with what page and feed say of it.

    Args:
        page: the page.
        extracted: its content; None if it was not read, or is none of an article.
        title: the headline.
        text: the text.
        text_source: "page" or "feed".
        canonical: the canonical URL.
        date: instant, date as written and source, as ``choose_date`` returns them.
        live_blog: canonical URL of the live blog that it is a part of.
    """
    entry = page.entry
    published_at, published_raw, published_source = date
    hints = (extracted.language if extracted else None, entry.feed.language)
    if extracted and extracted.live_blog:
        live_blog = live_blog or canonical
    return Article(
        article_id=stable_id(canonical),
        url=entry.url,
        canonical_url=canonical,
        site=_site(canonical, entry.feed.url),
        feed_url=entry.feed.url,
        title=title,
        authors=choose_authors(entry.authors, extracted),
        language=detect_language(text, hints),
        published_at=published_at,
        published_raw=published_raw,
        # A date after the first sighting is not the publisher's: the sighting stands in its place.
        published_source="first_seen" if published_at == entry.seen_at else published_source,
        first_seen_at=entry.seen_at,
        fetched_at=page.fetched_at,
        http_status=page.status,
        text=text,
        text_source=text_source,
        # Versions of a page, such as that for printing, lack the standfirst or have another one.
        text_key=text_key(without_headline(text, [extracted.standfirst if extracted else None])),
        word_count=word_count(text),
        near_copy_signature=None,
        story_id=None,
        copy_of=None,
        copy_score=None,
        run_id=entry.run_id,
        paywalled=extracted.paywalled if extracted else None,
        live_blog=live_blog,
    )


def _is_page_fuller(page_words: int, feed_words: int, min_words: int, *, cut_short: float) -> bool:
    """Return whether to take the page's text rather than the feed's.

    A feed's copy of an article is longer by the notes that publishers add for readers of feeds
    (that there is more on the site, what else was published). Only a page that is much shorter was
    cut, by a paywall or in extraction. A page of too few words loses against any feed.
    """
    is_whole = page_words >= min_words and feed_words < max(cut_short * page_words, 1)
    return page_words > 0 and (is_whole or page_words >= feed_words)


def without_headline(text: str, titles: Iterable[str | None]) -> str:
    """Return a text without its first line if that is one of the titles."""
    first, _, rest = text.partition("\n")
    keys = {normalised(title) for title in titles if title}
    return rest if rest and normalised(first) in keys else text


def choose_canonical(page: FetchedPage, extracted: Extracted | None) -> str:
    """Choose the canonical URL of the article.

    The address that the page declares (RFC 6596) is used if it is on the same registrable domain
    and is not the front page, to which careless templates point all their pages. Otherwise it is
    the final address after redirects, also across domains: feeds often link through a counting
    service. A page that gave no article is ignored: it may be a consent wall or a front page.
    """
    if extracted is None or not page.final_url:
        return page.entry.canonical_url
    try:
        final = canonical_url(page.final_url)
        domain = registrable_domain(final)
    except BadUrl:
        return page.entry.canonical_url
    for link in extracted.canonical_links:
        try:
            canonical = canonical_url(link)
            same_domain = registrable_domain(canonical) == domain
        except BadUrl:
            continue
        if same_domain and (not is_front_page(canonical) or is_front_page(final)):
            return canonical
    return final


def choose_title(feed_title: str | None, extracted: Extracted | None) -> str | None:
    """Choose the headline: the page's without the site's name, or else the feed's.

    The feed's headline is also used if the page's is the same with a suffix, or is cut short.
    """
    from_feed = clean_line(feed_title or "") or None
    if not extracted or not extracted.title:
        return from_feed
    from_page = cut_publisher(extracted.title, filter(None, [extracted.site_name]))
    if not from_page or from_feed is None:
        return from_page or from_feed or extracted.title
    begun = from_page.removesuffix("...").removesuffix("\u2026").rstrip()
    if begun != from_page and from_feed.startswith(begun):
        return from_feed
    return from_feed if continues_behind(from_page, from_feed) else from_page


def choose_authors(feed_authors: Sequence[str], extracted: Extracted | None) -> list[str]:
    """Choose the bylines: the page's, which are more often full names, or else the feed's."""
    names = extracted.authors if extracted and extracted.authors else feed_authors
    return list(dict.fromkeys(name for name in map(clean_line, names) if name))


def choose_date(
    page: FetchedPage, extracted: Extracted | None
) -> tuple[datetime | None, str | None, str]:
    """Choose the date of publication: the feed's, else the page's, else the address's.

    A date of the feed without a time zone is read as UTC. So a date of the page with a zone wins
    over it, if it is of about the same day.

    Returns:
        The instant, not later than the first sighting; the date as written; its source.
    """
    entry = page.entry
    of_page, of_feed = date_of_page(page, extracted), entry.published_at
    if of_feed is not None and not (of_page and _is_more_exact(of_page, of_feed, entry)):
        return min(of_feed, entry.seen_at), entry.published_raw, "feed"
    return of_page or (None, entry.published_raw, "none")


def date_of_page(
    page: FetchedPage, extracted: Extracted | None
) -> tuple[datetime, str, str] | None:
    """Return the first date of the page that can be read, as ``choose_date`` does, or None."""
    for raw, source in extracted.published if extracted else ():
        published = parse_date(raw)
        if published is not None and published >= _EARLIEST:
            return min(published, page.entry.seen_at), raw, source
    return None


def _is_more_exact(of_page: tuple[datetime, str, str], of_feed: datetime, entry: Entry) -> bool:
    published, raw, _ = of_page
    has_zone = precision(raw) is Precision.ZONE
    lacks_zone = precision(entry.published_raw or "") is not Precision.ZONE
    return has_zone and lacks_zone and abs(published - of_feed) <= _ZONES_APART


def _site(canonical: str, feed_url: str) -> str:
    """Return the registrable domain; the feed's for articles without an address."""
    has_address = urlsplit(canonical).scheme in {"http", "https"}
    try:
        return registrable_domain(canonical if has_address else feed_url)
    except BadUrl:
        return ""


def _too_little(page: FetchedPage, words: int, min_words: int) -> Problem:
    where = "page and feed" if page.status is not None else "feed"
    return Problem(Reason.NO_TEXT, f"{where} have {words} words; {min_words} make an article")


def too_long(text: str) -> Problem:
    """Return the problem of a text beyond ``LONGEST_TEXT``."""
    return Problem(Reason.TOO_LONG, f"{len(text)} characters; the limit is {LONGEST_TEXT}")


def reject_page(page: FetchedPage, problem: Problem, *, retryable: bool = False) -> Rejection:
    """Return the rejection of a page."""
    subject = of_entry(page.entry)
    where = dataclasses.replace(subject, url=page.final_url or subject.url)
    return where.reject(Stage.EXTRACT, problem.reason, problem.detail, retryable=retryable)

"""The dates of publication that a page declares.

Imported by the extraction process: no Beam, no schemas.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day_of

from lxml.html import HtmlElement

from claimwire.pages.linked_data import Item, text_of
from claimwire.pages.meta import Meta
from claimwire.pages.plain_text import plain_line
from claimwire.pages.written_dates import Precision, minute, precision

_META = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publisheddate",
)
"""Names of ``meta`` elements that hold an article's date of publication, the strictest first."""

_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")

_TIMES = 20
"""Number of ``time`` elements that are looked at; the article's own stands at its beginning."""

_NEAR_DAYS = 1
"""Two dates whose days are at most so far apart may be one instant in two zones."""


def rank_dates(
    tree: HtmlElement,
    meta: Meta,
    articles: Sequence[Item],
    *,
    found: str | None,
    in_url: str | None,
) -> tuple[tuple[str, str], ...]:
    """Rank the dates of publication that a page has, as written, each with its source.

    JSON-LD of the page's own article first, then ``meta`` elements, then microdata, then what
    htmldate finds, then the address. If the first has no time of day or no zone, one that has it
    and may be the same instant wins; for that, ``time`` elements of the article count too.

    Args:
        tree: the page.
        meta: its ``meta`` elements.
        articles: items of JSON-LD that describe its article.
        found: the day that htmldate found; it reads the address too, without saying so.
        in_url: the day in the address.

    Returns:
        Dates with "page" or "url", the best first.
    """
    # Searching all elements takes as long as anything else here.
    in_head = list(filter(None, _declared(meta, articles)))
    is_exact = bool(in_head) and precision(in_head[0]) is Precision.ZONE
    marked = [] if is_exact else [*_marked(tree), *_created(articles)]
    declared = [(date, "page") for date in (*in_head, *marked)]
    others = [(found, "url" if found == in_url else "page"), (in_url, "url")]
    ranked = [(date, source) for date, source in (*declared, *others) if date]
    if ranked and not is_exact:
        times = [(date, "page") for date in _times(tree)]
        near = [each for each in (*ranked, *times) if _may_be_one(each[0], ranked[0][0])]
        ranked.insert(0, max([ranked[0], *near], key=lambda each: precision(each[0])))
    return tuple(dict.fromkeys(ranked))


def _declared(meta: Meta, articles: Iterable[Item]) -> Iterator[str]:
    yield from (text_of(article.get("datePublished")) for article in articles)
    yield from meta.lines(*_META)


def _marked(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath("//*[@itemprop='datePublished'][@content or @datetime]"):
        yield plain_line(element.get("content") or element.get("datetime"))


def _created(articles: Iterable[Item]) -> Iterator[str]:
    return (text_of(article.get("dateCreated")) for article in articles)


def _times(tree: HtmlElement) -> Iterator[str]:
    elements = tree.xpath("//article//time[@datetime] | //main//time[@datetime]")
    return filter(None, (plain_line(element.get("datetime")) for element in elements[:_TIMES]))


def _may_be_one(one: str, other: str) -> bool:
    """Return whether two dates may be one instant, written in two ways or for two zones."""
    minutes = [minute(date) for date in (one, other)]
    # Zones differ by multiples of a quarter of an hour.
    if len({each % 15 for each in minutes if each is not None}) > 1:
        return False
    days = [_DAY.match(date) for date in (one, other)]
    try:
        first, second = (day_of(*map(int, day.groups())) for day in days if day)
    except ValueError:
        return False
    return abs((first - second).days) <= _NEAR_DAYS

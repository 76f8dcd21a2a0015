"""The articles of an entry: one, or one for each part of a live blog."""

import dataclasses
from urllib.parse import urldefrag

from claimwire.defaults import MAX_ATTEMPTS
from claimwire.pages.choose import (
    LONGEST_TEXT,
    article_of,
    choose_canonical,
    choose_date,
    date_of_page,
    make_article,
    reject_page,
    too_long,
    without_headline,
)
from claimwire.pages.extracted import Extracted, Part
from claimwire.pages.quality import Problem, find_problem
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import FetchedPage
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Rejection
from claimwire.web.urls import BadUrl, canonical_url, registrable_domain


def make_articles(
    page: FetchedPage,
    extracted: Extracted | None,
    *,
    min_words: int,
    max_attempts: int = MAX_ATTEMPTS,
    problem: Problem | None = None,
) -> list[Article | Rejection]:
    """Make the articles of an entry; the arguments are those of ``choose.make_article``.

    Each part of a live blog that has a text is an article with the part's address and time. Parts
    are short, so ``min_words`` does not apply to them.
    """
    if extracted is not None and extracted.parts and not find_problem(extracted, page.final_url):
        canonical = choose_canonical(page, extracted)
        return [_of_part(page, extracted, part, canonical) for part in extracted.parts]
    return [
        make_article(
            page, extracted, min_words=min_words, max_attempts=max_attempts, problem=problem
        )
    ]


def _of_part(
    page: FetchedPage, extracted: Extracted, part: Part, canonical: str
) -> Article | Rejection:
    text = without_headline(part.text, [part.title])
    if len(text) > LONGEST_TEXT:
        return reject_page(page, too_long(text))
    of_part = dataclasses.replace(
        extracted,
        authors=part.authors or extracted.authors,
        published=((part.published, "page"), *extracted.published),
    )
    return article_of(
        page,
        of_part,
        title=part.title or extracted.title,
        text=text,
        text_source="page",
        canonical=_address(part.url, canonical),
        date=date_of_page(page, of_part) or choose_date(page, of_part),
        live_blog=canonical,
    )


def _address(url: str, canonical: str) -> str:
    """Return the canonical URL of a part with its anchor, on the page if it is on another site."""
    address, anchor = urldefrag(url)
    try:
        own = canonical_url(address)
        is_same_site = registrable_domain(own) == registrable_domain(canonical)
    except BadUrl:
        own, is_same_site = canonical, False
    if not is_same_site:
        own, anchor = canonical, anchor or stable_id(url)
    return f"{own}#{anchor}" if anchor else own

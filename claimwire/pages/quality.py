"""Checks of whether a page's extracted content is an article."""

import dataclasses
import re
from urllib.parse import urlsplit

from claimwire.pages.extracted import Extracted
from claimwire.pages.notices import (
    LONGEST_NOTICE,
    Notice,
    is_consent_host,
    is_consent_text,
    is_missing_path,
)
from claimwire.pages.plain_text import prose_share, word_count
from claimwire.schemas.rejections import Reason

# The front page itself, with or without a file name or a language.
_FRONT_PAGE = re.compile(r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?(?:/(?:index|home|default)(?:\.\w+)?)?/?")

_SECTION_SEGMENTS = 2
_MANY_LINKS = 40
_LINK_SHARE = 0.5
_PROSE_SHARE = 0.5


@dataclasses.dataclass(frozen=True)
class Problem:
    """Why a page's text cannot be used.

    Attributes:
        reason: the cause, from the closed set.
        detail: what is wrong, in words for a person.
        passing: whether a later request may get the article.
    """

    reason: Reason
    detail: str
    passing: bool = False


_NOTICES = {
    Notice.CONSENT: Problem(
        Reason.CONSENT_PAGE, "the page asks for consent, or money, and shows no article"
    ),
    Notice.CHALLENGE: Problem(
        Reason.CHALLENGE_PAGE, "the page asks for a proof that a person reads it", passing=True
    ),
    Notice.MISSING: Problem(
        Reason.MISSING_PAGE, "the page says that it does not exist, with a status of success"
    ),
}


def find_problem(extracted: Extracted, url: str) -> Problem | None:
    """Return why a page is not an article, or None if it is one.

    Too little text is not checked here: the feed's text may replace it.

    Args:
        extracted: the content of the page.
        url: the address of the last hop.
    """
    notice = _find_notice(extracted, url)
    if notice or extracted.declared_article:
        return notice
    if is_front_page(url):
        return Problem(Reason.INDEX_PAGE, "the address is that of a front page")
    if is_section(url) and _is_list_of_links(extracted):
        share = f"{extracted.link_share:.0%}"
        return Problem(Reason.INDEX_PAGE, f"{extracted.links} links hold {share} of its words")
    return None


def _find_notice(extracted: Extracted, url: str) -> Problem | None:
    if is_consent_host(url):
        return Problem(Reason.CONSENT_PAGE, f"the request was led to {urlsplit(url).hostname}")
    if extracted.notice:
        return _NOTICES[Notice(extracted.notice)]
    if is_missing_path(url) and word_count(extracted.text) <= LONGEST_NOTICE:
        return _NOTICES[Notice.MISSING]
    # A wall that asks for money shows the beginning of its article.
    is_wall = is_consent_text(extracted.text) and not extracted.paywalled
    return _NOTICES[Notice.CONSENT] if is_wall else None


def is_front_page(url: str) -> bool:
    """Return whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return not parts.query and _FRONT_PAGE.fullmatch(parts.path.lower()) is not None


def is_section(url: str) -> bool:
    """Return whether an address looks like that of a section: few, short words and no number."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    return (
        0 < len(segments) <= _SECTION_SEGMENTS
        and not any(character.isdigit() for character in parts.path + parts.query)
        and "." not in segments[-1]
        and all(len(re.split(r"[-_]", segment)) <= 3 for segment in segments)
    )


def _is_list_of_links(extracted: Extracted) -> bool:
    if extracted.links < _MANY_LINKS or extracted.link_share < _LINK_SHARE:
        return False
    return prose_share(extracted.text) < _PROSE_SHARE

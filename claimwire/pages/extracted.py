"""The result of extraction. Imported by the extraction process: no Beam, no schemas."""

import dataclasses
from typing import Any

from claimwire.errors import ClaimwireError


class ExtractionFailed(ClaimwireError):
    """A page could not be extracted; the message says why."""


class ExtractionTimeout(ExtractionFailed):
    """A page exceeded the time limit."""


@dataclasses.dataclass(frozen=True)
class Part:
    """A dated part of a live blog.

    Attributes:
        url: its address, which mostly is the page's with an anchor.
        title: its headline, or None.
        text: paragraphs separated by single newlines.
        published: its date as written.
        authors: its authors, if it names any.
    """

    url: str
    title: str | None
    text: str
    published: str
    authors: tuple[str, ...] = ()

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Part":
        """Return the object from its ``dataclasses.asdict``, also after a round trip by JSON."""
        return cls(**{**fields, "authors": tuple(fields["authors"])})


@dataclasses.dataclass(frozen=True)
class Extracted:
    """The content of a page.

    Attributes:
        text: paragraphs separated by single newlines; "" if there is no article.
        standfirst: the first paragraph, if it is one that stands apart from the text, or None.
        title: headline, or None.
        site_name: the publication's name, or None.
        authors: bylines.
        published: dates of publication as written, each with its source ("page" or "url"), the
            best first.
        canonical_links: absolute addresses that the page declares as canonical, best first.
        language: ISO 639 code that the page declares, or None.
        declared_article: whether the page's metadata declare it an article.
        paywalled: whether the page says that only a part of the article is free.
        live_blog: whether the page is declared a live blog.
        parts: the parts of a live blog that have a text.
        notice: what the page shows instead of an article, one of ``notices.Notice``, or None.
        links: number of links that contain words; 0 if the page is declared an article.
        link_share: share of the page's words in links, from 0 to 1; 0 if the page is declared an
            article.
    """

    text: str = ""
    standfirst: str | None = None
    title: str | None = None
    site_name: str | None = None
    authors: tuple[str, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    canonical_links: tuple[str, ...] = ()
    language: str | None = None
    declared_article: bool = False
    paywalled: bool = False
    live_blog: bool = False
    parts: tuple[Part, ...] = ()
    notice: str | None = None
    links: int = 0
    link_share: float = 0.0

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Extracted":
        """Return the object from its ``dataclasses.asdict``, also after a round trip by JSON."""
        tuples = {
            "authors": tuple(fields["authors"]),
            "published": tuple((raw, source) for raw, source in fields["published"]),
            "canonical_links": tuple(fields["canonical_links"]),
            "parts": tuple(map(Part.from_fields, fields["parts"])),
        }
        return cls(**{**fields, **tuples})

"""What extraction answers. Imported by the extraction process: no Beam, no schemas."""

import dataclasses
from typing import Any

from claimwire.errors import ClaimwireError


class ExtractionFailed(ClaimwireError):
    """A page could not be taken apart. The message says why."""


class ExtractionTimeout(ExtractionFailed):
    """A page took longer than a page may."""


@dataclasses.dataclass(frozen=True)
class Extracted:
    """What was found in a page.

    Attributes:
        text: paragraphs separated by single newlines; "" if there is no article.
        title: headline, or None.
        site_name: the publication's name, or None.
        authors: bylines.
        published: dates of publication as written, each with where it is from ("page" or "url"),
            the best first.
        canonical_links: absolute addresses the page names as its own, best first.
        language: ISO 639 code the page declares, or None.
        declared_article: whether the page's own metadata call it an article.
        links: number of links with words in them; 0 if the page is declared an article.
        link_share: the part of the page's words that stand in links, 0 to 1; 0 likewise.
    """

    text: str = ""
    title: str | None = None
    site_name: str | None = None
    authors: tuple[str, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    canonical_links: tuple[str, ...] = ()
    language: str | None = None
    declared_article: bool = False
    links: int = 0
    link_share: float = 0.0

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Extracted":
        """Rebuild from ``dataclasses.asdict`` after a way through JSON."""
        tuples = {
            "authors": tuple(fields["authors"]),
            "published": tuple((raw, source) for raw, source in fields["published"]),
            "canonical_links": tuple(fields["canonical_links"]),
        }
        return cls(**{**fields, **tuples})

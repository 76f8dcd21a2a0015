"""What linking needs to know of an article besides its text."""

import dataclasses
import functools
from datetime import UTC, date

import pycountry

from claimwire.language.mentions.knowledge_files import rows
from claimwire.language.mentions.known_entity import UserKnowledge
from claimwire.schemas.articles import Article


@dataclasses.dataclass(frozen=True)
class Context:
    """The day and publisher of a text, and the user's own entities.

    Attributes:
        published_on: the day that offices and allegiances are judged for, and that relative times
            count from; None for today's offices, and times unresolved.
        site: registrable domain of the publisher, for example ``guardian.co.uk``.
        knowledge: the user's own entities.
    """

    published_on: date | None = None
    site: str | None = None
    knowledge: UserKnowledge | None = None

    @property
    def home(self) -> str | None:
        """The publisher's country (ISO 3166-1 alpha-3), if its domain tells it."""
        if self.site in _publishers():
            return _publishers()[self.site]
        suffix = (self.site or "").rpartition(".")[2].lower()
        if suffix in _exceptional_domains():
            return _exceptional_domains()[suffix]
        if len(suffix) != len("xx"):
            return None
        country = pycountry.countries.get(alpha_2=suffix.upper())
        return country.alpha_3 if country else None


@functools.cache
def _publishers() -> dict[str | None, str]:
    return {row["domain"]: row["country"] for row in rows("publisher_domains.csv")}


@functools.cache
def _exceptional_domains() -> dict[str, str | None]:
    return {row["domain"]: row["country"] or None for row in rows("country_domains.csv")}


NO_CONTEXT = Context()


def context_of(article: Article, knowledge: UserKnowledge | None = None) -> Context:
    """Return the context of an article."""
    # Without a day of publication, the day of first sight is the closest known.
    seen = article.published_at or article.first_seen_at
    return Context(seen.astimezone(UTC).date(), article.site, knowledge)

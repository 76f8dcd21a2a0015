"""What is known of an article besides its text, as far as linking needs it."""

import dataclasses
import functools
from datetime import UTC, date

import pycountry

from claimwire.language.mentions.knowledge_files import rows
from claimwire.language.mentions.known_entities import UserKnowledge
from claimwire.schemas.articles import Article


@dataclasses.dataclass(frozen=True)
class Context:
    """The circumstances of a text.

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
        """The publisher's country (ISO 3166-1 alpha-3), if its domain tells."""
        suffix = (self.site or "").rpartition(".")[2].lower()
        if suffix in _exceptional_domains():
            return _exceptional_domains()[suffix]
        if len(suffix) != len("xx"):
            return None
        country = pycountry.countries.get(alpha_2=suffix.upper())
        return country.alpha_3 if country else None


@functools.cache
def _exceptional_domains() -> dict[str, str | None]:
    return {row["domain"]: row["country"] or None for row in rows("country_domains.csv")}


NO_CONTEXT = Context()


def context_of(article: Article, knowledge: UserKnowledge | None = None) -> Context:
    """The context that an article gives."""
    # Without a day of publication, that of first sight is at most a little later.
    seen = article.published_at or article.first_seen_at
    return Context(seen.astimezone(UTC).date(), article.site, knowledge)

"""Types only: one module per published table, and the records that flow between steps."""

from schemas.articles import ARTICLES
from schemas.claims import CLAIMS
from schemas.entities import ENTITIES
from schemas.feeds import FEEDS
from schemas.rejections import REJECTIONS
from schemas.sightings import SIGHTINGS
from schemas.table import Table

__all__ = ["ARTICLES", "CLAIMS", "ENTITIES", "FEEDS", "REJECTIONS", "SIGHTINGS", "TABLES", "Table"]

TABLES: tuple[Table, ...] = (ARTICLES, SIGHTINGS, ENTITIES, CLAIMS, FEEDS, REJECTIONS)
"""Every published table, in the order of the documentation."""

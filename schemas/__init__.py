"""Types only: one module per published table, and the records that pass between steps."""

from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import Table

TABLES: tuple[Table, ...] = (
    ARTICLES,
    SIGHTINGS,
    ENTITIES,
    CLAIMS,
    FEEDS,
    REJECTIONS,
    ACTORS,
    STATEMENTS,
)
"""Every published table, in the order of the documentation."""

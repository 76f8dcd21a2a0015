"""The rows of the published tables that a report shows."""

import dataclasses
from datetime import date
from typing import Any

import duckdb

from claimwire.errors import RunFailed
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.published_files import published_files
from claimwire.storage.sql_views import Connection, sql_views
from claimwire.storage.store import Store

Row = dict[str, Any]

_TABLES = (ARTICLES, CLAIMS, ENTITIES, FEEDS, REJECTIONS, STATEMENTS)

LEAST_PLACE_SCORE = 0.6
"""Score of a mention's link from which its place is drawn on the map."""

# A publisher's date after the first sighting is a mistake; many publishers give none.
_PAGES = """
create temp view pages as
select *, cast(least(published_at, first_seen_at) as date) as day,
  coalesce(story_id, article_id) as story
from articles
"""

_CHOSEN = """
create temp table chosen as
select claims.*, day, story
from claims join pages using (article_id)
where day between coalesce($since, day) and coalesce($until, day)
  and (len($countries) = 0 or speaker_country in (select unnest($countries)))
order by day desc, site, article_id, coalesce(spans[1].start, cue_start, 0), claim_id
"""

# A claim that is nested in one that continues another is part of the latter too.
_PARTS = """
create temp table parts as
with recursive below as (
  select claim_id as parent_id, article_id, day, story from chosen
  union all
  select part.claim_id, article_id, day, story
  from all_claims as part join below using (article_id, parent_id)
)
select all_claims.*, day, story
from all_claims join below using (article_id, parent_id)
order by day desc, article_id, coalesce(spans[1].start, cue_start, 0), claim_id
"""

_COLUMNS = """
select claim_id, article_id, day, quote_type, spans, speaker_text, speaker_start, speaker_end,
  speaker_name, speaker_entity_id, speaker_kind, speaker_role, speaker_affiliation,
  speaker_country, joint_speakers, addressee, cue_start, cue_end, act, negated, modality, said_on,
  said_in, text_resolved, times, about, score, rule, parent_id, relation, statement_id
"""

# Copies are listed with their story; the text of a page without claims is not shown.
_ARTICLES = """
select article_id, url, title, site, language, published_at, first_seen_at, story, copy_of,
  case when article_id in (select article_id from chosen) then text end as text
from pages
where story in (select story from chosen)
order by article_id <> story, first_seen_at, article_id
"""

_ENTITIES = """
select entity_id, min(name) as name, min(kind) as kind, min(country) as country,
  min(latitude) as latitude, min(longitude) as longitude, min(radius_km) as radius_km,
  list_sort(list(distinct article_id)) as articles,
  coalesce(list_sort(list(distinct article_id) filter (score >= $least)), []) as sure_in
from entities semi join chosen using (article_id)
where entity_id is not null
group by entity_id
order by entity_id
"""

# What contradicts or answers one of these is shown beside it, also if its claims are not shown.
_STATEMENTS = """
with own as (
  select distinct statement_id
  from (from (select statement_id from chosen) union all (select statement_id from parts))
),
linked as (
  select unnest(contradicts || answers || answered_by) as statement_id
  from statements semi join own using (statement_id)
)
select statement_id, claim_id, speaker_name, speaker_text, text, report_count, outlet_count,
  first_site, contradicts, answers, answered_by
from statements
where statement_id in (from own) or statement_id in (from linked)
order by statement_id
"""

_REJECTIONS = """
select reason, count(*) as count
from rejections
where cast(occurred_at as date) between coalesce($since, date '0001-01-01')
  and coalesce($until, date '9999-12-31')
group by reason
order by count desc, reason
"""

_FEEDS = """
select feed_url, title, outcome, error, failures, polled_at
from feeds
qualify row_number() over (partition by feed_url order by polled_at desc, run_id desc) = 1
order by failures desc, outcome = 'read', feed_url
"""


@dataclasses.dataclass(frozen=True)
class Choice:
    """The selection of a report's claims.

    Attributes:
        since, until: first and last day, UTC, on which their articles appeared; None for no bound.
        countries: ISO 3166-1 alpha-3 codes of their speakers; empty for all.
    """

    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Rows:
    """The rows that a report shows.

    Attributes:
        claims: rows of the table with the ``day`` of their article, the newest first; those that
            stand by themselves.
        parts: likewise the rows that continue them or are nested in them.
        articles: every page of the claims' stories, originals before copies and then in the order
            in which they were seen; ``text`` only for articles with claims.
        entities: each entity of the claims' articles, with the ``articles`` that name it, and those
            in which it is ``sure_in``: where the link has at least ``LEAST_PLACE_SCORE``.
        statements: those that the claims report, and those that contradict or answer one of them.
        rejections: number of rejections for each reason in that time.
        feeds: the last poll of each feed, failing feeds first.
    """

    claims: list[Row]
    parts: list[Row]
    articles: list[Row]
    entities: list[Row]
    statements: list[Row]
    rejections: list[Row]
    feeds: list[Row]


def read_rows(store: Store, choice: Choice) -> Rows:
    """Read the rows of a report.

    Raises:
        RunFailed: if a data file is damaged.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond, or a file is missing.
    """
    period = {"since": choice.since, "until": choice.until}
    try:
        with sql_views(store, published_files(store), _TABLES) as connection:
            connection.execute(_PAGES)
            connection.execute(_CHOSEN, {**period, "countries": list(choice.countries)})
            connection.execute(_PARTS)
            return Rows(
                claims=_rows(connection, f"{_COLUMNS} from chosen"),
                parts=_rows(connection, f"{_COLUMNS} from parts"),
                articles=_rows(connection, _ARTICLES),
                entities=_rows(connection, _ENTITIES, {"least": LEAST_PLACE_SCORE}),
                statements=_rows(connection, _STATEMENTS),
                rejections=_rows(connection, _REJECTIONS, period),
                feeds=_rows(connection, _FEEDS),
            )
    except duckdb.Error as error:
        raise RunFailed(f"the tables cannot be read: {error}. Try claimwire verify.") from error


def _rows(connection: Connection, sql: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    rows: list[Row] = connection.sql(sql, params=parameters or {}).to_arrow_table().to_pylist()
    return rows

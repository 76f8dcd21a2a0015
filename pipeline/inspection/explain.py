"""The lookup of a claim and its context in the tables."""

import dataclasses
from typing import Any

import duckdb

from claimwire.errors import RunFailed, UsageError
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.keys import ID_LENGTH
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.published_files import published_files, read_manifests
from claimwire.storage.sql_views import Connection, sql_views
from claimwire.storage.store import Store

Row = dict[str, Any]

_TABLES = (ARTICLES, CLAIMS, ENTITIES, STATEMENTS)
_HEXADECIMAL = frozenset("0123456789abcdef")
_SHOWN = 5


@dataclasses.dataclass(frozen=True)
class Explanation:
    """A claim with its context in the tables.

    Attributes:
        claim: its row.
        article: the row of its article.
        mentions: the mentions inside its speaker and its content, in order.
        speaker: the first mention of the speaker's entity in the article, or None.
        place: the first mention of the place where it was said, or None.
        story: the other pages of the article's story, the earliest first.
        reports: the reports of the claim's statement, this one too, the earliest first.
        version: of claimwire, as the run that wrote the row noted it; None if it did not.
    """

    claim: Row
    article: Row
    mentions: list[Row]
    speaker: Row | None
    place: Row | None
    story: list[Row]
    reports: list[Row]
    version: str | None


def look_up(store: Store, claim_id: str) -> Explanation:
    """Find a claim and its context.

    Args:
        store: the store of the tables.
        claim_id: its identifier, or a unique prefix of it.

    Raises:
        UsageError: if there is no such claim, or more than one.
        RunFailed: if a data file is damaged.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond.
    """
    if not claim_id or len(claim_id) > ID_LENGTH or not _HEXADECIMAL.issuperset(claim_id):
        raise UsageError(
            f"{claim_id!r} is not a claim_id: {ID_LENGTH} characters from 0-9 and a-f, or the "
            'first of them. claimwire query "from claims" lists them.'
        )
    try:
        with sql_views(store, published_files(store), _TABLES) as connection:
            return _look_up(store, connection, claim_id)
    except duckdb.Error as error:
        raise RunFailed(f"the tables cannot be read: {error}. Try claimwire verify.") from error


def _look_up(store: Store, connection: Connection, claim_id: str) -> Explanation:
    sql = "from all_claims where starts_with(claim_id, ?) order by claim_id limit ?"
    claims = _rows(connection, sql, claim_id, _SHOWN + 1)
    if not claims:
        raise UsageError(f"there is no claim whose claim_id begins with {claim_id}.")
    if len(claims) > 1:
        some = ", ".join(claim["claim_id"] for claim in claims[:_SHOWN])
        raise UsageError(f"several claims begin with {claim_id}: {some}… Give more of it.")
    claim = claims[0]
    article_id = claim["article_id"]
    articles = _rows(connection, "from articles where article_id = ?", article_id)
    if not articles:
        raise RunFailed(f"the article {article_id} of the claim is missing. Try claimwire verify.")
    article = articles[0]
    named = _rows(
        connection, 'from entities where article_id = ? order by start, "end"', article_id
    )
    places = [(span["start"], span["end"]) for span in claim["spans"]]
    if claim["speaker_start"] is not None:
        places.append((claim["speaker_start"], claim["speaker_end"]))
    return Explanation(
        claim=claim,
        article=article,
        mentions=[
            mention
            for mention in named
            if any(mention["start"] < end and start < mention["end"] for start, end in places)
        ],
        speaker=_first_mention(named, claim["speaker_entity_id"]),
        place=_first_mention(named, claim["said_in"]),
        story=_rows(
            connection,
            "select site, url, title, copy_of, copy_score, first_seen_at from articles"
            " where story_id = ? and article_id <> ? order by first_seen_at, url",
            article["story_id"],
            article_id,
        ),
        reports=_rows(
            connection,
            "select report.* from (select unnest(reports) as report from all_statements"
            " where statement_id = ?) order by report.seen_at, report.score desc, report.claim_id",
            claim["statement_id"],
        ),
        version=_version(store, claim["run_id"]),
    )


def _first_mention(named: list[Row], entity_id: str | None) -> Row | None:
    linked = (each for each in named if each["entity_id"] == entity_id)
    return None if entity_id is None else next(linked, None)


def _version(store: Store, run_id: str) -> str | None:
    # The listing goes by the beginning of the name.
    named = (each for each in read_manifests(store, run_id) if each.run_id == run_id)
    return next((manifest.version for manifest in named), None)


def _rows(connection: Connection, sql: str, *parameters: Any) -> list[Row]:
    rows: list[Row] = connection.sql(sql, params=list(parameters)).to_arrow_table().to_pylist()
    return rows

"""Exports in the forms of others: events for political scientists, references for citations."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from claimwire.pipeline.inspection.query import query
from claimwire.pipeline.inspection.query_formats import write_rows
from claimwire.printable import clean_line
from claimwire.schemas.codebook import Category, categories
from claimwire.storage.store import Store

_EVENTS = """
    with coded(act, event, mode, addressed) as (values {codes})
    select
        coalesce(claims.said_on, claims.dt) as day,
        claims.speaker_entity_id as source,
        claims.speaker_actor_code as source_code,
        claims.target_entity_id as target,
        claims.target_actor_code as target_code,
        case when claims.addressee is null then event else addressed end as event,
        mode,
        claims.act,
        claims.modality,
        claims.negated,
        claims.said_in as place,
        claims.claim_id,
        claims.article_id,
        articles.url,
        claims.score
    from claims
    join coded using (act)
    join articles on articles.article_id = claims.article_id
    where claims.speaker_entity_id is not null
        and claims.target_entity_id is not null
        and claims.score >= {score}
        and (case when claims.addressee is null then event else addressed end) <> ''
        {since}
    order by day, claims.claim_id
"""

_ARTICLES = """
    select article_id, url, site, title, authors, language, published_at, fetched_at
    from articles
    where copy_of is null {since}
    order by published_at, article_id
"""


def write_events(
    store: Store, form: str, to: BinaryIO, *, least_score: float, since: date | None
) -> None:
    """Write one row for each directed claim, as CSV.

    A claim is directed if its speaker and its target are known actors and its act has a class in
    the ontology (docs/codebook.md). A claim is one row, however many actors it names.

    Args:
        store: of the tables.
        form: "plover" or "cameo".
        to: an open file.
        least_score: only claims with this score or a higher one.
        since: only articles of this day and later ones; None for all.

    Raises:
        ClaimwireError: if the tables cannot be read.
    """
    of_act = {"plover": _plover, "cameo": _cameo}[form]
    codes = ", ".join(str((act.name, *of_act(act))) for act in categories("act"))
    sql = _EVENTS.format(codes=codes, score=least_score, since=_since("claims.dt", since))
    with query(store, sql) as rows:
        write_rows(rows, "csv", to)


def write_references(store: Store, form: str, to: BinaryIO, *, since: date | None) -> None:
    """Write a reference for each article that is no copy, for citation managers.

    Args:
        store: of the tables.
        form: "ris", or "csl" for CSL JSON.
        to: an open file.
        since: only articles of this day and later ones; None for all.

    Raises:
        ClaimwireError: if the tables cannot be read.
    """
    with query(store, _ARTICLES.format(since=_since("dt", since))) as batches:
        rows = (row for batch in batches for row in batch.to_pylist())
        if form == "ris":
            to.writelines(_ris(row).encode() for row in rows)
        else:
            _write_array(map(_csl, rows), to)


def _since(column: str, day: date | None) -> str:
    return "" if day is None else f"and {column} >= date '{day.isoformat()}'"


def _plover(act: Category) -> tuple[str, str, str]:
    """Class, mode, and the class of what is said to somebody."""
    return act.plover, act.plover_mode, act.plover_addressed or act.plover


def _cameo(act: Category) -> tuple[str, str, str]:
    return act.cameo, "", act.cameo


def _ris(article: dict[str, Any]) -> str:
    """Return a reference in RIS: a tag and a value a line."""
    published, fetched = article["published_at"], article["fetched_at"]
    fields = [
        ("TY", "NEWS"),
        ("ID", article["article_id"]),
        ("TI", article["title"]),
        *(("AU", author) for author in article["authors"]),
        ("T2", article["site"]),
        ("DA", published and f"{published:%Y/%m/%d}"),
        ("PY", published and f"{published:%Y}"),
        ("LA", article["language"]),
        ("UR", article["url"]),
        ("Y2", fetched and f"{fetched:%Y/%m/%d}"),
    ]
    lines = [f"{tag}  - {clean_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _csl(article: dict[str, Any]) -> dict[str, Any]:
    """Return a reference as CSL JSON (the schema of citationstyles.org)."""
    reference = {
        "id": article["article_id"],
        "type": "article-newspaper",
        "title": article["title"],
        "author": [{"literal": clean_line(author)} for author in article["authors"]],
        "container-title": article["site"],
        "issued": _date_parts(article["published_at"]),
        "accessed": _date_parts(article["fetched_at"]),
        "language": article["language"],
        "URL": article["url"],
    }
    return {name: value for name, value in reference.items() if value}


def _date_parts(day: date | None) -> dict[str, Any] | None:
    return None if day is None else {"date-parts": [[day.year, day.month, day.day]]}


def _write_array(references: Iterable[dict[str, Any]], to: BinaryIO) -> None:
    """Write a JSON array without all of it in memory."""
    opening = b"["
    for reference in references:
        to.write(opening + b"\n" + json.dumps(reference, ensure_ascii=False).encode())
        opening = b","
    to.write((b"[" if opening == b"[" else b"\n") + b"]\n")

"""The rows of each table without those of removed articles, file by file."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.actors.learning import Told, learnt, told_by_claim, told_by_mention
from claimwire.language.languages import single_offices
from claimwire.pipeline.forgetting.removed_articles import Removed
from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.claims import CLAIMS, Claim
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import STATEMENTS, Statement
from claimwire.schemas.table import Table, day_of
from claimwire.statements.article_claims import ArticleClaims
from claimwire.statements.statement_rows import relinked
from claimwire.statements.withdrawn_reports import Withdrawn, withdraw
from claimwire.storage.arrow import to_arrow
from claimwire.storage.published_files import read_columns
from claimwire.storage.records import from_arrow
from claimwire.storage.store import Store
from claimwire.stories.orphaned_copies import regrouped


class Change(NamedTuple):
    """New rows in the place of those of some files of one table and day.

    Attributes:
        table: the table.
        files: the files whose rows go.
        rows: all rows that take their place; perhaps none.
    """

    table: Table
    files: Sequence[TableFile]
    rows: pa.Table


@dataclasses.dataclass(frozen=True)
class Tables:
    """The published tables, and the articles that are removed from them.

    Attributes:
        store: the store of the tables.
        files: the published data files.
        removed: the articles.
    """

    store: Store
    files: Sequence[TableFile]
    removed: Removed

    def rows_of(self, table: Table, *files: TableFile) -> pa.Table:
        """Read files of a table whole; columns that one is too old to have are null."""
        rows = read_columns(self.store, table, files, table.schema.names)
        return pa.Table.from_arrays(rows.columns, schema=table.schema)

    def files_of(self, table: Table) -> Iterator[TableFile]:
        """Yield the data files of a table."""
        return (file for file in self.files if file.table == table.name)

    def of_days(self, table: Table) -> Iterator[TableFile]:
        """Yield the data files that may have rows of the removed articles by their day."""
        return (file for file in self.files_of(table) if file.day in self.removed.days)

    def without(self, table: Table, files: Iterator[TableFile]) -> Iterator[Change]:
        """Yield the files with rows of the removed articles, without these rows."""
        for file in files:
            ids = read_columns(self.store, table, [file], ("article_id",))
            if pc.any(self.removed.in_column(ids)).as_py():
                rows = self.rows_of(table, file)
                yield Change(table, [file], rows.filter(pc.invert(self.removed.in_column(rows))))


def articles_without(tables: Tables, orphans: Mapping[str, Article]) -> Iterator[Change]:
    """Yield the changed files of articles: without the removed ones, and with others' new stories.

    Args:
        tables: the tables.
        orphans: the copies of removed originals as they are from now on, see ``orphaned_copies``.
    """
    ids = pa.array(sorted(orphans), pa.string())
    for file in tables.files_of(ARTICLES):
        known = read_columns(tables.store, ARTICLES, [file], ("article_id",))
        changed = pc.or_(
            tables.removed.in_column(known), pc.is_in(known["article_id"], value_set=ids)
        )
        if pc.any(changed).as_py():
            rows = tables.rows_of(ARTICLES, file)
            rows = rows.filter(pc.invert(tables.removed.in_column(rows)))
            articles = [orphans.get(each.article_id, each) for each in from_arrow(ARTICLES, rows)]
            yield Change(ARTICLES, [file], to_arrow(ARTICLES, articles))


def orphaned_copies(tables: Tables) -> dict[str, Article]:
    """Return the copies of removed originals that stay, grouped anew among themselves."""
    removed = pa.array(sorted(tables.removed.ids), pa.string())
    copies: list[Article] = []
    for file in tables.files_of(ARTICLES):
        known = read_columns(tables.store, ARTICLES, [file], ("article_id", "copy_of"))
        orphaned = pc.and_(
            pc.is_in(known["copy_of"], value_set=removed),
            pc.invert(tables.removed.in_column(known)),
        )
        if pc.any(orphaned).as_py():
            copies += from_arrow(ARTICLES, tables.rows_of(ARTICLES, file).filter(orphaned))
    return {each.article_id: each for each in regrouped(copies)}


def statements_without(tables: Tables) -> tuple[list[Change], Withdrawn]:
    """Return the changed files of statements, and what becomes of the statements."""
    touched = pa.array(sorted(_touched(tables)), pa.string())
    changed = {
        file: from_arrow(STATEMENTS, tables.rows_of(STATEMENTS, file))
        for file in tables.files_of(STATEMENTS)
        if _names(tables, file, touched)
    }
    ids = set(touched.to_pylist())
    losing = [row for rows in changed.values() for row in rows if row.statement_id in ids]
    withdrawn = withdraw(losing, tables.removed.ids, _reporting(tables, losing))
    in_place = iter(withdrawn.rows)
    changes = []
    for file, rows in changed.items():
        new = [
            each
            for row in rows
            for each in (
                next(in_place) if row.statement_id in ids else [relinked(row, withdrawn.successors)]
            )
        ]
        changes.append(Change(STATEMENTS, [file], to_arrow(STATEMENTS, new)))
    return changes, withdrawn


def _touched(tables: Tables) -> set[str]:
    """Return the statements that lose a report."""
    touched: set[str] = set()
    for file in tables.of_days(STATEMENTS):
        rows = read_columns(tables.store, STATEMENTS, [file], ("statement_id", "reports"))
        reports = pa.Table.from_arrays(
            [
                rows["statement_id"].take(pc.list_parent_indices(rows["reports"])),
                pc.struct_field(pc.list_flatten(rows["reports"]), "article_id"),
            ],
            names=["statement_id", "article_id"],
        )
        lost = reports.filter(tables.removed.in_column(reports))
        touched.update(lost["statement_id"].to_pylist())
    return touched


def _names(tables: Tables, file: TableFile, statements: pa.Array) -> bool:
    """Return whether a file has a row of one of the statements, or one that is linked to it."""
    columns = ("statement_id", "contradicts", "answers")
    rows = read_columns(tables.store, STATEMENTS, [file], columns)
    named = [
        rows["statement_id"],
        *(pc.struct_field(pc.list_flatten(rows[each]), "statement_id") for each in columns[1:]),
    ]
    return any(pc.any(pc.is_in(each, value_set=statements)).as_py() for each in named)


def _reporting(tables: Tables, rows: Sequence[Statement]) -> list[ArticleClaims]:
    """Read the articles, and the claims in them, that still report statements."""
    kept = [
        report
        for row in rows
        for report in row.reports
        if report.article_id not in tables.removed.ids
    ]
    days = {day_of(report.seen_at) for report in kept}
    claims = _records(tables, CLAIMS, days, "claim_id", {each.claim_id for each in kept})
    articles = _records(tables, ARTICLES, days, "article_id", {each.article_id for each in kept})
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article_id, []).append(claim)
    return [
        ArticleClaims.of(each).with_claims(by_article.get(each.article_id, ())) for each in articles
    ]


def _records(
    tables: Tables, table: Table, days: Collection[str], key: str, values: Collection[str]
) -> list[Any]:
    """Read the rows of some days whose key is one of the values."""
    wanted = pa.array(sorted(values), pa.string())
    found: list[Any] = []
    for file in tables.files_of(table):
        if file.day in days and values:
            rows = tables.rows_of(table, file)
            found += from_arrow(table, rows.filter(pc.is_in(rows[key], value_set=wanted)))
    return found


def claims_without(tables: Tables, statement_of: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changed files of claims: without those of removed articles, with new statements.

    Args:
        tables: the tables.
        statement_of: the statements of claims that report statements which have lost a report.
    """
    reporting = pa.array(sorted(statement_of), pa.string())
    statements = pa.array([statement_of[each] for each in reporting.to_pylist()], pa.string())
    columns = ("article_id", "claim_id", "statement_id")
    for file in tables.files_of(CLAIMS):
        known = read_columns(tables.store, CLAIMS, [file], columns)
        if pc.any(_moved(known, reporting, statements)).as_py() or (
            pc.any(tables.removed.in_column(known)).as_py()
        ):
            rows = tables.rows_of(CLAIMS, file)
            rows = rows.filter(pc.invert(tables.removed.in_column(rows)))
            place = rows.column_names.index("statement_id")
            now = pc.coalesce(_statements(rows, reporting, statements), rows["statement_id"])
            yield Change(
                CLAIMS, [file], rows.set_column(place, CLAIMS.schema.field("statement_id"), now)
            )


def _statements(rows: pa.Table, reporting: pa.Array, statements: pa.Array) -> pa.ChunkedArray:
    return statements.take(pc.index_in(rows["claim_id"], value_set=reporting))


def _moved(rows: pa.Table, reporting: pa.Array, statements: pa.Array) -> pa.ChunkedArray:
    return pc.not_equal(_statements(rows, reporting, statements), rows["statement_id"])


def actors_without(tables: Tables, run_id: str) -> Iterator[Change]:
    """Yield the actors of each day with a removed article, learnt anew from the rows that stay.

    Args:
        tables: the tables.
        run_id: who writes the rows.
    """
    for day in sorted(tables.removed.days):
        files = [file for file in tables.files_of(ACTORS) if file.day == day]
        if files:
            told: dict[str, list[Told]] = {}
            for actor_id, each in _told(tables, day):
                told.setdefault(actor_id, []).append(each)
            learned = [
                learnt(actor_id, date.fromisoformat(day), each) for actor_id, each in told.items()
            ]
            actors = [dataclasses.replace(each, run_id=run_id) for each in learned if each]
            yield Change(ACTORS, files, to_arrow(ACTORS, actors))


def _told(tables: Tables, day: str) -> Iterator[tuple[str, Told]]:
    """Yield what the articles of a day that stay tell of actors."""
    for table in (ENTITIES, CLAIMS):
        for file in tables.files_of(table):
            if file.day == day:
                rows = tables.rows_of(table, file)
                rows = rows.filter(pc.invert(tables.removed.in_column(rows)))
                for each in from_arrow(table, rows):
                    found = (
                        told_by_mention(each)
                        if table is ENTITIES
                        else told_by_claim(each, single_offices())
                    )
                    if found is not None:
                        yield found

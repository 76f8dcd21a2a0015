"""Reading stored articles again with today's rules, models and knowledge.

No publisher is asked for anything: the texts are in the table of articles. Days are read in their
order, each with the statements of the days before, so that the result is that of runs which had
today's rules. One manifest publishes all days together.
"""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from claimwire.clock import Clock
from claimwire.errors import RunFailed
from claimwire.pipeline.reading_steps import Reading
from claimwire.pipeline.rereading.reread_day import REWRITTEN, Day, build
from claimwire.pipeline.run import cause_of, prepare_local_runner, was_interrupted
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import Table
from claimwire.storage.arrow import to_arrow
from claimwire.storage.data_files import describe, is_of_forgetting, name_of, replacement_path
from claimwire.storage.heartbeat import holding
from claimwire.storage.manifest import RunInfo
from claimwire.storage.publication import publish_replacement, write_data
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.store import Store


@dataclasses.dataclass(frozen=True)
class Rereading:
    """What is read again, and how.

    Attributes:
        store: the store of the tables.
        run: the rereading; it takes the lease and gives it back.
        reading: how articles are read.
        since: the first day; None for all.
        clock: returns the current time.
    """

    store: Store
    run: RunInfo
    reading: Reading
    since: date | None
    clock: Clock


class ReadAgain(NamedTuple):
    """What came of a day.

    Attributes:
        day: the day, ``YYYY-MM-DD``.
        articles: how many articles were read, without near-copies.
        kept, new, gone: how many claims have an identifier that was there before, that was not, and
            how many identifiers there are no longer.
    """

    day: str
    articles: int
    kept: int
    new: int
    gone: int


def reread_articles(
    rereading: Rereading, options: PipelineOptions, tell: Callable[[ReadAgain], None]
) -> int:
    """Read articles again, and publish what is found in place of what was.

    Args:
        rereading: what is read again.
        options: Beam's options for the runner of this machine.
        tell: called with what came of each day, before all are published.

    Returns:
        The number of days.

    Raises:
        LeaseHeld: if a run is active.
        LeaseLost: if another run has taken over; nothing has changed then.
        RunFailed: if the graph fails; nothing has changed then.
        StateError: if a manifest or data file is missing or damaged.
        StoreError: if the storage does not answer or refuses.
    """
    store, run = rereading.store, rereading.run
    first = rereading.since.isoformat() if rereading.since else ""
    with holding(store, run.run_id, rereading.clock):
        published = [each for each in published_files(store) if not is_of_forgetting(each)]
        days = sorted({f.day for f in published if f.table == ARTICLES.name and f.day >= first})
        # The days are the last ones: the statements of all others came before.
        known = [f for f in published if f.table == STATEMENTS.name and f.day not in days]
        replaced: list[str] = []
        written: list[TableFile] = []
        for each in days:
            day = _day(each, published, known)
            new = _read_day(rereading, day, options)
            tell(_compared(store, day, new))
            known += [file for file in new if file.table == STATEMENTS.name]
            written += new
            replaced += [file.path for files in day.replaced.values() for file in files]
        if written:
            publish_replacement(store, run, written, replaced, clock=rereading.clock)
    return len(days)


def _day(day: str, published: Sequence[TableFile], known: Sequence[TableFile]) -> Day:
    of_day = [file for file in published if file.day == day]
    return Day(
        day=day,
        articles=[file for file in of_day if file.table == ARTICLES.name],
        replaced={
            table.name: [file for file in of_day if file.table == table.name] for table in REWRITTEN
        },
        known=list(known),
    )


def _read_day(rereading: Rereading, day: Day, options: PipelineOptions) -> list[TableFile]:
    """Read the articles of a day, and return the files that were written."""
    store, run = rereading.store, rereading.run
    prepare_local_runner(options)
    pipeline = beam.Pipeline(options=options)
    try:
        build(pipeline, day, store=store, run=run, reading=rereading.reading)
        pipeline.run().wait_until_finish()
    except Exception as error:
        if was_interrupted(error):
            raise KeyboardInterrupt from error
        raise RunFailed(f"reading failed, nothing was published: {cause_of(error)}") from error
    return [file for file in (_written(store, run, day, table) for table in REWRITTEN) if file]


def _written(store: Store, run: RunInfo, day: Day, table: Table) -> TableFile | None:
    """Return the file of a table that the graph has written; an empty one if it found no row."""
    path = replacement_path(table, day.day, run.run_id, 0)
    name = name_of(path)
    assert name is not None
    described = describe(store, path, name)
    if described is not None:
        return described.file
    replaced = [file.path for file in day.replaced[table.name]]
    if not replaced:
        return None
    return write_data(store, table, path, day.day, to_arrow(table, ()), replaces=replaced)


def _compared(store: Store, day: Day, new: Sequence[TableFile]) -> ReadAgain:
    articles = read_columns(store, ARTICLES, day.articles, ("copy_of",))["copy_of"]
    before, after = (
        set(read_columns(store, CLAIMS, files, ("claim_id",))["claim_id"].to_pylist())
        for files in (day.replaced[CLAIMS.name], new)
    )
    return ReadAgain(
        day.day, articles.null_count, len(after & before), len(after - before), len(before - after)
    )

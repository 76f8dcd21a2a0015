"""Which runs were published although their manifest is gone: those that later runs built upon.

A run that died before it published has left files too. What tells the two apart is what later runs
did. A run remembers what was published and nothing else; so it shows an article again without
fetching it, names it as the original of a copy, or is told by a feed that nothing has changed, only
if it found the article or the poll published. Where no published file has it, the run was
published whose files have it. If several have it, it is the last of them: had one before it been
published, the last would have known the article and not fetched it again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS, PollOutcome
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.table import Table
from claimwire.storage.data_files import name_of
from claimwire.storage.published_files import read_columns
from claimwire.storage.store import Store

Candidates = Mapping[str, Sequence[TableFile]]
"""The data files that no manifest names, by the run that wrote them."""


def without_manifest(
    store: Store,
    named: Sequence[TableFile],
    replaced: Collection[str],
    stored: Collection[str],
    unnamed: Iterable[TableFile],
) -> dict[str, list[TableFile]]:
    """Choose the runs without manifest that were published for certain.

    A compaction was, if files that manifests name are gone whose rows it must have: they are only
    removed once it is published. As long as they are there, it is not needed.

    Args:
        store: where the files are.
        named: the data files that manifests name and none replaces.
        replaced: paths that manifests of compactions replace.
        stored: the paths of all data files that are there.
        unnamed: those of them that no manifest names, and that are whole.

    Returns:
        The data files of each such run.

    Raises:
        StateError: if a published file is damaged.
        StoreError: if the storage does not answer.
    """
    gone = {(file.table, file.day) for file in named if file.path not in stored}
    runs: dict[str, list[TableFile]] = {}
    compactions: dict[str, list[TableFile]] = {}
    for file in unnamed:
        name = name_of(file.path)
        if name is not None:
            of_kind = compactions if name.replacing else runs
            of_kind.setdefault(name.run_id, []).append(file)
    published = {
        run_id: files
        for run_id, files in compactions.items()
        if any((file.table, file.day) in gone for file in files)
    }
    known = [file for file in named if file.path in stored]
    known += [file for files in published.values() for file in files]
    found = built_upon(store, known, runs, replaced)
    return published | {run_id: runs[run_id] for run_id in found}


def built_upon(
    store: Store, published: Sequence[TableFile], candidates: Candidates, replaced: Collection[str]
) -> set[str]:
    """Choose the runs without manifest that later, published ones built upon.

    Args:
        store: where the files are.
        published: the data files that are published and there.
        candidates: what is in question.
        replaced: paths that compactions replace, which were published for certain.

    Raises:
        StateError: if a file is damaged.
    """
    found = {
        run_id
        for run_id, files in candidates.items()
        if any(file.path in replaced for file in files)
    }
    while True:
        known = [*published, *(file for run_id in found for file in candidates[run_id])]
        others = {run_id: files for run_id, files in candidates.items() if run_id not in found}
        more = _by_articles(store, known, others) | _by_polls(store, known, others)
        if not more:
            return found
        # What has come to be known may itself be built upon others.
        found |= more


def _by_articles(store: Store, known: Sequence[TableFile], candidates: Candidates) -> set[str]:
    articles = _values(store, ARTICLES, known, "article_id")
    there = articles | _values(store, REJECTIONS, known, "article_id")
    named = _values(store, SIGHTINGS, known, "article_id")
    named |= _values(store, ARTICLES, known, "copy_of") | _values(
        store, ARTICLES, known, "story_id"
    )
    last: dict[str, str] = {}
    for run_id, files in sorted(candidates.items()):
        own = _values(store, ARTICLES, files, "article_id")
        if own & articles:
            # Another run has fetched them again: this one died.
            continue
        own |= _values(store, REJECTIONS, files, "article_id")
        last |= dict.fromkeys(own & (named - there), run_id)
    return set(last.values())


def _by_polls(store: Store, known: Sequence[TableFile], candidates: Candidates) -> set[str]:
    read, remembered = _bodies(store, known)
    last: dict[tuple[str, str], str] = {}
    for run_id, files in sorted(candidates.items()):
        own, _ = _bodies(store, files)
        last |= dict.fromkeys(own & (remembered - read), run_id)
    return set(last.values())


def _bodies(
    store: Store, files: Iterable[TableFile]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Name the bodies of feeds that polls have read, and those that they knew from earlier ones."""
    polls = read_columns(store, FEEDS, files, ("feed_url", "outcome", "body_key"))
    polls = polls.filter(pc.is_valid(polls["body_key"]))
    was_read = pc.equal(polls["outcome"], PollOutcome.READ.value)
    return _keys(polls.filter(was_read)), _keys(polls.filter(pc.invert(was_read)))


def _keys(polls: pa.Table) -> set[tuple[str, str]]:
    feeds, bodies = polls["feed_url"].to_pylist(), polls["body_key"].to_pylist()
    return set(zip(feeds, bodies, strict=True))


def _values(store: Store, table: Table, files: Iterable[TableFile], column: str) -> set[str]:
    values = read_columns(store, table, files, (column,))[column]
    return set(pc.unique(pc.drop_null(values)).to_pylist())

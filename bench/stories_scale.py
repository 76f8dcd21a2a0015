"""Cost of one run of 1,000 new articles by the size of the look-back."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from bench.stories_score import an_article
from bench.stories_texts import Sources
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.storage.arrow import to_parquet
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import read_columns
from claimwire.stories.comparable_words import word_codes
from claimwire.stories.neighbours import neighbourhoods
from claimwire.stories.originals import KnownOriginal, KnownText, resolve
from claimwire.stories.remembered_texts import (
    SCANNED,
    NearRow,
    Sought,
    match,
    nearest,
    outline,
    read_originals,
)
from claimwire.stories.signature import sign_codes
from claimwire.transforms.group_stories import signed_article

SIZES = [10_000, 100_000, 1_000_000]
SEED = 7

_NEW = 1000
_COPIES = 300
"""Number of new articles that are edited copies of published ones."""
_DAYS = 30
_ROWS = 1400
"""Maximum rows of a file: a million articles in the files of hourly runs for 30 days."""
_LENGTH = (100, 700)
"""Minimum and maximum words of an article."""
_START = datetime(2025, 1, 1, tzinfo=UTC)


class _Writer:
    """Texts from a Markov chain of words: common phrases are as common as in the sources."""

    def __init__(self, sources: Sources) -> None:
        tokens = [
            token
            for text in sources.articles + sources.distractors + sources.donors
            for token in text.split()
            if len(word_codes(token)) == 1
        ]
        self.words, numbers = np.unique(np.array(tokens, dtype=object), return_inverse=True)
        self.codes = np.array([word_codes(word)[0] for word in self.words], np.uint32)
        self._next = numbers[1:][np.argsort(numbers[:-1], kind="stable")]
        self._count = np.bincount(numbers[:-1], minlength=len(self.words))
        self._first = np.cumsum(self._count) - self._count

    def write(self, number: int, chance: np.random.Generator) -> list[npt.NDArray[np.int64]]:
        """Write texts, as numbers of words."""
        lengths = chance.integers(*_LENGTH, size=number)
        words = np.empty((_LENGTH[1], number), np.int64)
        state = self._next[chance.integers(len(self._next), size=number)]
        for row in words:
            row[:] = state
            step = (chance.random(number) * self._count[state]).astype(np.int64)
            state = self._next[np.minimum(self._first[state] + step, len(self._next) - 1)]
        return [words[:length, column] for column, length in enumerate(lengths)]

    def text(self, words: npt.NDArray[np.int64]) -> str:
        return " ".join(self.words[words])


def measure(sources: Sources, sizes: Sequence[int]) -> None:
    """Print a table of what each size of look-back costs, each measured in a process of its own."""
    print(
        "| remembered articles | files | signing s | loading s | matching s | comparing s "
        "| peak memory MB | bytes read an article | copies found |"
    )
    print("|---" * 9 + "|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as root:
            # Processes, so that the memory of one does not count for the next.
            context = multiprocessing.get_context("spawn")
            with context.Pool(1) as pool:
                files, new, bytes_read = pool.apply(_make, (sources, root, size))
            with context.Pool(1) as pool:
                figures = pool.apply(_run, (root, files, new))
        spent = " | ".join(f"{each:.2f}" for each in figures[:4])
        print(
            f"| {size:,} | {len(files)} | {spent} | {figures[4]:.0f} | {bytes_read:.0f} "
            f"| {figures[5]} of {_COPIES} |",
            flush=True,
        )


def _make(
    sources: Sources, root: str, size: int
) -> tuple[list[TableFile], list[tuple[str, str]], float]:
    """Write a look-back; return its files, new texts with originals, and bytes per article."""
    writer = _Writer(sources)
    chance = np.random.default_rng(SEED)
    store = LocalStore(root)
    # Which of the remembered articles are copied.
    copied = set(chance.choice(size, _COPIES, replace=False).tolist())
    files: list[TableFile] = []
    new: list[tuple[str, str]] = []
    scanned = 0
    for start in range(0, size, _ROWS):
        words = writer.write(min(_ROWS, size - start), chance)
        rows = _rows(writer, words, start, size)
        day = f"{rows['first_seen_at'][0].as_py():%Y-%m-%d}"
        path = f"articles/dt={day}/part-{start:09}.parquet"
        content = to_parquet(rows)
        store.write(path, content)
        files.append(TableFile("articles", path, day, rows.num_rows, len(content)))
        scanned += _bytes_of(Path(root) / path)
        for number in sorted(copied & set(range(start, start + len(words)))):
            edited = _edited(words[number - start], writer, chance)
            new.append((writer.text(edited), _id(number)))
    new += [(writer.text(each), "") for each in writer.write(_NEW - _COPIES, chance)]
    return files, new, scanned / size


def _rows(writer: _Writer, words: list[npt.NDArray[np.int64]], start: int, size: int) -> pa.Table:
    numbers = range(start, start + len(words))
    seen = _START + timedelta(days=_DAYS) * (start / size)
    columns: dict[str, Sequence[Any]] = {
        "article_id": [_id(number) for number in numbers],
        "text": [writer.text(each) for each in words],
        "text_key": [stable_id(f"text {number}") for number in numbers],
        "word_count": [len(each) for each in words],
        "near_copy_signature": [sign_codes(writer.codes[each]) for each in words],
        "story_id": [_id(number) for number in numbers],
        "first_seen_at": [seen] * len(words),
    }
    for name in ("url", "canonical_url", "title"):
        columns[name] = [f"https://news.example/{name}/{number}" for number in numbers]
    for name in ("site", "feed_url", "published_source", "text_source", "run_id"):
        columns[name] = [name] * len(words)
    columns["authors"] = [[]] * len(words)
    arrays = [
        pa.array(columns[field.name], field.type)
        if field.name in columns
        else pa.nulls(len(words), field.type)
        for field in ARTICLES.schema
    ]
    return pa.Table.from_arrays(arrays, schema=ARTICLES.schema)


def _id(number: int) -> str:
    return stable_id(f"article {number}")


def _edited(
    words: npt.NDArray[np.int64], writer: _Writer, chance: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Cut up to a fifth of the end and replace up to a tenth of the words."""
    kept = words[: len(words) - int(len(words) * chance.random() / 5)].copy()
    changed = chance.random(len(kept)) < chance.random() / 10
    kept[changed] = chance.integers(len(writer.words), size=int(changed.sum()))
    return kept


def _bytes_of(path: Path) -> int:
    """Return the size on disk of the columns that are read, in bytes."""
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = [group.column(number) for group in groups for number in range(group.num_columns)]
    return sum(each.total_compressed_size for each in columns if each.path_in_schema in SCANNED)


def _run(
    root: str, files: list[TableFile], new: list[tuple[str, str]]
) -> tuple[float, float, float, float, float, int]:
    """Time the steps of a run with 1,000 new articles."""
    store = LocalStore(root)
    clock = _Clock()
    later = 60 * 24 * 365
    articles = [an_article(later + number, text) for number, (text, _) in enumerate(new)]
    clock.start()
    articles = [signed_article(article) for article in articles]
    signing = clock.lap()
    sought = Sought.of(map(outline, articles))
    index = sought.index()
    matching = clock.lap()
    texts: list[KnownText] = []
    rows: dict[str, list[NearRow]] = {}
    loading = 0.0
    for file in files:
        clock.start()
        columns = read_columns(store, ARTICLES, [file], SCANNED)
        loading += clock.lap()
        for hit in match(columns, sought, index, file.path):
            if isinstance(hit, NearRow):
                rows.setdefault(hit.new_id, []).append(hit)
            else:
                texts.append(hit[1])
        matching += clock.lap()
    clock.start()
    neighbourhoods(sought)
    matching += clock.lap()
    originals = list(_originals(store, rows))
    placed = resolve(articles, texts, originals)
    comparing = clock.lap()
    expected = {
        article.article_id: known for article, (_, known) in zip(articles, new, strict=True)
    }
    found = sum(bool(each.copy_of) and each.copy_of == expected[each.article_id] for each in placed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return signing, loading, matching, comparing, peak, found


def _originals(store: LocalStore, rows: dict[str, list[NearRow]]) -> Iterator[KnownOriginal]:
    by_path: dict[str, set[int]] = {}
    for each in (near for hits in rows.values() for near in nearest(hits)):
        by_path.setdefault(each.path, set()).add(each.row)
    for path, wanted in sorted(by_path.items()):
        yield from read_originals(store, path, sorted(wanted)).values()


class _Clock:
    def start(self) -> None:
        self._since = time.perf_counter()

    def lap(self) -> float:
        now = time.perf_counter()
        spent, self._since = now - self._since, now
        return spent

"""The cost of remembering many statements, over real Parquet files, in processor seconds.

Contents are words drawn by their frequency in English. The keys of 50,000 remembered statements, or
of as many as are asked for, are those of contents; of the rest they are drawn at random, so that
they share keys with new claims by chance alone. Contents share more, and cost more.
"""

import itertools
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.schemas.statements import STATEMENTS
from claimwire.statements.claim_content import content_of
from claimwire.statements.grouping import resolve
from claimwire.statements.language_words import language_words
from claimwire.statements.remembered_statements import SCANNED, SoughtStatements, scan, sought
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import described_speaker
from claimwire.statements.statement_keys import (
    WIDTH,
    keys_looked_for,
    keys_of,
    packed,
    period_of,
)
from claimwire.storage.arrow import to_parquet
from claimwire.storage.local_store import LocalStore

SIZES = (100_000, 1_000_000, 10_000_000)
_NEW = 5_000
_REPEATED = 1_000
"""New claims that repeat a remembered one."""
CONTENTS = 50_000
_WORDS = 15
_ROWS = 50_000
_DAYS = 14
_SEED = 7
_START = datetime(2026, 11, 9, tzinfo=UTC)


def measure(sizes: Sequence[int], contents: int) -> None:
    """Print a table of what each size of memory costs, each measured in a process of its own.

    Args:
        sizes: numbers of remembered statements.
        contents: how many of them have contents.
    """
    print(
        "| remembered | with contents | files | looking for | scanning | deciding "
        "| all, on the clock | peak MB | read whole | bytes read for each |"
    )
    print("|---" * 10 + "|")
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        with tempfile.TemporaryDirectory() as root:
            with context.Pool(1) as pool:
                files, texts, read = pool.apply(_make, (root, size, contents))
            with context.Pool(1) as pool:
                found, whole, *spent, peak = pool.apply(_run, (root, files, texts))
        laps = " | ".join(f"{each:.1f}" for each in spent)
        given = f"{size:,} | {min(size, contents):,} | {len(files)}"
        print(f"| {given} | {laps} | {peak:.0f} | {whole:,} | {read:.1f} |", flush=True)
        assert found >= _REPEATED * 0.9, f"only {found} of the repeated claims were found"


def _contents(number: int, chance: np.random.Generator) -> list[str]:
    known = language_words("en")
    assert known is not None
    stems = [each for each in known.rarities if each not in known.function]
    share = np.array([10.0 ** -known.rarities[each] for each in stems])
    drawn = chance.choice(len(stems), (number, _WORDS), p=share / share.sum())
    return [" ".join(stems[each] for each in row) for row in drawn]


def _make(root: str, size: int, contents: int) -> tuple[list[TableFile], list[str], float]:
    """Write the memory; return its files, the texts of new claims, and bytes read a statement."""
    chance = np.random.default_rng(_SEED)
    store = LocalStore(root)
    real = min(size, contents)
    texts = _contents(real, chance)
    files, read = [], 0
    for start in range(0, size, _ROWS):
        rows = min(_ROWS, size - start)
        seen = _START + timedelta(days=_DAYS) * (start / size)
        keys = chance.integers(1, 1 << 32, (rows, WIDTH), dtype=np.uint32)
        # The statements with contents are spread over all files.
        own = range(start * real // size, (start + rows) * real // size)
        for row, number in enumerate(own):
            content = content_of(texts[number], "en")
            keys[row] = np.frombuffer(packed(keys_of(content, "en", period_of(seen))), "<u4")
        said = [texts[number] for number in own] + [""] * (rows - len(own))
        path = f"statements/dt={seen:%Y-%m-%d}/part-{start:09}-p0-s0.parquet"
        content_bytes = to_parquet(_rows(start, said, keys, seen))
        store.write(path, content_bytes)
        files.append(TableFile("statements", path, f"{seen:%Y-%m-%d}", rows, len(content_bytes)))
        read += _bytes_of(Path(root) / path)
    repeated = [texts[each] for each in chance.choice(real, _REPEATED, replace=False)]
    return files, repeated + _contents(_NEW - _REPEATED, chance), read / size


def _rows(start: int, said: list[str], keys: npt.NDArray[np.uint32], seen: datetime) -> pa.Table:
    ids = [stable_id(f"claim {start + row}") for row in range(len(said))]
    report = {
        "site": "news.example",
        "seen_at": seen,
        "published_at": None,
        "start": 0,
        "score": 1.0,
    }
    who = {
        "speaker_name": "Anna Berg",
        "speaker_entity_id": "person:anna-berg",
        "speaker_entity_ids": ["person:anna-berg"],
        "act": "statement",
    }
    given = {
        "statement_id": ids,
        "claim_id": ids,
        "article_id": ids,
        "text": said,
        "language": ["en"] * len(said),
        "speaker_name": ["Anna Berg"] * len(said),
        "speaker_entity_id": ["person:anna-berg"] * len(said),
        "speaker_entity_ids": [["person:anna-berg"]] * len(said),
        "speaker_kind": ["person"] * len(said),
        "act": ["statement"] * len(said),
        "first_seen_at": [seen] * len(said),
        "site": ["news.example"] * len(said),
        "reports": [
            [{"claim_id": each, "article_id": each, "text": text} | report]
            for each, text in zip(ids, said, strict=True)
        ],
        "contradicts": [[]] * len(said),
        "answers": [[]] * len(said),
        "statement_keys": [row.astype("<u4").tobytes() for row in keys],
        "run_id": ["run"] * len(said),
        "represented_by": [
            [{"claim_id": each, "speaker_text": "Anna Berg", "speaker_kind": "person"} | who]
            for each in ids
        ],
    }
    columns = {
        field.name: pa.array(given.get(field.name, [None] * len(said)), field.type)
        for field in STATEMENTS.schema
    }
    return pa.table(columns, schema=STATEMENTS.schema)


def _bytes_of(path: Path) -> int:
    meta = pq.read_metadata(path)
    groups = (meta.row_group(number) for number in range(meta.num_row_groups))
    columns = (group.column(number) for group in groups for number in range(group.num_columns))
    return sum(each.total_compressed_size for each in columns if each.path_in_schema in SCANNED)


def _run(
    root: str, files: list[TableFile], texts: list[str]
) -> tuple[int, int, float, float, float, float, float]:
    now = _START + timedelta(days=_DAYS - 2)
    speaker = described_speaker(
        text="Anna Berg", name="Anna Berg", entity_id="person:anna-berg",
        ids=frozenset({"person:anna-berg"}), kind="person", affiliation=None, country=None,
        language="en",
    )  # fmt: skip
    started = time.perf_counter()
    laps = [time.process_time()]
    reports = [
        Report(
            f"new{n}", f"new{n}", now, None, 0, "en", None, "statement", speaker,
            content_of(text, "en"),
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    wanted = SoughtStatements.of(
        [sought(keys_looked_for(each.content, "en", now) for each in reports)]
    )
    laps.append(time.process_time())
    known = list(scan(LocalStore(root), files, wanted))
    laps.append(time.process_time())
    placed = resolve(reports, known)
    laps.append(time.process_time())
    found = sum(each.claim_id != each.statement_id for each in placed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    one, two, three = (b - a for a, b in itertools.pairwise(laps))
    return found, len(known), one, two, three, time.perf_counter() - started, peak

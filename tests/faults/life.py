"""The life of a run without its graph, as a fork of the test process lives it."""

import resource
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from claimwire.clock import FixedClock
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.storage import lease, local_store, publication
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from tests.fakes.rows import a_poll, an_article
from tests.faults.faults import DieAtLine

LEASE = timedelta(hours=1)
SOURCES = frozenset(module.__file__ for module in (lease, local_store, publication))


def live(output: Path, run_id: str, now: datetime) -> None:
    """Take the lease, write two files, publish them, give the lease back."""
    store, clock = LocalStore(str(output)), FixedClock(now)
    lease.acquire(store, run_id, clock, LEASE, host="here")
    rows = {
        ARTICLES: an_article(article_id=run_id, first_seen_at=now, run_id=run_id),
        FEEDS: a_poll(polled_at=now, run_id=run_id),
    }
    files = []
    for table, row in rows.items():
        path = f"{table.name}/dt={now:%Y-%m-%d}/part-{run_id}-p0-s0.parquet"
        files.append(publication.write_file(store, table, path, f"{now:%Y-%m-%d}", [row]))
    run = RunInfo(run_id, now)
    publication.publish(store, run, files, [], clock=clock, lease_duration=LEASE)
    lease.release(store, run_id)


def live_until(line: int, output: Path, now: datetime) -> None:
    """Live as the run called "second", but die before a line."""
    DieAtLine(line, SOURCES).install()
    live(output, "second", now)


def write(store: LocalStore, data: bytes) -> None:
    store.write("file", data)


def create(store: LocalStore, data: bytes) -> None:
    store.create("file", data)


def replace(store: LocalStore, data: bytes) -> None:
    store.replace("file", data, store.stat("file").generation)


def torn(change: Callable[[LocalStore, bytes], None], output: Path, size: int) -> None:
    """Die of the signal that the kernel sends when a file grows past a limit."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    change(LocalStore(str(output)), b"new" * 100_000)

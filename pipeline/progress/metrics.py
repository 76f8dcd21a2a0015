"""The figures of a run for a monitoring system, in the OpenMetrics text format.

Prometheus' node exporter reads such a file from its textfile directory; docs/running.md has rules
for alerts. The file tells of the last run alone: its values are gauges.
"""

import logging
import statistics
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.openmetrics.exposition import generate_latest

from claimwire.counters import POLLS, REJECTED, with_prefix
from claimwire.errors import RunFailed
from claimwire.pipeline.progress.summary import rows_of
from claimwire.pipeline.whole_file import write_whole
from claimwire.schemas.articles import ARTICLES
from claimwire.storage.manifest import Manifest
from claimwire.storage.published_files import read_columns
from claimwire.storage.store import Store

_log = logging.getLogger(__name__)


def metrics_of(manifest: Manifest, lag_s: float | None, *, succeeded: bool) -> bytes:
    """Return the metrics of a run that has published.

    Args:
        manifest: of the run.
        succeeded: whether it could read a feed.
        lag_s: median time from an article's publication to that of its rows, in seconds; None if
            no new article has a time of publication.
    """
    registry = CollectorRegistry()
    _gauge(registry, "success", "Whether the last run succeeded.", succeeded)
    started, published = manifest.started_at, manifest.published_at
    _gauge(registry, "started_timestamp_seconds", "When the last run started.", started.timestamp())
    _gauge(registry, "published_timestamp_seconds", "When it published.", published.timestamp())
    _gauge(registry, "duration_seconds", "How long it took.", (published - started).total_seconds())
    if lag_s is not None:
        _gauge(registry, "lag_seconds", "Median time from an article to its published rows.", lag_s)
    for name, label, help_text, values in (
        ("rows", "table", "Rows that it published.", rows_of(manifest)),
        ("feeds", "outcome", "Feeds by what came of polling.", _of(manifest, POLLS)),
        ("rejections", "reason", "What it rejected.", _of(manifest, REJECTED)),
    ):
        gauge = Gauge(f"claimwire_run_{name}", help_text, [label], registry=registry)
        for value, count in values.items():
            gauge.labels(value).set(count)
    return _written(registry)


def metrics_of_failure(started_at: datetime) -> bytes:
    """Return the metrics of a run that published nothing."""
    registry = CollectorRegistry()
    _gauge(registry, "success", "Whether the last run succeeded.", 0)
    _gauge(
        registry,
        "started_timestamp_seconds",
        "When the last run started.",
        started_at.timestamp(),
    )
    return _written(registry)


def median_lag_s(store: Store, manifest: Manifest) -> float | None:
    """Return the median time from publication of an article to that of its rows, in seconds.

    Raises:
        StateError: if a file of the run is missing or damaged.
        StoreError: if the storage does not answer.
    """
    rows = read_columns(store, ARTICLES, manifest.files, ("published_at", "published_source"))
    lags = [
        (manifest.published_at - at).total_seconds()
        for at, source in zip(*(column.to_pylist() for column in rows.columns), strict=True)
        # A later date was first_seen's: it says nothing of the publisher.
        if at is not None and source != "first_seen"
    ]
    return statistics.median(lags) if lags else None


def write_metrics(file: str | None, metrics: bytes) -> None:
    """Write the file of ``--metrics``, if one is given; a warning says if it cannot be.

    A run that has succeeded does not fail because a file beside it cannot be written.
    """
    if file is None:
        return
    try:
        write_whole(Path(file), lambda to: to.write(metrics))
    except RunFailed as error:
        _log.warning("the metrics of the run are lost: %s", error)


def _written(registry: CollectorRegistry) -> bytes:
    return bytes(generate_latest(registry))  # type: ignore[no-untyped-call]


def _gauge(registry: CollectorRegistry, name: str, help_text: str, value: float) -> None:
    Gauge(f"claimwire_run_{name}", help_text, registry=registry).set(value)


def _of(manifest: Manifest, prefix: str) -> Mapping[str, int]:
    return with_prefix(manifest.tallies, prefix)

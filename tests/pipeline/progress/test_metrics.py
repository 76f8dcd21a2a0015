"""The figures of a run for a monitoring system."""

from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from claimwire.pipeline.progress.metrics import (
    median_lag_s,
    metrics_of,
    metrics_of_failure,
    write_metrics,
)
from claimwire.schemas.articles import ARTICLES
from claimwire.storage.manifest import RunInfo, build_manifest
from tests.fakes.rows import NOW, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

LATER = NOW + timedelta(seconds=90)


def values(metrics: bytes) -> dict[str, float]:
    """Read metrics as a monitoring system does: each value by its name and label."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(metrics.decode())
        for sample in family.samples
    }


def test_the_figures_of_a_run_are_gauges() -> None:
    store = MemoryStore()
    files = publish_rows(store, {ARTICLES: [an_article()]})
    tallies = {"polls_read": 3, "polls_failed": 1, "rejected_http_4xx": 2}
    manifest = build_manifest(RunInfo("run1", NOW), LATER, files, tallies)
    found = values(metrics_of(manifest, 60.0, succeeded=True))
    assert found["claimwire_run_success"] == 1
    assert found["claimwire_run_started_timestamp_seconds"] == NOW.timestamp()
    assert found["claimwire_run_published_timestamp_seconds"] == LATER.timestamp()
    assert found["claimwire_run_duration_seconds"] == 90
    assert found["claimwire_run_lag_seconds"] == 60
    assert found["claimwire_run_rows articles"] == 1
    assert found["claimwire_run_rows claims"] == 0
    assert found["claimwire_run_feeds failed"] == 1
    assert found["claimwire_run_rejections http_4xx"] == 2


def test_a_run_that_read_no_feed_has_not_succeeded() -> None:
    manifest = build_manifest(RunInfo("run1", NOW), LATER, [], {})
    found = values(metrics_of(manifest, None, succeeded=False))
    assert found["claimwire_run_success"] == 0
    assert "claimwire_run_lag_seconds" not in found


def test_a_failed_run_tells_when_it_started() -> None:
    found = values(metrics_of_failure(NOW))
    assert found == {
        "claimwire_run_success": 0,
        "claimwire_run_started_timestamp_seconds": NOW.timestamp(),
    }


def test_the_lag_counts_articles_whose_publisher_gave_a_time() -> None:
    store = MemoryStore()
    minutes = [(1, "feed"), (2, "page"), (9, "feed"), (500, "first_seen")]
    articles = [
        an_article(
            article_id=str(number),
            published_at=LATER - timedelta(minutes=number),
            published_source=source,
        )
        for number, source in minutes
    ]
    articles.append(an_article(article_id="x", published_at=None, published_source="none"))
    files = publish_rows(store, {ARTICLES: articles})
    manifest = build_manifest(RunInfo("run1", NOW), LATER, files, {})
    assert median_lag_s(store, manifest) == 120
    assert median_lag_s(store, build_manifest(RunInfo("run1", NOW), LATER, [], {})) is None


def test_a_file_that_cannot_be_written_is_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_metrics(str(tmp_path / "metrics.prom"), b"a\n")
    assert (tmp_path / "metrics.prom").read_bytes() == b"a\n"
    write_metrics(str(tmp_path / "no folder" / "metrics.prom"), b"a\n")
    assert "the metrics of the run are lost: cannot write" in caplog.text
    write_metrics(None, b"a\n")

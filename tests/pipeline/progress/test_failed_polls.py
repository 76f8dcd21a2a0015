from datetime import UTC, datetime

import pytest

from claimwire.pipeline.progress.failed_polls import no_feed_read
from claimwire.storage.manifest import Manifest

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def manifest(**tallies: int) -> Manifest:
    return Manifest(
        run_id="run",
        started_at=NOW,
        published_at=NOW,
        schema_version=1,
        options={},
        files=[],
        tallies=tallies,
    )


@pytest.mark.parametrize(
    "tallies",
    [
        {},
        {"polls_read": 1, "polls_failed": 9},
        {"polls_not_modified": 1, "polls_failed": 1},
        {"polls_same_body": 1, "polls_gone": 1},
    ],
)
def test_a_run_that_read_a_feed_or_polled_none_has_not_failed(tallies: dict[str, int]) -> None:
    assert no_feed_read(manifest(**tallies)) is None


def test_the_commonest_cause_is_named_with_its_meaning() -> None:
    cause = no_feed_read(
        manifest(polls_failed=4, polls_gone=1, rejected_dns=3, rejected_tls=1, rejected_gone=1)
    )
    assert cause == (
        "none of 5 feeds could be read; the commonest cause is dns (3): "
        "The host name could not be resolved."
    )

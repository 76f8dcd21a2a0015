import pytest

from claimwire.feeds.check import FeedCheck
from claimwire.pipeline.inspection.feed_table import show_checks
from claimwire.pipeline.progress.slow_domains import slow_domains, slow_domains_of_feeds
from claimwire.schemas import REJECTIONS
from claimwire.storage.publication import write_file
from tests.fakes.rows import a_rejection
from tests.fakes.store import MemoryStore


def test_domains_that_left_pages_for_the_next_run_are_counted() -> None:
    store = MemoryStore()
    rows = [
        a_rejection(reason=reason, url=url)
        for reason, url in [
            ("domain_time_limit", "https://www.slow.example.org/1"),
            ("fetch_time_limit", "https://slow.example.org/2"),
            ("domain_unresponsive", "https://silent.org/1"),
            ("dns", "https://gone.example/"),
        ]
    ]
    path = "rejections/dt=2026-11-23/part-run-p0-s0.parquet"
    file = write_file(store, REJECTIONS, path, "2026-11-23", rows)
    assert slow_domains(store, [file]) == [("example.org", 2), ("silent.org", 1)]


def a_check(url: str, reason: str | None) -> FeedCheck:
    return FeedCheck(url, None, reason is None, None, 0, None, (), reason)


CHECKS = [
    a_check("https://feeds.slow.example.org/a", "timeout"),
    a_check("https://silent.org/b", "domain_unresponsive"),
    a_check("https://slow.example.org/c", "domain_unresponsive"),
    a_check("https://gone.example/d", "dns"),
    a_check("https://good.example/e", None),
]


def test_domains_whose_feeds_did_not_answer_a_check_are_counted() -> None:
    assert slow_domains_of_feeds(CHECKS) == [("example.org", 2), ("silent.org", 1)]


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        (CHECKS, "did not answer: example.org (2), silent.org (1)."),
        (CHECKS[3:], None),
    ],
)
def test_a_check_names_them_below_its_table(
    checks: list[FeedCheck], line: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    show_checks(checks)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith(line) if line else "Slow domains" not in last

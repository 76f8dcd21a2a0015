from claimwire.pipeline.progress.slow_domains import slow_domains
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

"""What the summary says of languages that were not read."""

from claimwire.pipeline.progress.languages_not_read import languages_not_read
from claimwire.schemas import REJECTIONS
from claimwire.storage.publication import write_file
from tests.fakes.rows import a_rejection
from tests.fakes.store import MemoryStore


def test_each_language_is_told_once_the_commonest_first() -> None:
    store = MemoryStore()
    rows = [
        a_rejection(reason=reason, detail=detail, article_id=article_id)
        for reason, detail, article_id in [
            ("language", "the text is in 'sw'", "1"),
            ("language", "the text is in 'hi'", "2"),
            ("language", "the text is in 'sw'", "3"),
            ("robots", "forbidden", "4"),
        ]
    ]
    path = "rejections/dt=2026-11-23/part-run-p0-s0.parquet"
    file = write_file(store, REJECTIONS, path, "2026-11-23", rows)
    assert languages_not_read(store, [file]) == [
        "Not read (2): the text is in 'sw'.",
        "Not read (1): the text is in 'hi'.",
    ]

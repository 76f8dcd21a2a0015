"""What a line of the log and a terminal show of a run."""

from datetime import UTC, datetime, timedelta
from io import StringIO

from rich.console import Console

from claimwire.pipeline.progress.estimate import Progress, View
from claimwire.pipeline.progress.progress_text import fields, screen

FETCHING = {
    "feeds_polled": 8,
    "feeds_not_due": 2,
    "pages_wanted": 1200,
    "pages_settled": 300,
    "pages_fetched": 240,
    "rejected_dns": 1,
    "rejected_http_4xx": 40,
    "rejected_robots": 10,
    "rejected_timeout": 8,
    "rejected_rate_limited": 1,
}
READING = FETCHING | {
    "pages_settled": 1200,
    "pages_fetched": 1100,
    "texts_from_page": 1100,
    "articles_original": 1100,
    "articles_annotated": 680,
    "articles_read": 640,
    "claims_found": 9000,
}


def view_of(counts: dict[str, int], *, streaming: bool = False) -> View:
    """Look at a run of ten feeds after a minute, in which its last step got all it has."""
    now = [datetime(2026, 11, 24, 8, tzinfo=UTC)]
    progress = Progress(10, streaming=streaming, clock=lambda: now[0])
    now[0] += timedelta(seconds=1)
    progress.look(counts | {"pages_settled": 1, "articles_annotated": 0, "articles_read": 0})
    now[0] += timedelta(seconds=59)
    return progress.look(counts)


def shown(view: View, width: int = 80) -> str:
    console = Console(file=StringIO(), record=True, width=width)
    console.print(screen(view, "20261124T080000Z-3f9a2c"))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def test_a_line_says_all_there_is_to_say() -> None:
    assert fields(view_of(FETCHING)) == {
        "phase": "pages",
        "elapsed_s": 60,
        "left_s": None,
        "phase_left_s": 178,
        "per_minute": 304,
        "feeds": 8,
        "feeds_known": 8,
        "pages": 300,
        "pages_known": 1200,
        "texts": 0,
        "texts_known": 240,
        "articles": 0,
        "articles_known": 0,
        "claims": 0,
        "published": 0,
        "rejected": 60,
        "rejected_dns": 1,
        "rejected_http_4xx": 40,
        "rejected_rate_limited": 1,
        "rejected_robots": 10,
        "rejected_timeout": 8,
    }


def test_a_line_of_a_stream_has_nothing_that_is_left() -> None:
    told = fields(view_of(FETCHING, streaming=True))
    assert told["phase"] == "streaming"
    assert not [name for name in told if name.endswith(("left_s", "_known"))]


def test_a_terminal_shows_each_step_and_the_commonest_rejections() -> None:
    assert shown(view_of(FETCHING)) == (
        "pages  1:00  run 20261124T080000Z-3f9a2c\n"
        "feeds        8  ━━━━━━━━━━━━━━━━━━━━━━━━ of 8\n"
        "pages      300  ━━━━━━━━━━━━━━━━━━━━━━━━ of 1,200, 304 a minute, 2:58 left\n"
        "texts        0  ━━━━━━━━━━━━━━━━━━━━━━━━ of 240\n"
        "articles     0\n"
        "claims       0\n"
        "rejected    60  http_4xx 40, robots 10, timeout 8, dns 1, …\n"
        "time left    ?  shown once all texts are extracted"
    )


def test_a_terminal_shows_the_time_left_once_it_is_known() -> None:
    lines = shown(view_of(READING)).splitlines()
    assert lines[4].endswith("of 1,100, 671 a minute, 0:39 left")
    assert lines[5].split() == ["claims", "9,000"]
    assert lines[7].split() == ["time", "left", "0:39"]


def test_a_terminal_shows_how_often_a_stream_has_published() -> None:
    lines = shown(view_of(READING | {"manifests_published": 7}, streaming=True)).splitlines()
    assert lines[0].startswith("streaming  1:00")
    assert lines[4].split() == ["articles", "640", "671", "a", "minute"]
    assert lines[7].split() == ["published", "7"]


def test_a_narrow_terminal_gets_no_more_lines() -> None:
    narrow, wide = (shown(view_of(FETCHING), width).splitlines() for width in (30, 90))
    assert [line[:14] for line in narrow] == [line[:14] for line in wide]
    assert max(map(len, narrow)) == 30

import io
from datetime import timedelta

from rich.console import Console

from claimwire.pipeline.inspection.spread_table import Shown, spread_table
from tests.fakes.rows import NOW

WORDS = "Ankara wants the wheat ships to be inspected once at sea instead of four times in port"
SHOWN = Shown(
    outlets=12,
    reports=1_340,
    report="page",
    first_site="wire.example",
    first_seen_at=NOW,
    last_seen_at=NOW + timedelta(hours=3, minutes=20),
    heading="Anna Berg",
    lines=(WORDS, "but Olaf Falk: no ship will be inspected"),
)


def printed(shown: Shown, width: int) -> list[str]:
    to = io.StringIO()
    Console(width=width, file=to).print(spread_table([shown]))
    return to.getvalue().splitlines()


def test_how_far_and_what_stand_side_by_side() -> None:
    lines = printed(SHOWN, 200)
    assert [[each.strip() for each in line.split("│")] for line in lines] == [
        ["12 outlets, 1,340 pages", "Anna Berg"],
        ["first wire.example", WORDS],
        [f"{NOW:%Y-%m-%d %H:%M} UTC", SHOWN.lines[1]],
        ["within 3 h 20 min", ""],
    ]


def test_most_of_a_narrow_terminal_is_for_the_words() -> None:
    lines = printed(SHOWN, 80)
    assert max(map(len, lines)) <= 80
    assert any(len(line.split("│")[1].strip()) > 40 for line in lines)


def test_one_is_not_many() -> None:
    alone = SHOWN._replace(outlets=1, reports=1, report="report")
    assert printed(alone, 80)[0].split("│")[0].strip() == "1 outlet, 1 report"


def test_no_sequence_of_the_terminal_gets_through() -> None:
    hostile = SHOWN._replace(heading="\x1b[31mred", first_site="a\x1b]0;b", lines=("\x07[bold]x",))
    text = "\n".join(printed(hostile, 80))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]x" in text

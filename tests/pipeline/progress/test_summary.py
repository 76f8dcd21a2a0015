"""What a run says at its end."""

import shlex

from claimwire.pipeline.command_line import parser
from claimwire.pipeline.progress.summary import next_commands, slow_domains_line


def test_what_to_type_next_can_be_typed() -> None:
    for root in ("out/demo", "gs://bucket/my news", "it's"):
        question, page = (shlex.split(command) for command in next_commands(root))
        asked = parser().parse_args(question[1:])
        assert (question[0], asked.output, asked.sql) == ("claimwire", root, "from claims limit 5")
        assert page == ["claimwire", "report", "--output", root, "--to", "report.html"]


def test_the_slowest_domains_are_named() -> None:
    slow = [(f"{name}.example", 9 - number) for number, name in enumerate("abcdefg")]
    assert slow_domains_line(slow[:1]).endswith("were slow: a.example (9).")
    assert slow_domains_line(slow).endswith("e.example (5) and 2 more.")

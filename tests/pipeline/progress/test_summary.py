"""What a run says at its end."""

import shlex

from claimwire.pipeline.command_line import parser
from claimwire.pipeline.progress.summary import next_commands


def test_what_to_type_next_can_be_typed() -> None:
    for root in ("out/demo", "gs://bucket/my news", "it's"):
        question, page = (shlex.split(command) for command in next_commands(root))
        asked = parser().parse_args(question[1:])
        assert (question[0], asked.output, asked.sql) == ("claimwire", root, "from claims limit 5")
        assert page == ["claimwire", "report", "--output", root, "--to", "report.html"]

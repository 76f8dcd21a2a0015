"""What a run says at its end."""

import shlex

from claimwire.pipeline.command_line import parser
from claimwire.pipeline.progress.summary import headline, next_commands, slow_domains_line
from claimwire.schemas.flow import TableFile
from claimwire.storage.manifest import RunInfo, build_manifest
from tests.fakes.rows import NOW


def test_what_to_type_next_can_be_typed() -> None:
    for root in ("out/demo", "gs://bucket/my news", "it's"):
        question, page = (shlex.split(command) for command in next_commands(root))
        asked = parser().parse_args(question[1:])
        assert (question[0], asked.output, asked.sql) == ("claimwire", root, "from claims limit 5")
        assert page == ["claimwire", "report", "--output", root, "--to", "report.html"]


def test_the_headline_says_that_it_counts_continued_and_nested_claims() -> None:
    files = [TableFile("articles", "a", "2024-05-01", 2, 9), TableFile("claims", "c", "", 1200, 9)]
    manifest = build_manifest(RunInfo("run1", NOW), NOW, files, {})
    assert headline(manifest) == "2 new articles, 1,200 claims (with continued and nested ones)."


def test_the_slowest_domains_are_named() -> None:
    slow = [(f"{name}.example", 9 - number) for number, name in enumerate("abcdefg")]
    assert slow_domains_line(slow[:1]).endswith("were slow: a.example (9).")
    assert slow_domains_line(slow).endswith("e.example (5) and 2 more.")

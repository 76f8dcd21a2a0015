"""What README.md and CONTRIBUTING.md point to is there, and what they tell to type works."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.feeds.feed_list import read_feed_list
from claimwire.pipeline.command_line import parser
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.user_inputs import read_feeds

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str, text: str) -> Iterator[str]:
    return (body for name, body in BLOCK.findall(text) if name == language)


def commands(program: str, text: str) -> list[list[str]]:
    """Find the commands of a page that run a program: their words, without the program."""
    lines = "\n".join(blocks("sh", text)).replace("\\\n", " ").splitlines()
    split = [shlex.split(line, comments=True) for line in lines]
    return [words[1:] for words in split if words[:1] and Path(words[0]).name == program]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", BLOCK.sub("", page.read_text(encoding="utf-8")))
    local = [link.partition("#")[0] for link in links if "://" not in link]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_short_link_is_defined(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    defined = set(re.findall(r"^\[([^\]]+)\]: https://\S+$", text, re.MULTILINE))
    used = set(re.findall(r"\]\[([^\]]+)\]", text))
    assert used <= defined


def test_every_page_of_the_docs_is_linked() -> None:
    pages = [path for path in (ROOT / "docs").iterdir() if path.suffix in {".md", ".ipynb"}]
    assert [path.name for path in pages if f"](docs/{path.name})" not in README] == []


@pytest.mark.parametrize("words", commands("claimwire", README), ids=" ".join)
def test_every_command_can_be_typed(words: list[str]) -> None:
    if words[0] == "run":
        parse_options(words[1:])
    else:
        parser().parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_exists(page: Path) -> None:
    targets = {words[0] for words in commands("make", page.read_text(encoding="utf-8"))}
    assert targets
    assert targets <= set(re.findall(r"^([a-z0-9-]+):", MAKEFILE, re.MULTILINE))


def test_the_feed_list_in_it_is_one() -> None:
    (example,) = blocks("toml", README)
    (feed,) = read_feed_list(example.encode(), "README.md")
    assert feed.name == "Example News"


def test_the_number_of_feeds_is_right() -> None:
    assert f"lists {len(read_feeds(str(ROOT / 'feeds.toml')))} public" in README


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 250

"""The text of pages: what belongs to the article and what stands around it."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimwire.pages.extraction import extract

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("texts.toml").read_text("utf-8"))
URL = "https://news.example/a/talks"
PARAGRAPHS = 16


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_text(case: dict[str, Any], prose: Callable[[int], str]) -> None:
    lines = prose(30 * PARAGRAPHS).split("\n")
    html = [f"<p>{line}</p>" for line in lines]
    half = PARAGRAPHS // 2
    parts = {
        "{article}": "".join(html),
        "{half}": "".join(html[:half]),
        "{rest}": "".join(html[half:]),
        "{first}": "".join(html[:5]),
        "{second}": "".join(html[5:10]),
        "{third}": "".join(html[10:]),
        "{json}": "\\n".join(lines),
    }
    body, data = case["page"], case.get("linked_data", "{}")
    for name, part in parts.items():
        body, data = body.replace(name, part), data.replace(name, part)
    page = (
        "<html><head><meta charset=utf-8><title>Talks</title>"
        f"{case.get('head', '')}<script type='application/ld+json'>{data}</script></head>"
        f"<body>{body}</body></html>"
    )
    found = extract(
        page.encode(),
        url="https://news.example/a/talks",
        content_type=None,
        latest=date(2024, 6, 1),
    )
    expected = [*case.get("above", ()), *lines, *case.get("below", ())]
    assert found.text.split("\n") == expected

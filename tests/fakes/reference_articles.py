"""Articles with everything that is right to find in them, to be read in tests."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

_TESTS = Path(__file__).parents[1]
_OWN = _TESTS / "language" / "reference" / "article.toml"
_SEED = _TESTS.parents[1] / "shared" / "acceptance" / "seed"

OWN, SEED = "own", "seed"

NAMES = [
    OWN,
    pytest.param(
        SEED,
        marks=pytest.mark.skipif(
            not _SEED.is_dir(), reason=f"the second reference article is not at {_SEED}"
        ),
    ),
]
"""For ``pytest.mark.parametrize``: the article of this repository, and one outside of it."""


def reference_article(name: str) -> dict[str, Any]:
    """Read an article and its expectations; ``article.toml`` says what the fields mean.

    Returns:
        The fields of ``article.toml``. Beside them, each claim has ``spans`` and each entity has
        ``first``, its first span.
    """
    if name == SEED:
        expected: dict[str, Any] = json.loads((_SEED / "expected.json").read_text("utf-8"))
        expected["text"] = (_SEED / "article.txt").read_bytes().decode("utf-8")
        return expected
    expected = tomllib.loads(_OWN.read_text("utf-8"))
    text = expected["text"] = expected["text"].strip()
    for claim in expected["claims"]:
        (span,) = occurrences(claim["text"], text)
        claim["spans"] = [list(span)]
    for entity in expected["entities"]:
        entity["first"] = list(next(occurrences(entity["text"], text)))
    return expected


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Find where words stand in a text."""
    return (found.span() for found in re.finditer(re.escape(words), text))


def published_on(article: dict[str, Any]) -> date:
    """Return the day of an article."""
    return datetime.fromisoformat(article["published_at"]).date()

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from claimwire.pages.text_key import text_key
from claimwire.schemas.articles import Article
from claimwire.schemas.keys import stable_id
from claimwire.stories.signature import sign
from tests.fakes.rows import NOW, an_article

_SYLLABLES = [first + second for first in "bdfghklmnprstvwz" for second in "aeiou"]


def _prose(seed: int, words: int = 200) -> str:
    """Sentences of made-up words, of which two texts of different seeds share few pairs."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(words)]
    lines = [" ".join(vocabulary[start : start + 12]) for start in range(0, words, 12)]
    return "\n".join(line.capitalize() + "." for line in lines)


def _replaced(text: str, percent: int, seed: int = 0) -> str:
    chance = random.Random(seed)
    words = text.split(" ")
    for place in chance.sample(range(len(words)), len(words) * percent // 100):
        words[place] = "".join(chance.choices(_SYLLABLES, k=4))
    return " ".join(words)


def _article(name: str, text: str, *, minute: int = 0, **changes: Any) -> Article:
    url = f"https://{name}.example/story"
    return an_article(
        article_id=stable_id(name),
        url=url,
        canonical_url=url,
        site=f"{name}.example",
        text=text,
        text_key=text_key(text),
        first_seen_at=NOW + timedelta(minutes=minute),
        near_copy_signature=sign(text),
        **changes,
    )


@pytest.fixture(scope="session")
def prose() -> Callable[..., str]:
    return _prose


@pytest.fixture(scope="session")
def replaced() -> Callable[..., str]:
    return _replaced


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    return _article

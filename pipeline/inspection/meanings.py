"""What the values of columns mean, in words for a person."""

import functools
import tomllib
from pathlib import Path

NO_SPEAKER = "no speaker named"

_FILE = Path(__file__).with_name("explanations.toml")


@functools.cache
def meanings() -> dict[str, dict[str, str]]:
    """Return the meanings of values, by "rule", "method" and so on and then by value."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def meaning_of(column: str, value: str) -> str:
    """Return the meaning of a value; the value itself if another version wrote it."""
    return meanings()[column].get(value, value)


def kind_of_claim(act: str, quote_type: str, modality: str, *, negated: bool) -> str:
    """Say what kind of claim it is, so that it cannot be read as its opposite.

    Returns:
        For example "denial, in indirect speech, about the future, with a “not”".
    """
    words = [act, meaning_of("quote_type", quote_type), meaning_of("modality", modality)]
    if negated:
        words.append(meanings()["negated"]["true"])
    return ", ".join(word for word in words if word)

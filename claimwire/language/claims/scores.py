"""How sure a claim is: how often content and speaker of such claims were right where measured."""

import functools
from typing import cast

from claimwire.language.languages import read_toml

_ALL_TYPES = "all"


def score_of(rule: str, quote_type: str, language: str | None) -> float | None:
    """Return the share of such claims that are right, from 0 to 1.

    Args:
        rule: the rule that found the claim.
        quote_type: direct, indirect or mixed.
        language: ISO 639-1 code of the text, or None if unknown.

    Returns:
        The measured share, or None for a rule that was not measured in this language.

    Raises:
        KeyError: if the language has no folder.
    """
    if language is None:
        return None
    measured = _precision(language).get(rule, {})
    return measured.get(quote_type, measured.get(_ALL_TYPES))


def nested_score_of(rule: str, language: str | None) -> float | None:
    """Return the share of claims inside the content of another that are right, from 0 to 1.

    Args:
        rule: the rule that found the claim.
        language: ISO 639-1 code of the text, or None if unknown.

    Returns:
        The measured share, or None for a rule that is right too seldom to give such claims.

    Raises:
        KeyError: if the language has no folder.
    """
    return None if language is None else _nested_precision(language).get(rule)


@functools.cache
def _nested_precision(language: str) -> dict[str, float]:
    return cast("dict[str, float]", read_toml(language, "nested_precision.toml"))


def speaker_score_of(way: str, language: str | None) -> float | None:
    """Return the share of speakers found in a way that are the right ones, from 0 to 1.

    Args:
        way: how the speaker was found, as in ``speaker_precision.toml``.
        language: ISO 639-1 code of the text, or None if unknown.

    Returns:
        The measured share, or None for a way that was not measured in this language.

    Raises:
        KeyError: if the language has no folder.
    """
    return None if language is None else _speaker_precision(language).get(way)


def whole_score(content: float | None, speaker: float | None, language: str) -> float | None:
    """Return how often content and speaker are both right, from 0 to 1.

    Args:
        content: how often the content is; None if it was not measured.
        speaker: how often the speaker is; None where nobody was found.
        language: ISO 639-1 code of the text.

    Returns:
        The product, since a right content is no surer sign of a right speaker than a wrong one.

    Raises:
        KeyError: if the language has no folder.
    """
    if content is None:
        return None
    share = _speaker_precision(language).get("unknown") if speaker is None else speaker
    return None if share is None else round(content * share, 4)


@functools.cache
def _speaker_precision(language: str) -> dict[str, float]:
    shares = read_toml(language, "speaker_precision.toml")
    return cast("dict[str, float]", shares.get("right", {}))


@functools.cache
def _precision(language: str) -> dict[str, dict[str, float]]:
    return cast("dict[str, dict[str, float]]", read_toml(language, "precision.toml"))

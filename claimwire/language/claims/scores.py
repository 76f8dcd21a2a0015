"""How sure a claim is: the share of claims of its rule and type of quotation that were right."""

import functools
import tomllib

from claimwire.language.claims.lexicon_words import FOLDER

_ALL_TYPES = "all"


def score_of(rule: str, quote_type: str) -> float | None:
    """How many of a hundred such claims are right, as a share.

    Args:
        rule: the rule that found the claim.
        quote_type: direct, indirect or mixed.

    Returns:
        The measured share, or None for a rule that was not measured.
    """
    measured = _precision().get(rule, {})
    return measured.get(quote_type, measured.get(_ALL_TYPES))


@functools.cache
def _precision() -> dict[str, dict[str, float]]:
    return tomllib.loads((FOLDER / "precision.toml").read_text(encoding="utf-8"))

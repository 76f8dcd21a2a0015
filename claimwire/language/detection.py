"""Which language a text is in."""

import functools
import re
import threading
from collections.abc import Iterable

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_BEGINNING = 2000
"""Code points that are looked at: more change nothing but the time it takes."""

_SURE = 0.9
"""Probability from which the text alone decides."""

_CODE = re.compile(r"[a-z]{2}")

_MACRO = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "mo": "ro"}
"""Codes that publishers declare, by the one the model knows: parts of Norwegian, and codes that
ISO 639-1 has withdrawn."""

_LOADING = threading.Lock()


def _identifier() -> LanguageIdentifier:
    # Other threads wait while one loads it.
    with _LOADING:
        return _loaded()


@functools.cache
def _loaded() -> LanguageIdentifier:
    """Load the model, once per process; only the languages that have a two-letter code."""
    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages([label for label in whole.labels if _CODE.fullmatch(label)])
    # An identifier keeps the weights of all its languages beside those that were chosen.
    return LanguageIdentifier(
        whole.nb_ptc,
        whole.nb_pc,
        whole.nb_classes,
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )


def load() -> None:
    """Load the model ahead of the first text."""
    _identifier()


def detect_language(text: str, hints: Iterable[str | None] = ()) -> str | None:
    """Tell the language of a text.

    Args:
        text: the text; its beginning suffices.
        hints: codes that others declare, the most trusted first. One of them wins over the text
            if the text is too short or mixed to be sure.

    Returns:
        ISO 639-1 code; None if there is neither text to judge nor a hint.
    """
    declared = [code for hint in hints if hint and (code := _two_letters(hint))]
    sample = text[:_BEGINNING]
    if not any(character.isalpha() for character in sample):
        return declared[0] if declared else None
    found, probability = _identifier().classify(sample)
    if probability >= _SURE or not declared:
        return str(found)
    return declared[0]


def _two_letters(hint: str) -> str | None:
    code = re.split(r"[-_]", hint.strip().lower())[0]
    return _MACRO.get(code, code) if _CODE.fullmatch(code) else None

"""Reading texts in several languages, each with the language model of its own."""

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.parsing.batches import read_texts
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import (
    LanguageNotRead,
    ModelNotInstalled,
    Models,
    how_to_install,
    model_of,
)


def read_languages(
    texts: Sequence[tuple[str, str | None]],
    models: Models,
    load: Callable[[str], Language] = load_model,
) -> list[Doc | Exception]:
    """Annotate texts, those of a language together.

    Args:
        texts: each with its language (ISO 639-1 code); None or empty if that is not known.
        models: the pipeline of each language. They are loaded when they are first needed.
        load: answers the pipeline of a name.

    Returns:
        For each text its parse, or why there is none: ``LanguageNotRead``, or what ``read_texts``
        or the loading gives.
    """
    read: dict[int, Doc | Exception] = {}
    together: dict[str, list[int]] = {}
    for number, (_, language) in enumerate(texts):
        try:
            together.setdefault(model_of(models, language), []).append(number)
        except LanguageNotRead as error:
            read[number] = error
    for model, numbers in together.items():
        try:
            docs = read_texts(load(model), [texts[number][0] for number in numbers])
        except ModelNotInstalled:
            reason = f"its language model {model} is not installed: {how_to_install(model)}"
            docs = [
                LanguageNotRead(f"the text is in {texts[number][1]!r}; {reason}")
                for number in numbers
            ]
        except Exception as error:
            # The texts of the other languages are read.
            docs = [error] * len(numbers)
        read |= zip(numbers, docs, strict=True)
    return [read[number] for number in range(len(texts))]

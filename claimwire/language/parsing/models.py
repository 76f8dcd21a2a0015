"""Which language model reads which language. Imports nothing slow."""

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimwire.errors import ClaimwireError, UsageError
from claimwire.language.languages import languages

Models = Mapping[str, str]
"""Name of a spaCy pipeline by language (ISO 639-1 code); the first reads texts of no known one."""

_ENTRY_POINTS = "spacy_models"
"""Group under which packages of pipelines register."""

_BLANK = "blank:"
"""Before the code of a language: a pipeline that only cuts texts into words and sentences."""

_CODE = re.compile(r"[a-z]{2}")

_FIRST = "en"
"""The language of texts in no known one; its pipeline is installed with the package."""

DEFAULT_MODELS: Models = {
    each.code: each.pipeline or _BLANK + each.code
    for each in sorted(
        languages().values(), key=lambda each: (each.code != _FIRST, not each.pipeline, each.code)
    )
}
"""The pipeline that reads each language; ``blank:de``, spaCy's own name for a language without a
parser, of those that are read by names alone. docs/languages.md tells which are installed how."""

DEFAULT_MODEL = DEFAULT_MODELS[_FIRST]
"""spaCy's en_core_web_sm 3.8.0 as somebody has put it on the package index, which does not have
spaCy's own (docs/decisions.md, "Dependencies")."""


class ModelNotInstalled(UsageError):
    """The language model is not on this machine."""


class LanguageNotRead(ClaimwireError):
    """There is no model for the language of a text."""


def read_models(option: str | None) -> dict[str, str]:
    """Read the value of ``--model``.

    Args:
        option: pipelines, separated by commas, which take the place of the default ones: as
            ``fr=fr_core_news_md``, or by name alone for the language of the pipeline. Nothing
            after the sign of equality (``fr=``) leaves a language out. None changes nothing.

    Returns:
        The pipeline of each language.

    Raises:
        ModelNotInstalled: if a pipeline that is no default is not installed.
        UsageError: if a language is no ISO 639-1 code, or none is left.
    """
    models = default_models()
    for part in filter(None, map(str.strip, (option or "").split(","))):
        language, equals, name = part.partition("=")
        if not equals:
            language, name = _language_of(part), part
        if not is_language_code(language):
            raise UsageError(
                f"--model {part}: {language!r} is no language code such as fr (ISO 639-1)."
            )
        if not name:
            models.pop(language, None)
            continue
        if name != DEFAULT_MODELS.get(language) and not is_installed(name):
            raise not_installed(name)
        models[language] = name
    if not models:
        raise UsageError(f"--model {option} leaves no language to read.")
    return models


def is_language_code(text: str) -> bool:
    """Whether a text has the form of a code of ISO 639-1."""
    return _CODE.fullmatch(text) is not None


def default_models() -> dict[str, str]:
    """Return the default pipelines, and where it is installed spaCy's own release instead.

    Another version of it than that of the default pipeline would give other rows than those that
    are tested. Where the default is to read by names alone, any version is better.
    """
    models = dict(DEFAULT_MODELS)
    for each in languages().values():
        version = _version_of(each.released) if each.released else None
        default = _version_of(models[each.code])
        if each.released and version is not None and default in (version, None):
            models[each.code] = each.released
    return models


def as_option(models: Models) -> str:
    """Write pipelines as ``--model`` takes them."""
    return ",".join(f"{language}={name}" for language, name in models.items())


def model_of(models: Models, language: str | None) -> str:
    """Name the pipeline for texts in a language.

    Args:
        models: the pipelines.
        language: ISO 639-1 code; None or empty if it is not known.

    Raises:
        LanguageNotRead: if there is none.
    """
    name = models.get(language) if language else next(iter(models.values()))
    if name is None:
        raise LanguageNotRead(
            f"the text is in {language!r}, for which there is no language model; install a spaCy "
            f"pipeline and name it: --model {language}=NAME"
        )
    return name


def is_installed(name: str) -> bool:
    """Whether a pipeline is on this machine, without the seconds it takes to load it."""
    return name.startswith(_BLANK) or _folder_of(name) is not None


def not_installed(name: str) -> ModelNotInstalled:
    """Say that a pipeline is not installed, and what to do."""
    there = sorted(each.name for each in importlib.metadata.entry_points(group=_ENTRY_POINTS))
    return ModelNotInstalled(
        f"The language model {name!r} is not installed. Install it ({how_to_install(name)}), or "
        f"name one that is: {', '.join(there) or 'none'}."
    )


def how_to_install(name: str) -> str:
    """Return the command that installs a pipeline.

    It is never pip with the pipeline's name: the package index lets anybody register a name that
    spaCy has not taken there.
    """
    for each in languages().values():
        if each.pipeline == name and each.requirement:
            return f"pip install 'claimwire[{each.folder.name}]'"
    return f"python -m spacy download {name}"


def _language_of(name: str) -> str:
    if name.startswith(_BLANK):
        return name.removeprefix(_BLANK)
    folder = _folder_of(name)
    if folder is None:
        raise not_installed(name)
    return str(_meta_of(folder)["lang"])


def _version_of(name: str) -> str | None:
    folder = _folder_of(name)
    return None if folder is None else str(_meta_of(folder)["version"])


def _meta_of(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


def _folder_of(name: str) -> Path | None:
    """Return the folder that describes a pipeline: of a package, or as named."""
    package = importlib.util.find_spec(name) if name.isidentifier() else None
    folder = Path(name) if package is None else Path(package.origin or "").parent
    return folder if (folder / "meta.json").is_file() else None

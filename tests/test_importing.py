import sys
from pathlib import Path

import pytest

from claimwire.importing import import_without, with_function


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "greeting"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "from greeting.words import hello\n"
        "try:\n    import greeting.costly\n    has_costly = True\n"
        "except ImportError:\n    has_costly = False\n"
    )
    (folder / "words.py").write_text("def hello(name):\n    return f'Hello {name}'\n")
    (folder / "costly.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    names = ("greeting", "greeting.words", "greeting.costly")
    yield "greeting"
    for name in names:
        sys.modules.pop(name, None)


def test_what_is_left_out_is_loaded_when_it_is_needed(package: str) -> None:
    words = "greeting.words"
    import_without(package, {words: with_function(words, "hello"), "greeting.costly": None})
    greeting = sys.modules[package]
    assert not greeting.has_costly
    assert words not in sys.modules
    assert greeting.hello("Anna") == "Hello Anna"
    assert words in sys.modules
    assert __import__("greeting.costly").costly


def test_what_is_there_already_stays(package: str) -> None:
    __import__("greeting.words")
    before = sys.modules["greeting.words"]
    import_without(package, {"greeting.words": None})
    assert sys.modules["greeting.words"] is before
    assert sys.modules[package].has_costly


def test_a_package_that_cannot_be_imported_leaves_nothing_behind() -> None:
    with pytest.raises(ModuleNotFoundError):
        import_without("no_such_package", {"no_such_package.part": None})
    assert "no_such_package.part" not in sys.modules

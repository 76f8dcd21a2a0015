import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages import bylines
from claimwire.pages.bylines import read_names

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("bylines.toml").read_text("utf-8"))
DATA = tomllib.loads(Path(bylines.__file__).with_name("bylines.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["line"])
def test_names(case: dict[str, Any]) -> None:
    assert read_names([case["line"]], case.get("publishers", [])) == case["names"]


def test_each_name_once_in_order() -> None:
    assert read_names(["Tom Hale", "Anna Berg", "TOM HALE"]) == ["Tom Hale", "Anna Berg"]


def test_a_long_line_gives_few_names() -> None:
    assert len(read_names([", ".join(f"Anna B{'e' * n}rg" for n in range(500))])) <= 50


@given(st.text())
def test_any_line(line: str) -> None:
    assert all(name == name.strip() and "\n" not in name for name in read_names([line]))


@pytest.mark.parametrize("table", DATA)
def test_the_data_file(table: str) -> None:
    for row in DATA[table]:
        assert row.keys() == {"language", "words"}
        assert len(row["words"]) == len(set(row["words"]))
        assert all(word == word.lower() for word in row["words"])

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages import side_lines, standfirst
from claimwire.pages.side_lines import introduces_links, is_side_line


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Rain stops play",
        "\u25ba Read more about the rain",
        "Related: Rain stops play",
        "Leggi anche \u2013 La pioggia al nord",
        "Baca juga: Hujan di utara",
        "اقرأ أيضا: المطر في الشمال",
        "यह भी पढ़ें: उत्तर में बारिश",
        "延伸閱讀 北部下雨",
        "Photo: Anna Berg",
        "(Foto: Anna Berg)",
        "[사진=연합]",
        "Subscribe to our newsletter today.",
        "Abonnez-vous pour lire la suite",
        "ADVERTISEMENT",
        "Comments",
        "- Publicité -",
        "Your browser does not support the video tag.",
        "Story continues below",
    ],
)
def test_lines_beside_an_article(line: str) -> None:
    assert is_side_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Talks resume in Geneva",
        "Ukraine wants to become a member of the alliance, the minister said.",
        "The governor wrote on his Telegram channel that nobody was hurt.",
        "Sharing the costs was discussed too.",
        "Related costs have risen by a third since last year, the ministry said on Tuesday.",
        "Readers more often than not prefer short texts, the study says.",
        "The commenter said that the advertisement had been withdrawn.",
        "Read more " + "words " * 40,
    ],
)
def test_lines_of_an_article(line: str) -> None:
    assert not is_side_line(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Read also:", True), ("Mehr zum Thema", True), ("Read also: Rain stops play", False)],
)
def test_headings_of_links(line: str, expected: bool) -> None:
    assert introduces_links(line) is expected


@given(st.text())
def test_any_line(line: str) -> None:
    assert is_side_line(line) in {True, False}


def test_the_data_files() -> None:
    data = tomllib.loads(Path(side_lines.__file__).with_name("side_lines.toml").read_text("utf-8"))
    rows = [(row["kind"], row["language"]) for row in data["lines"]]
    assert len(rows) == len(set(rows))
    for row in data["lines"]:
        assert row.keys() == {"kind", "language", "texts"}
        assert row["kind"] in {"read_more", "credit", "promotion", "wall", "embed", "label"}
        assert len(row["texts"]) == len(set(row["texts"]))
        assert all(text == " ".join(text.lower().split()) for text in row["texts"])
        assert not set("".join(row["texts"])) & set("\u2018\u2019\u00a0")
    classes = tomllib.loads(
        Path(standfirst.__file__).with_name("standfirst.toml").read_text("utf-8")
    )["classes"]
    assert all(row.keys() == {"language", "text"} for row in classes)

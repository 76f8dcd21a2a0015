import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimwire.pages import notices
from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction import extract
from claimwire.pages.notices import Notice, is_consent_host, is_consent_text, is_missing_path
from claimwire.pages.quality import find_problem

URL = "https://news.example/world/talks"
CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("notices.toml").read_text("utf-8"))

ENGLISH = (
    "Before you continue to Example News\n"
    "We and our partners store and/or access information on a device, such as cookies, and "
    "process personal data for personalised ads and content.\n"
    "You can withdraw your consent at any time."
)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Wir und unsere Partner verarbeiten Daten. \u201eZustimmen und weiter\u201c",
        "Nous et nos partenaires stockons des informations sur un\u00a0appareil.",
        "Nosotros y nuestros socios almacenamos información en un dispositivo.",
    ],
)
def test_walls(text: str) -> None:
    assert is_consent_text(text)


def test_an_article_about_consent_is_an_article(prose: object) -> None:
    article = (
        "The data protection authority fined a publisher two million euros on Monday over the "
        "banner on its home page.\n"
        "Readers were asked to accept all cookies under the words \u201cwe value your "
        "privacy\u201d, the authority said.\n"
        "The publisher said it would appeal against the decision, which it called a blow to the "
        "free press, before the administrative court in Brussels.\n"
        "Six other cases are pending, a spokeswoman for the authority told reporters."
    )
    assert not is_consent_text(article)


@pytest.mark.parametrize("text", ["", "We use cookies.", ENGLISH + "\nword" * 300])
def test_no_walls(text: str) -> None:
    assert not is_consent_text(text)


def test_hosts() -> None:
    assert is_consent_host("https://consent.yahoo.com/v2/collectConsent?sessionId=1")
    assert is_consent_host("https://de.consent.yahoo.com/")
    assert not is_consent_host("https://news.yahoo.com/consent.yahoo.com")
    assert not is_consent_host("urn:claimwire:1")


def test_the_data_file() -> None:
    data = tomllib.loads(Path(notices.__file__).with_name("notices.toml").read_text("utf-8"))
    assert data.keys() == {"hosts", "marks", "phrases"}
    assert data["hosts"] == sorted(set(data["hosts"]))
    assert all(host == host.lower() and "/" not in host for host in data["hosts"])
    assert data["marks"] == sorted(set(data["marks"]))
    rows = [(row["kind"], row["language"]) for row in data["phrases"]]
    assert len(rows) == len(set(rows))
    for row in data["phrases"]:
        assert row.keys() == {"kind", "language", "texts"}
        assert row["kind"] in list(Notice)
        assert len(row["language"]) == 2
        assert len(row["texts"]) == len(set(row["texts"]))
        for text in row["texts"]:
            assert text == " ".join(text.lower().split())
            assert not set(text) & set("\u2018\u2019\u00a0")


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_pages(case: dict[str, Any], prose: Callable[[int], str]) -> None:
    article = "".join(f"<p>{line}</p>" for line in prose(case.get("words", 0)).split("\n"))
    page = (
        f"<html><head><meta charset=utf-8><title>{case['title']}</title></head>"
        f"<body>{case['body']}<article>{article}</article></body></html>"
    )
    found = extract(page.encode(), url=URL, content_type=None, latest=date(2024, 5, 14))
    assert (found.notice or "") == case["notice"]
    problem = find_problem(found, URL)
    assert (problem.reason if problem else "") == case["notice"] + ("_page" if problem else "")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/404", True), ("/de/404.html", True), ("/page-not-found/", True), ("/2024/404-jobs", False)],
)
def test_addresses_of_missing_pages(path: str, expected: bool) -> None:
    assert is_missing_path("https://news.example" + path) is expected
    problem = find_problem(Extracted(text="Sorry"), "https://news.example" + path)
    assert (problem is not None) is expected

import tomllib
from pathlib import Path

import pytest

from claimwire.pages import consent
from claimwire.pages.consent import is_consent_host, is_consent_text

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
    data = tomllib.loads(Path(consent.__file__).with_name("consent.toml").read_text("utf-8"))
    assert data.keys() == {"hosts", "phrase"}
    assert data["hosts"] == sorted(set(data["hosts"]))
    assert all(host == host.lower() and "/" not in host for host in data["hosts"])
    pairs = [(phrase["language"], phrase["text"]) for phrase in data["phrase"]]
    assert len(pairs) == len(set(pairs))
    for phrase in data["phrase"]:
        assert phrase.keys() == {"language", "text"}
        assert len(phrase["language"]) == 2
        assert phrase["text"] == " ".join(phrase["text"].casefold().split())
        assert not set(phrase["text"]) & set("\u2018\u2019\u00a0")

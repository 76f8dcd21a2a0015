"""The report in a browser: claims in several languages, of which two are written from the right."""

from pathlib import Path

import pytest

from bench.chromium import Opened
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Span
from tests.fakes.reports import EVERY_CLAIM, TOLD, write_report
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

TEXTS = {
    "ar": (
        "قال أنطونيو غوتيريش: «الوضع الإنساني في السودان كارثي (UN-2024) ويزداد سوءا»، في بيان.",
        "أنطونيو غوتيريش",
        "الوضع الإنساني في السودان كارثي (UN-2024) ويزداد سوءا",
    ),
    "he": (
        "שר החוץ אמר: «לא נחתום על הסכם בלי ערבויות של NATO», והוסיף כי השיחות יימשכו.",
        "שר החוץ",
        "לא נחתום על הסכם בלי ערבויות של NATO",
    ),
    "en": ("“We shall sign,” the minister said.", "the minister", "We shall sign"),
}
"""Text, speaker and content of each claim, by language."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles, claims = [], []
    for language, (text, speaker, content) in TEXTS.items():
        articles.append(
            an_article(
                article_id=language,
                url=f"https://{language}.example/1",
                site=f"{language}.example",
                text=text,
                title=content,
                language=language,
            )
        )
        start, named = text.index(content), text.index(speaker)
        claims.append(
            a_claim(
                claim_id=language,
                article_id=language,
                text=content,
                spans=[Span(start, start + len(content))],
                speaker_text=speaker,
                speaker_name=speaker,
                speaker_start=named,
                speaker_end=named + len(speaker),
                cue=None,
                cue_start=None,
                cue_end=None,
                score=0.9,
            )
        )
    store = MemoryStore()
    publish_rows(store, {ARTICLES: articles, CLAIMS: claims})
    return write_report(store, tmp_path_factory.mktemp("report"))


def test_claims_are_chosen_by_their_language(opened: Opened, report: Path) -> None:
    opened.open(report, fragment=EVERY_CLAIM)
    page = opened.page
    assert page.inner_text(TOLD) == "1 to 3 of 3 claims"
    choices = page.locator("select[name=language] option").all_text_contents()
    assert [each.partition(" (")[0] for each in choices[1:]] == ["Arabic", "English", "Hebrew"]
    page.click("#more summary")
    page.select_option("select[name=language]", "he")
    opened.expect_text(TOLD, "1 to 1 of 1 claim")
    assert "language=he" in page.url
    assert page.locator("#claims tr[data-at] button.open bdi").first.inner_text() == TEXTS["he"][2]
    assert page.locator("#chips .chip").first.inner_text().startswith("language: Hebrew")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("width", [390, 1440])
def test_text_runs_from_the_side_of_its_script(
    opened: Opened, report: Path, language: str, direction: str, width: int
) -> None:
    opened.open(report, fragment=f"{EVERY_CLAIM}&claim={language}", width=width)
    page = opened.page
    _, speaker, content = TEXTS[language]
    way = "words => getComputedStyle(words).direction"
    row = page.locator("#claims tr[data-at]", has_text=content).first
    assert row.locator("bdi", has_text=content).first.evaluate(way) == direction
    assert row.locator("bdi", has_text=speaker).first.evaluate(way) == direction
    assert page.locator("#claim .passage").evaluate(way) == direction
    assert page.locator("#claim bdi", has_text=content).first.evaluate(way) == direction
    said_by = page.locator("#claim dd").first
    assert said_by.evaluate(way) == "ltr"
    assert said_by.inner_text() == f"“{speaker}”, government"
    # The speaker stands at the beginning of the passage: at the side where reading begins.
    passage = page.locator("#claim .passage").bounding_box()
    mark = page.locator("#claim .passage mark.speaker").first.bounding_box()
    middle = passage["x"] + passage["width"] / 2
    if language != "en":
        assert mark["x"] + mark["width"] / 2 > middle
    # Nothing is wider than the page.
    assert page.evaluate("document.documentElement.scrollWidth") <= width

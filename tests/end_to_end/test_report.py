"""The report in a browser: of the example site, of hostile articles, and of 100,000 claims."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.chromium import Opened
from bench.many_claims import publish_copies
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Span
from claimwire.storage.opening import open_store
from examples.serve import serve_by_name
from tests.fakes.reports import EVERY_CLAIM, TOLD, marked, write_report
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.site_runs import Runs
from tests.fakes.store import MemoryStore

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"


@pytest.fixture(scope="module")
def published(browser: Opened, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """A run as `make run` does it: the outlets have names."""
    with serve_by_name() as site, pytest.MonkeyPatch.context() as patch:
        for name, value in site.environment().items():
            patch.setenv(name, value)
        runs = Runs(site, tmp_path_factory.mktemp("runs"))
        runs.run()
        yield runs


@pytest.fixture(scope="module")
def report(published: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(open_store(published.output), tmp_path_factory.mktemp("report"))


def top_level(published: Any) -> list[dict[str, Any]]:
    """The claims that are counted: those that are not part of another."""
    return [claim for claim in published.rows("claims") if claim["parent_id"] is None]


def searched(claim: dict[str, Any], published: Any) -> set[str]:
    """The words of a claim that a search sees, for words that are in no longer one."""
    titles = {article["article_id"]: article["title"] for article in published.rows("articles")}
    texts = [claim["cue"], claim["speaker_name"] or claim["speaker_text"]]
    texts.append(titles[claim["article_id"]])
    within = [claim]
    for each in within:
        texts.append(each["text"])
        within += [row for row in published.rows("claims") if row["parent_id"] == each["claim_id"]]
    return set(re.findall(r"\w+", " ".join(filter(None, texts)).lower()))


def test_the_picture_of_the_documentation_is_made(opened: Opened, report: Path) -> None:
    BUILD.mkdir(exist_ok=True)
    opened.open(report)
    top = {"x": 0, "y": 0, "width": 1280, "height": 1490}
    picture = opened.page.screenshot(path=BUILD / "report.png", full_page=True, clip=top)
    assert len(picture) < 300_000


def test_the_claim_that_the_readme_explains_is_there(published: Runs) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"claimwire explain (\w+) --output out/demo", readme)
    ids = [claim["claim_id"] for claim in published.rows("claims")]
    assert sum(claim_id.startswith(named) for claim_id in ids) == 1


def test_it_fits_and_is_drawn_at_both_widths(opened: Opened, report: Path) -> None:
    BUILD.mkdir(exist_ok=True)
    for scheme in ("light", "dark"):
        for width in (1440, 1024, 390):
            opened.open(report, width=width, scheme=scheme)
            page = opened.page
            assert page.evaluate("document.documentElement.scrollWidth") == width
            for chart in ("days", "speakers", "countries", "acts", "matrix", "map"):
                assert page.locator(f"#{chart} svg [role=button]").count() > 5, chart
            page.screenshot(path=BUILD / f"report-{width}-{scheme}.png", full_page=True)


def test_a_search_and_filters_lead_to_the_claims_that_sql_finds(
    opened: Opened, report: Path, published: Any
) -> None:
    claims = top_level(published)
    opened.open(report, fragment=EVERY_CLAIM)
    page = opened.page
    assert page.inner_text(TOLD) == f"1 to 50 of {len(claims)} claims"
    denials = [claim for claim in claims if claim["act"] == "denial"]
    page.select_option("[name=act]", "denial")
    opened.expect_text(TOLD, f"1 to {len(denials)} of {len(denials)} claims")
    assert set(page.locator("#claims td.act").all_inner_texts()) == {"denial"}
    page.fill("[name=text]", "no such words")
    opened.expect_text("#claims .empty", "No claim passes all filters. Clear one of them.")
    assert page.inner_text("#figures [data-of=claims]") == "0"
    page.click("#clear")
    page.fill("[name=text]", "BLACK sea")
    found = [claim for claim in claims if {"black", "sea"} <= searched(claim, published)]
    opened.expect_text(TOLD, f"1 to {len(found)} of {len(found)} claims")


FILTERS: list[tuple[str, str, str, Callable[[Any], bool]]] = [
    ("kind", "anonymous", "speaker_kind", "anonymous".__eq__),
    ("quotation", "mixed", "quote_type", "mixed".__eq__),
    ("modality", "possible", "modality", "possible".__eq__),
    ("score", "0.9", "score", lambda score: score is not None and score >= 0.9),
]


@pytest.mark.parametrize("case", FILTERS, ids=[field for field, *_ in FILTERS])
def test_claims_are_filtered_by_what_they_are(
    opened: Opened, report: Path, published: Any, case: tuple[str, str, str, Callable[[Any], bool]]
) -> None:
    field, value, column, passes = case
    claims = top_level(published)
    opened.open(report, fragment=EVERY_CLAIM)
    page = opened.page
    assert page.inner_text("#figures [data-of=claims]") == str(len(claims))
    page.locator("#more summary").click()
    page.select_option(f"[name={field}]", value)
    found = sum(passes(claim[column]) for claim in claims)
    assert 0 < found < len(claims)
    opened.expect_text("#figures [data-of=claims]", str(found))
    opened.expect_text(TOLD, re.compile(f" of {found} claims$"))
    page.locator("#chips .chip").click()
    opened.expect_text("#figures [data-of=claims]", str(len(claims)))


def test_a_click_on_a_chart_filters_and_another_takes_it_back(
    opened: Opened, report: Path, published: Any
) -> None:
    opened.open(report, fragment=EVERY_CLAIM)
    page = opened.page
    of_china = sum(claim["speaker_country"] == "CHN" for claim in top_level(published))
    bar = page.locator("#countries svg path[aria-label^='China: ']")
    bar.click()
    opened.expect_text(TOLD, f"1 to {of_china} of {of_china} claims")
    assert page.input_value("[name=country]") == "CHN"
    page.wait_for_selector("#countries svg path[opacity='0.3']")
    # Vega cuts labels off if it is not told to find room for them anew.
    label = page.locator("#days .role-axis-label text").first.bounding_box()
    drawn = page.locator("#days svg").bounding_box()
    assert label["y"] + label["height"] <= drawn["y"] + drawn["height"]
    # The other bars stay, to be chosen instead.
    assert page.locator("#countries svg path[role=button]").count() > 5
    bar.click()
    page.wait_for_selector("#chips .chip", state="detached")


def test_a_claim_is_opened_by_keyboard_with_its_very_words_marked(
    opened: Opened, report: Path, published: Any
) -> None:
    opened.open(report, fragment=EVERY_CLAIM)
    page = opened.page
    by_id = {claim["claim_id"][:12]: claim for claim in published.rows("claims")}
    for number in (0, 7, 20, 33, 49):
        row = page.locator("#claims td.said > button.open").nth(number)
        row.focus()
        page.keyboard.press("Enter")
        claim = by_id[page.inner_text("#claim dd:text('claimwire explain')").split()[-1]]
        # Marks of a quotation may leave out the words between its parts.
        joined = "".join(claim["text"].split())
        assert "".join(marked(page, "content").split()) == joined
        assert marked(page, "cue") == (claim["cue"] or "")
        assert marked(page, "speaker") == (claim["speaker_text"] or "")
        page.keyboard.press("Escape")
        assert not page.locator("#claim").is_visible()
        assert row.evaluate("row => row === document.activeElement")


def test_hostile_articles_are_shown_as_text(opened: Opened, tmp_path: Path) -> None:
    tag = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
    title = f"{tag} \u202e\u2066 سلام \x07"
    text = f"🕊️ {tag} 😀 “Talks 🤝 resumed”, the <b>ministry</b> said."

    def at(words: str) -> dict[str, int]:
        return {"start": text.index(words), "end": text.index(words) + len(words)}

    speaker, cue = at("the <b>ministry</b>"), at("said")
    claim = a_claim(
        spans=[Span(**at("Talks 🤝 resumed"))],
        speaker_name=tag,
        **{f"speaker_{side}": offset for side, offset in speaker.items()},
        **{f"cue_{side}": offset for side, offset in cue.items()},
    )
    article = an_article(title=title, text=text, site=tag, url="javascript:window.hacked=1")
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [article], CLAIMS: [claim]})
    opened.open(write_report(store, tmp_path))
    page = opened.page
    page.locator("#claims button.open").click()
    assert marked(page, "content") == "Talks 🤝 resumed"
    assert marked(page, "speaker") == "the <b>ministry</b>"
    assert marked(page, "cue") == "said"
    assert page.inner_text("#claim h2 .speaker") == tag
    assert page.locator("#claim .page").text_content().startswith(title)
    assert page.locator("#claim a:not([href^='#']), img").count() == 0
    page.keyboard.press("Escape")
    page.fill("[name=text]", "__proto__")
    opened.expect_text("#claims .empty", "No claim passes all filters. Clear one of them.")
    assert page.evaluate("window.hacked") is None


def test_a_report_without_claims_says_so(opened: Opened, tmp_path: Path) -> None:
    opened.open(write_report(MemoryStore(), tmp_path))
    assert opened.page.inner_text("#claims .empty") == "There are no claims in this report."
    assert opened.page.locator("figure.blank").count() == 6


@pytest.mark.timeout(600)
def test_100_000_claims_are_not_more_for_the_browser_than_a_few(
    opened: Opened, published: Runs, tmp_path: Path
) -> None:
    store = MemoryStore()
    publish_copies(open_store(published.output), store, copies=176)
    file = write_report(store, tmp_path)
    page = opened.page
    opened.open(file, fragment=EVERY_CLAIM)
    assert page.inner_text(TOLD) == f"1 to 50 of {len(top_level(published)) * 176:,} claims"
    assert page.locator("#claims tr[data-at]").count() == 50
    # docs/report.md says how long it takes; what is drawn does not grow with the claims.
    assert page.locator("*").count() < 5_000
    page.fill("[name=text]", '"black sea"')
    opened.expect_text(TOLD, re.compile("^1 to 50 of [0-9],"))

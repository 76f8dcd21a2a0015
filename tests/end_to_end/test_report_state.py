"""The report in a browser: address, statements, charts by keyboard, and what leaves the page."""

import csv
import io
import re
from pathlib import Path

import pytest

from bench.chromium import Opened
from tests.fakes.reports import EVERY_CLAIM, TOLD, a_report_of_two_states, a_report_with_statements


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_report_with_statements(tmp_path_factory.mktemp("report"))


def test_a_statement_is_one_row_that_opens_its_reports(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page
    assert page.inner_text(TOLD) == "1 to 3 of 3 statements in 4 claims"
    assert page.inner_text("#figures [data-of=statements]") == "3"
    row = page.locator("#claims tr[data-at]", has_text="3 reports by 3 outlets")
    # The fullest wording stands for the statement.
    assert (
        "The talks resumed on Monday in Istanbul" in row.locator("button.open").first.inner_text()
    )
    row.locator(".opens").click()
    items = row.locator("ol.parts > li").all_inner_texts()
    assert [re.search(r"\w+\.example", item)[0] for item in items] == [  # type: ignore[index]
        "alpha.example",
        "beta.example",
        "gamma.example",
    ]
    assert "a copy in" in items[2]
    row.locator(".spread svg").wait_for()
    assert row.locator(".spread svg path[aria-label*='example: 2024-04-30']").count() == 3
    assert "Iran" in row.locator(".linked.contradicts").inner_text()
    row.locator("ol.parts button.open").first.click()
    assert page.inner_text("#claim .position") == "1 of 2"


def test_the_score_that_hides_claims_is_told_and_taken_away(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page
    assert page.inner_text("#chips .chip").startswith("score at least: 0.5 (hides 1)")
    page.click("#clear")
    opened.expect_text("#figures [data-of=claims]", "5")
    assert page.url.endswith("#score=")


STATES = [
    ("act=denial", "1 to 1 of 1 statement in 1 claim"),
    (EVERY_CLAIM, "1 to 5 of 5 claims"),
    ("statement=said", "1 to 1 of 1 statement in 2 claims"),
    ("story=a", "1 to 1 of 1 statement in 1 claim"),
    ("place=geonames:2&score=", "1 to 1 of 1 statement in 1 claim"),
    ('text="on Monday in"', "1 to 1 of 1 statement in 1 claim"),
    ("text=in Monday on", "1 to 1 of 1 statement in 1 claim"),
    ('text="in Monday"', ""),
    ("act=nothing", ""),
    ("story=nothing&statement=nothing&place=nothing&language=<b>", ""),
    ("__proto__=1&constructor=1&sort=constructor&claim=nothing&more=1",
     "1 to 3 of 3 statements in 4 claims"),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "told"), STATES)
def test_an_address_says_what_is_shown(
    opened: Opened, report: Path, fragment: str, told: str
) -> None:
    opened.open(report, fragment=fragment)
    assert opened.page.inner_text(TOLD) == told
    assert opened.page.locator("#chips b").count() == 0


def shorter(state: str) -> list[str]:
    """Take one choice after another away from a state, from its end."""
    parts = state.split("&")
    return ["&".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)] + [""]


def test_every_choice_goes_into_the_address_and_back(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page

    page.select_option("[name=country]", "IRN")
    page.click("#claims th.speaker button")
    page.select_option("#rows-are", "claims")
    page.locator("#claims button.open").click()
    shown = "#country=IRN&sort=speaker&rows=claims&claim=denied"
    opened.expect_fragment(shown)
    page.keyboard.press("Escape")
    page.locator("#claim").wait_for(state="hidden")
    opened.expect_fragment(shown.removesuffix("&claim=denied"))
    for before in (shown, *shorter(shown)):
        opened.step_back(before)
    opened.expect_text(TOLD, "1 to 3 of 3 statements in 4 claims")
    opened.expect_fragment("")
    assert page.input_value("[name=country]") == ""
    opened.open(report, fragment=shown[1:])
    assert page.inner_text("#claim h2 .speaker") == "Iran"
    assert page.get_attribute("#claims th.speaker", "aria-sort") == "ascending"
    # Parts of the page are gone to without losing the state.
    page.keyboard.press("Escape")
    page.click("nav a[href='#stories']")
    opened.expect_fragment("#country=IRN&sort=speaker&rows=claims")


QUICK_STEPS = """() => new Promise((resolve) => {
  const goOn = () => history.replaceState(null, "", "#country=IRN");
  addEventListener("hashchange", goOn, { once: true });
  const tell = () => resolve(location.hash);
  document.getElementById("claim").addEventListener("close", tell, { once: true });
  history.back();
})"""
"""Step back to where no claim is open, and on to another state before its dialog has closed."""


def test_a_quick_second_step_back_is_not_undone(opened: Opened, report: Path) -> None:
    opened.open(report, fragment="country=IRN&rows=claims")
    opened.page.locator("#claims button.open").click()
    opened.page.locator("#claim").wait_for()
    assert opened.page.evaluate(QUICK_STEPS) == "#country=IRN"


@pytest.mark.parametrize("chart", ["days", "speakers", "countries", "acts", "matrix", "map"])
def test_a_chart_is_operated_by_keyboard(opened: Opened, report: Path, chart: str) -> None:
    opened.open(report, fragment="score=")
    page = opened.page
    marks = page.locator(f"#{chart} .drawn [role=button]")
    if marks.count() == 0:
        assert chart == "matrix"  # nobody speaks about a country here
        return
    assert page.locator(f"#{chart} .drawn [tabindex='0']").count() == 1
    page.locator(f"#{chart} .drawn [tabindex='0']").focus()
    page.keyboard.press("End")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == marks.last.get_attribute("aria-label")
    assert page.inner_text("#tip") == label
    page.keyboard.press("Enter")
    page.locator("#chips .chip").first.wait_for()
    # The same mark takes the filter away again.
    page.keyboard.press("Enter")
    page.locator("#chips .chip").first.wait_for(state="detached")


def test_bars_are_in_the_order_of_what_is_shown(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page

    def bars() -> list[str]:
        found = page.locator("#speakers svg path[role=button]")
        places = found.evaluate_all(
            "marks => marks.map(mark => [mark.getBoundingClientRect().y, mark.ariaLabel])"
        )
        return [label.split(":")[0] for _, label in sorted(places)]

    assert bars() == ["Turkey", "Iran", "الوزير"]
    page.select_option("[name=site]", "delta.example")
    page.locator("#speakers svg path[aria-label^='Turkey']").wait_for(state="detached")
    assert bars() == ["Iran", "الوزير"]
    page.select_option("[name=site]", "")
    page.locator("#speakers svg path[aria-label^='Turkey']").wait_for()
    assert bars() == ["Turkey", "Iran", "الوزير"]


def test_one_day_is_drawn_by_the_hour(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page
    labels = page.locator("#days svg .role-axis-label text").all_text_contents()
    days = [label for label in labels if "Apr" in label or "May" in label]
    assert len(days) == len(set(days)) > 3
    counts = [label for label in labels if label.isdigit()]
    assert counts == ["0", "1", "2"]
    bars = page.locator("#days svg path[role=button]")
    assert bars.count() == 3
    chart = page.locator("#days svg").bounding_box()
    assert all(bar.bounding_box()["width"] < chart["width"] / 20 for bar in bars.all())
    assert bars.first.get_attribute("aria-label").startswith("30 Apr 2024, ")


def test_the_map_has_points_for_good_places_only(opened: Opened, report: Path) -> None:
    opened.open(report)
    page = opened.page
    labels = page.locator("#map .drawn [role=button]").evaluate_all(
        "marks => marks.map(mark => mark.ariaLabel)"
    )
    assert labels == [
        "Turkey: named in 2 articles",
        "Istanbul, Turkey: named in 1 article",
    ]
    listed = page.locator("#listed li")
    assert listed.all_inner_texts() == ["Asia 1\na region"]
    listed.locator("button").press("Enter")
    opened.expect_text("#figures [data-of=claims]", "1")
    page.locator("#map summary").press("Enter")
    assert "Western Sahara in two parts" in page.inner_text("#map details")


def test_what_is_shown_is_saved_as_csv_that_no_spreadsheet_computes(
    opened: Opened, report: Path
) -> None:
    opened.open(report, fragment="site=delta.example")
    with opened.page.expect_download() as saved:
        opened.page.click("#as-csv")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert set(rows) == {"denied", "arabic"}
    assert rows["denied"]["content"] == '\'=Nobody "talks"'
    assert rows["denied"]["negated"] == "true"
    assert rows["denied"]["url"] == "https://delta.example/1"
    assert rows["arabic"]["speaker"] == "الوزير"


def test_a_citation_has_its_evidence(opened: Opened, report: Path) -> None:
    opened.open(report, fragment="act=denial&claim=denied")
    page = opened.page
    page.click("#claim .cite")
    cited = page.input_value("#claim .cited")
    assert cited.startswith("Iran, ")
    for words in ("denial", "with a “not”", "=Nobody", "https://delta.example/1", "claim denied"):
        assert words in cited
    page.keyboard.press("Escape")
    with page.expect_download() as saved:
        page.click("#as-citations")
    assert Path(saved.value.path()).read_text(encoding="utf-8").strip() == cited


def test_words_from_right_to_left_are_shown_so(opened: Opened, report: Path) -> None:
    opened.open(report, fragment="rows=claims&claim=arabic")
    page = opened.page
    assert page.locator("#claim .passage").get_attribute("dir") == "auto"
    shown = page.locator("#claims bdi", has_text="المحادثات بدأت").first
    assert shown.evaluate("words => getComputedStyle(words).direction") == "rtl"


def test_a_count_of_one_is_in_the_singular(opened: Opened, report: Path) -> None:
    opened.open(report, fragment="act=denial")
    names = opened.page.locator("#figures dt").all_inner_texts()
    assert names == ["statement", "claim", "speaker", "country", "article", "outlet"]


def test_a_pair_of_the_matrix_has_its_time_line_both_ways(opened: Opened, tmp_path: Path) -> None:
    opened.open(a_report_of_two_states(tmp_path))
    page = opened.page
    assert page.inner_text("#pair") == ""
    page.locator("#matrix text[aria-label^='Iran about Turkey']").click()
    opened.expect_text("#pair", "Iran about Turkey. Turkey about Iran: 2 claims")
    assert page.locator("#days path[aria-label$='1 claim']").count() == 1
    page.click("#pair button")
    opened.expect_text("#pair", "Turkey about Iran. Iran about Turkey: 1 claim")
    assert page.locator("#days path[aria-label$='1 claim']").count() == 2
    assert "speaking=" in page.url

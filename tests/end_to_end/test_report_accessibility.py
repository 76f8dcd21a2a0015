"""The report by the rules of axe-core, in both colour schemes and with everything opened."""

from pathlib import Path
from typing import Any

import pytest

from bench.chromium import Opened
from tests.fakes.reports import a_report_with_statements

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_report_with_statements(tmp_path_factory.mktemp("report"))


def broken_rules(page: Any) -> list[str]:
    """The rules that the page breaks, each with the first place."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_breaks_no_rule(opened: Opened, report: Path, scheme: str, width: int) -> None:
    opened.open(report, width=width, scheme=scheme, fragment="score=")
    page = opened.page
    assert broken_rules(page) == []
    page.click("#more summary")
    page.click("#map summary")
    page.locator(".opens").first.click()
    page.locator(".spread svg").wait_for()
    assert broken_rules(page) == []
    page.locator("#claims button.open").first.click()
    page.click("#claim .cite")
    assert broken_rules(page) == []

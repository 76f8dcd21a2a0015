"""Reports that tests write and open."""

from pathlib import Path
from typing import Any

from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.pipeline.report.content import report_content
from claimwire.pipeline.report.page import render_page
from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.storage.store import Store

TOLD = "#claims .told"
"""Where the page says which of how many claims it shows."""


EVERY_CLAIM = "score=&rows=claims"
"""The state of a page without filters, with one row for each claim."""


def write_report(store: Store, folder: Path) -> Path:
    names = load_knowledge().country_names
    file = folder / "report.html"
    file.write_bytes(render_page(report_content(read_rows(store, Choice()), Choice(), names)))
    return file


def marked(page: Any, role: str) -> str:
    """Return what is marked as speaker, cue or content in the claim that is open."""
    return "".join(page.locator(f"#claim .passage mark.{role}").all_inner_texts())

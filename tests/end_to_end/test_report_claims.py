"""The claims of a report in a browser: what a row says, and what stands below it."""

from pathlib import Path
from typing import Any

from bench.chromium import Opened
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Span
from tests.fakes.reports import EVERY_CLAIM, TOLD, marked, write_report
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore


def test_a_claim_cannot_be_read_as_its_opposite(opened: Opened, tmp_path: Path) -> None:
    text = "Mali would not recognise the judges. Chad said that it could not stay. Niger did stay."
    cases = [
        ("Mali", "recognise", "the judges", {"negated": True}),
        ("Chad", "said", "it could not stay", {"negated": True, "modality": "possible"}),
        ("Niger", "did", "stay", {}),
    ]
    shown = [
        "would not recognise with a “not” the judges",
        "said with a “not” it could not stay",
        "did stay",
    ]
    claims, end = [], 0
    for number, (speaker, cue, content, changes) in enumerate(cases):
        places = []
        for words in (speaker, cue, content):
            start = text.index(words, end)
            end = start + len(words)
            places.append((start, end))
        claim = a_claim(
            claim_id=f"{number}", text=content, spans=[Span(*places[2])], speaker_name=speaker,
            speaker_start=places[0][0], speaker_end=places[0][1],
            cue_start=places[1][0], cue_end=places[1][1], **changes,
        )  # fmt: skip
        claims.append(claim)
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article(text=text)], CLAIMS: claims})
    opened.open(write_report(store, tmp_path), fragment=EVERY_CLAIM)
    page = opened.page
    assert page.locator("#claims button.open").all_inner_texts() == shown
    assert page.locator("#claims .negated").count() == 2
    details = page.locator("#claims .details").all_inner_texts()
    assert details[1] == "as possible · in indirect speech · score 0.76"
    page.locator("#claims button.open").first.click()
    assert page.locator("#claim dd:text('with a “not”')").is_visible()


def test_parts_of_a_claim_stand_below_it_and_are_not_counted(
    opened: Opened, tmp_path: Path
) -> None:
    text = "“We go. Iran says it stays. So we go,” she said."

    def said(claim_id: str, content: str, **changes: Any) -> Any:
        start = text.index(content)
        spans = [Span(start, start + len(content))]
        return a_claim(claim_id=claim_id, text=content, spans=spans, **changes)

    nobody = dict.fromkeys(
        ("speaker_name", "speaker_text", "speaker_start", "speaker_end", "cue_start", "cue_end")
    )
    claims = [
        said("nested", "it stays", parent_id="second", relation="nested", act="denial",
             **{**nobody, "speaker_name": "Iran"}),
        said("second", "Iran says it stays.", parent_id="first", relation="continues", **nobody),
        said("first", "We go.", **{**nobody, "speaker_text": "she", "speaker_start": 39,
                                   "speaker_end": 42}),
        said("other", "So we go", **nobody),
    ]  # fmt: skip
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article(text=text)], CLAIMS: claims})
    opened.open(write_report(store, tmp_path), fragment=EVERY_CLAIM)
    page = opened.page
    assert page.inner_text(TOLD) == "1 to 2 of 2 claims"
    assert page.inner_text("#figures [data-of=claims]") == "2"
    names = page.locator("#claims td.speaker .name").all_inner_texts()
    assert sorted(names) == ["no speaker named", "she"]
    parts = page.locator("#claims .parts li")
    assert parts.locator("button").all_inner_texts() == [
        "continues: Iran says it stays.",
        "nested: Iran it stays",
    ]
    assert parts.last.locator(".details").inner_text().startswith("denial · in indirect speech")
    parts.locator("button").last.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#claim .position") == "3 of 3"
    assert marked(page, "content") == "it stays"
    assert page.locator("#claim dd:text('is nested in second, and is not counted')").is_visible()
    page.keyboard.press("Escape")
    # The words of its parts find a claim.
    page.fill("[name=text]", "stays")
    opened.expect_text(TOLD, "1 to 1 of 1 claim")

"""Reports that tests write and open."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.pipeline.report.content import report_content
from claimwire.pipeline.report.page import render_page
from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Span
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.statements import STATEMENTS, LinkedStatement, StatementReport
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, a_claim, a_statement, an_article, an_entity
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

TOLD = "#claims .told"
"""Where the page says which of how many claims it shows."""


EVERY_CLAIM = "score=&rows=claims"
"""The state of a page without filters, with one row for each claim."""


PAGES = {
    "a": ("alpha.example", 9, "Talks resumed on Monday, the ministry said."),
    "b": ("beta.example", 11, "The talks resumed on Monday in Istanbul, the ministry said."),
    "c": ("gamma.example", 10, "Talks resumed on Monday, the ministry said."),
    "d": (
        "delta.example",
        8,
        '=Nobody "talks", Iran said. It may rain. قال الوزير إن المحادثات بدأت.',
    ),
}
"""Site, hour of publication and text of each page; c is a copy of a."""

CLAIMED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "said": ("a", "Talks resumed on Monday", {"speaker_name": "Turkey", "speaker_country": "TUR"}),
    "again": ("b", "The talks resumed on Monday in Istanbul",
              {"speaker_name": "Turkey", "speaker_country": "TUR"}),
    "denied": ("d", '=Nobody "talks"', {"speaker_name": "Iran", "speaker_country": "IRN",
                                        "act": "denial", "negated": True}),
    "unsure": ("d", "It may rain", {"speaker_name": "Nobody", "score": 0.3}),
    "arabic": ("d", "المحادثات بدأت", {"speaker_name": "الوزير"}),
}  # fmt: skip
"""Page, content and other columns of each claim."""


def write_report(store: Store, folder: Path) -> Path:
    names = load_knowledge().country_names
    file = folder / "report.html"
    file.write_bytes(render_page(report_content(read_rows(store, Choice()), Choice(), names)))
    return file


def marked(page: Any, role: str) -> str:
    """Return what is marked as speaker, cue or content in the claim that is open."""
    return "".join(page.locator(f"#claim .passage mark.{role}").all_inner_texts())


def a_report_with_statements(folder: Path) -> Path:
    """Two reports and a copy of one statement, its denial, and two claims that nobody repeats."""
    articles = [
        an_article(
            article_id=page, url=f"https://{site}/1", site=site, text=text, title=f"By {site}",
            story_id="a" if page == "c" else None, copy_of="a" if page == "c" else None,
            published_at=datetime(2024, 4, 30, hour, tzinfo=UTC),
        )
        for page, (site, hour, text) in PAGES.items()
    ]  # fmt: skip
    claims, statements = [], []
    nowhere = dict.fromkeys(
        ("speaker_text", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end")
    )
    for claim_id, (page, content, changes) in CLAIMED.items():
        start = PAGES[page][2].index(content)
        columns = {"score": 0.9, "statement_id": "said" if claim_id == "again" else claim_id}
        spans = [Span(start, start + len(content))]
        claims.append(
            a_claim(claim_id=claim_id, article_id=page, text=content, spans=spans,
                    **{**nowhere, **columns, **changes})
        )  # fmt: skip
        reported = StatementReport(
            claim_id, page, PAGES[page][0], NOW, None, start, content, 1.0
        )  # fmt: skip
        statements.append(
            a_statement(statement_id=columns["statement_id"], claim_id=claim_id, article_id=page,
                        text=content, reports=[reported], site=PAGES[page][0],
                        contradicts=[LinkedStatement("said", 0.9)] if claim_id == "denied" else [])
        )  # fmt: skip
    point = {"latitude": 41.0, "longitude": 29.0, "country": "TUR", "score": 0.9}
    entities = [
        an_entity(mention_id="1", article_id="b", entity_id="geonames:1", name="Istanbul",
                  kind="city", **point),
        an_entity(mention_id="2", article_id="b", entity_id="geonames:2", name="Asia",
                  kind="region", **{**point, "country": None}),
        an_entity(mention_id="3", article_id="a", entity_id="country:TUR", name="Turkey",
                  kind="country", **point),
    ]  # fmt: skip
    store = MemoryStore()
    publish_rows(store, {ARTICLES: articles, CLAIMS: claims, ENTITIES: entities})
    # Statements gain their reports one after the other.
    publish_rows(store, {STATEMENTS: statements}, run_id="run2")
    return write_report(store, folder)


def a_report_of_two_states(folder: Path) -> Path:
    """Iran speaks of Turkey on one day, Turkey of Iran on that day and another."""
    said = [("IRN", "TUR", 29), ("TUR", "IRN", 29), ("TUR", "IRN", 20)]
    names = {"IRN": "Iran", "TUR": "Turkey"}
    articles, claims, entities = [], [], []
    for number, (speaking, about, day) in enumerate(said):
        page = str(number)
        url = f"https://{page}.example/1"
        at = datetime(2024, 4, day, 9, tzinfo=UTC)
        articles.append(an_article(article_id=page, url=url, published_at=at))
        claims.append(
            a_claim(claim_id=page, article_id=page, speaker_name=names[speaking],
                    speaker_country=speaking, about=[f"country:{about}"], score=0.9)
        )  # fmt: skip
        entities.append(
            an_entity(mention_id=page, article_id=page, entity_id=f"country:{about}",
                      name=names[about], kind="country", country=about)
        )  # fmt: skip
    store = MemoryStore()
    publish_rows(store, {ARTICLES: articles, CLAIMS: claims, ENTITIES: entities})
    return write_report(store, folder)
